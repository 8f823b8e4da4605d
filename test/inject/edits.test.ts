/** `postsmith inject`: what it refuses, what it lists, what it leaves alone. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { execute } from '../cli/execute.ts';
import { oddities } from '../sources/postman/oddities.ts';
import { injectFolder } from './inject-folder.ts';
import { published, type Members } from './published.ts';

const library = `/* ${'x'.repeat(2000)} */`;

const { folder, write, text, inject, replace, remove } = injectFolder();
afterAll(remove);

const collections = published(library);

const ask = (token: string): string[] => [
  'pm.sendRequest({ url: "https://as.example.com/token", method: "POST", body: { mode: "urlencoded", urlencoded: [',
  '  { key: "grant_type", value: "client_credentials" }, { key: "client_id", value: pm.environment.get("client_id") },',
  '  { key: "client_secret", value: pm.environment.get("client_secret") } ] } }, (error, response) => {',
  `  ${token}`,
  '});',
];

/** One request with this auth, in a collection with these scripts. */
const simple = (exec: readonly string[], auth?: object, more: Members = {}): Members => ({
  info: { name: 'Simple', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: [
    {
      name: 'Read',
      request: { method: 'GET', url: 'https://api.example.com/', ...(auth !== undefined && { auth }) },
    },
  ],
  event: [{ listen: 'prerequest', script: { type: 'text/javascript', exec } }],
  ...more,
});

const SET = 'pm.environment.set("token", response.json().access_token);';
const BEARER = { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] };

describe('what can’t be replaced without harm is refused, and nothing is written', () => {
  test.each<[string, Members, string]>([
    [
      'where something else is done with the token’s response',
      simple(
        ask(
          `${SET} pm.environment.set("tenant", response.json().tenant); pm.sendRequest("https://api.example.com/audit");`,
        ),
        BEARER,
      ),
      'collection › pre-request line 4: sends a request to https://api.example.com/audit',
    ],
    [
      'where a variable holds more than the token',
      simple(ask('pm.environment.set("token", "Bearer " + response.json().access_token);'), {
        type: 'apikey',
        apikey: [
          { key: 'key', value: 'Authorization' },
          { key: 'value', value: '{{token}}' },
        ],
      }),
      'the variable token holds "Bearer " before the token; let it hold the token alone, and write Bearer where it is sent',
    ],
    [
      'where the token goes into two variables',
      simple(ask(`${SET} pm.environment.set("jwt", response.json().access_token);`), BEARER, {
        variable: [{ key: 'copy', value: '{{jwt}}' }],
      }),
      'the token goes into several variables that requests send: token, jwt',
    ],
    [
      'where a header of another name goes out beside another auth',
      simple(ask('pm.request.headers.upsert({ key: "X-Token", value: response.json().access_token });'), {
        type: 'basic',
        basic: [{ key: 'username', value: 'u' }],
      }),
      'item "Read" is sent with basic auth beside the header X-Token, and Postman has one auth for a request',
    ],
  ])('%s', async (_, collection, problem) => {
    const before = await write(collection);
    await writeFile(join(folder, 'login.ts'), LOGIN);
    const { code, stderr, stdout } = await inject('--authorization', 'login.ts');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('nothing was written. Separate this by hand, then try again:\n');
    expect(stderr).toContain(problem);
    expect(await text()).toBe(before);
  });
});

const LOGIN = `import { clientCredentials, clientSecretPost } from 'postsmith';
export default clientCredentials({ tokenEndpoint: 'https://as.example.com/token', clientAuthentication: clientSecretPost() });
`;

test('the environment loses the library and, if told, secrets; it gains what the login reads, and keeps every other byte', async () => {
  await write(collections['a library in a global, loaded by a request'] ?? {});
  const environment = {
    id: 'x',
    name: 'E',
    values: [
      { key: 'base', value: 'https://api.example.com', enabled: true },
      { key: 'jsrsasign', value: library, enabled: true, type: 'default' },
      { key: 'client_id', value: 'me', enabled: true, _x: 1 },
      { key: 'other_secret', value: 'hunter2hunter2', enabled: true, type: 'secret' },
    ],
    _postman_variable_scope: 'environment',
    _postman_exported_at: '2026-01-01T00:00:00.000Z',
  };
  await writeFile(join(folder, 'e.json'), JSON.stringify(environment, null, 4));
  const { stdout, code } = await replace('--environment', 'e.json', '--strip-secrets');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^removed variable "jsrsasign" of the environment: [\d,]+ characters$/m);
  expect(stdout).toContain('emptied the secret variable "other_secret" of the environment\n');
  expect(stdout).toContain('added variable "private_key" to the environment\n');
  expect(await text('e.json')).toBe(
    JSON.stringify(
      {
        ...environment,
        values: [
          environment.values[0],
          environment.values[2],
          { ...environment.values[3], value: '' },
          { key: 'private_key', value: '', type: 'secret', enabled: true },
        ],
      },
      null,
      4,
    ),
  );
});

test('what is removed is listed by place, and nothing else of the file changes', async () => {
  const before = await write(collections['a library in a collection variable'] ?? {});
  const { stdout } = await replace('-o', 'new.json');
  expect(stdout).toContain('removed collection › pre-request lines 1–28\n');
  expect(stdout).toMatch(/^removed variable "rsasign": [\d,]+ characters$/m);
  expect(stdout).toContain('put the login into the scripts of the collection\n');
  expect(await text()).toBe(before);
  const [one, other_] = [before, await text('new.json')].map((each) => JSON.parse(each) as Members);
  expect(other_?.['item']).toEqual(one?.['item']);
  expect(other_?.['variable']).toEqual([{ key: 'version', value: '1' }]);
  expect(Object.keys(other_ ?? {})).toEqual(Object.keys(one ?? {}));
});

test('a preset takes the place of the login, with the collection’s own variable', async () => {
  await write(simple(ask(SET), BEARER));
  expect(await inject('--authorization', 'okta')).toMatchObject({ code: 0 });
  const changed = await text();
  expect(changed).toContain('\\"accessToken\\":\\"token\\"');
  expect(changed).not.toContain('as.example.com');
});

test('a collection without a login gets one, and its auth', async () => {
  await write(simple(['console.log("hello")']));
  await writeFile(join(folder, 'login.ts'), LOGIN);
  expect(await inject('--authorization', 'login.ts')).toMatchObject({ code: 0 });
  const { auth, event } = JSON.parse(await text()) as {
    auth: object;
    event: { script: { exec: string[] } }[];
  };
  expect(auth).toEqual({
    type: 'bearer',
    bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }],
  });
  expect(event[0]?.script.exec.slice(0, 3)).toEqual([
    'console.log("hello")',
    ';',
    expect.stringMatching(/^\/\*! postsmith login;/),
  ]);
});

test('a body whose mode is a media type, and a flag that decides, are read as well', async () => {
  const exec = [
    'const request = { url: "https://as.example.com/token", method: "POST", header: "Content-Type:application/json",',
    '  body: { mode: "application/json", raw: JSON.stringify({ grant_type: "client_credentials", audience: "https://api.example.com",',
    '    client_id: pm.environment.get("client_id"), client_secret: pm.environment.get("client_secret") }) } };',
    'var needed = true;',
    'if (!pm.environment.get("expires")) console.log("none"); else if (pm.environment.get("expires") <= Date.now()) console.log("old");',
    'else { needed = false; console.log("good"); }',
    `if (needed === true) pm.sendRequest(request, (error, response) => { ${SET} });`,
  ];
  await write(simple(exec, BEARER));
  const { stdout } = await inject('--print');
  expect(stdout).toContain("encoding: 'json'");
  expect(stdout).toContain("audience: 'https://api.example.com'");
  expect(stdout).toContain('clientSecretPost()');
});

test('requests that send no token do not log in, where each of the others has an auth of its own', async () => {
  const exec = ask(SET);
  const events = [{ listen: 'prerequest', script: { type: 'text/javascript', exec } }];
  const { info } = simple([]);
  const item = ['A', 'B'].map((name) => ({
    name,
    event: events,
    request: { method: 'GET', url: 'https://api.example.com/', auth: BEARER },
  }));
  await write({
    info,
    item: [...item, { name: 'Public', request: { method: 'GET', url: 'https://api.example.com/' } }],
  });
  await writeFile(join(folder, 'login.ts'), LOGIN);
  const { stdout } = await inject('--authorization', 'login.ts');
  expect(stdout).toBe(
    'removed item "A" › pre-request lines 1–5\nremoved item "B" › pre-request lines 1–5\nput the login into the scripts of the collection\n',
  );
  expect(await text()).not.toContain('\\"inherited\\":true');
});

test('a script that can’t be read is told, and stays', async () => {
  await write(simple(['this is none {'], BEARER));
  await writeFile(join(folder, 'login.ts'), LOGIN);
  const { stderr, code } = await inject('--authorization', 'login.ts');
  expect(code).toBe(0);
  expect(stderr).toContain(
    'Note: collection › pre-request line 1 is no JavaScript that can be read, and stays as it is.\n',
  );
  expect(stderr).toContain('Note: no login was found in the scripts, and nothing of them was removed.\n');
  expect(await text()).toContain('"this is none {"');
});

test('whatever else is in the file stays, however odd', async () => {
  await writeFile(join(folder, 'login.ts'), LOGIN);
  for (const [name, collection] of Object.entries(oddities)) {
    await write(collection as Members);
    const { code, stderr } = await inject('--authorization', 'login.ts');
    expect([name, code, stderr.replace(/^Note: .*\n/gm, '')]).toEqual([name, 0, '']);
    const { item, info } = JSON.parse(await text()) as Members;
    expect([name, item]).toEqual([name, (collection as Members)['item']]);
    expect(info).toEqual((collection as Members)['info']);
    expect((await inject('--authorization', 'login.ts', '--check')).code).toBe(0);
  }
});

test('--check writes nothing, and ends with 1 while something would change', async () => {
  const before = await write(simple(ask(SET), BEARER));
  await writeFile(join(folder, 'login.ts'), LOGIN);
  const { code, stdout } = await inject('--authorization', 'login.ts', '--check');
  expect(code).toBe(1);
  expect(stdout).toContain('removed collection › pre-request lines 1–5\n');
  expect(await text()).toBe(before);
});

describe('what is wrong with the input is told', () => {
  test.each<[string, string[], string]>([
    ['no file', [], 'Name the exported collection.'],
    [
      'no authorization',
      ['collection.json'],
      'Say how it logs in: --authorization with a preset or a file, or --print',
    ],
    [
      'no such file',
      ['none.json', '--print'],
      'The file none.json could not be read: there is no such file or folder.',
    ],
    [
      'no such preset',
      ['collection.json', '--authorization', 'oktaa'],
      'There is neither a file nor a preset oktaa. Did you mean the preset okta?',
    ],
    [
      'a file that exports something else',
      ['collection.json', '--authorization', 'none.ts'],
      'none.ts must export an authorization by default: export default clientCredentials({ … })',
    ],
    [
      'no login to print',
      ['collection.json', '--print'],
      'collection.json: no login was found in its scripts that gets an OAuth 2.0 token or signs a JWT',
    ],
    [
      'an environment in the place of the collection',
      ['env.json', '--print'],
      'env.json: it is a Postman environment, not a collection; give the exported collection.',
    ],
    [
      'an environment that is none',
      ['collection.json', '--authorization', 'okta', '--environment', 'collection.json'],
      'collection.json is no Postman environment: it has no `values` list.',
    ],
  ])('%s', async (_, parameters, message) => {
    const before = await write(simple(['console.log(1);']));
    await writeFile(join(folder, 'none.ts'), 'export default 7;\n');
    await writeFile(join(folder, 'env.json'), '{"name":"E","values":[]}');
    const { code, stderr } = await execute(['inject', ...parameters], { folder });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(await text()).toBe(before);
  });
});

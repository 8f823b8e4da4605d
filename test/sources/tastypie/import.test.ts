/** `postsmith import tastypie` against services that are slow, busy, half-broken or none. */

import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute } from '../../cli/execute.ts';
import { json, schemaOf, startFakeService, type FakeService } from './fake-service.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

let folder: string;
let service: FakeService;
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-import-tastypie-')));
  service = await startFakeService(NAMES);
});
afterEach(() => {
  service.close();
  rmSync(folder, { recursive: true });
});

const run = (...more: readonly string[]) =>
  execute(['import', 'tastypie', `${service.origin}/api/v1/`, '--name', 'things', ...more], { folder });

const saved = (): readonly string[] => readdirSync(join(folder, 'collections/things/api')).sort();

test('each schema is asked for twice, five at once at most, and saved; the project builds', async () => {
  const { code, stdout } = await run();
  expect(code).toBe(0);
  expect(stdout).toContain('created    collections/things.ts\ncreated    environments/things.ts\n');
  expect(saved()).toEqual(['_root.json', ...NAMES.map((name) => `${name}.json`)]);
  expect(service.asked.filter((url) => url === '/api/v1/a/schema/')).toHaveLength(2);
  expect(service.most).toBe(5);
  expect((await execute(['build'], { folder })).code).toBe(0);
  expect((await execute(['build', '--check'], { folder })).code).toBe(0);
  expect((await execute(['verify', 'things'], { folder })).code).toBe(0);
  const again = await run();
  expect(again.stderr).toContain('collections/things.ts is there already, and nothing is overwritten.');
  expect(again.code).toBe(2);
});

test('a service that gives all schemas at once is asked no further', async () => {
  const root = Object.fromEntries(
    NAMES.map((name) => [name, { list_endpoint: `/api/v1/${name}/`, schema: schemaOf() }]),
  );
  service.handlers.set('/api/v1/?fullschema=true', json(root));
  expect((await run()).code).toBe(0);
  expect(new Set(service.asked)).toEqual(new Set(['/api/v1/?fullschema=true']));
  expect(saved()).toHaveLength(9);
});

test('a busy service is waited for, as long as it asks for', async () => {
  let rejections = 2;
  service.handlers.set('/api/v1/c/schema/', (request, response) => {
    rejections -= 1;
    if (rejections < 0) json(schemaOf())(request, response);
    else json({}, 429, { 'Retry-After': '1' })(request, response);
  });
  const start = Date.now();
  const { code, stderr } = await run();
  expect(code).toBe(0);
  expect(stderr).toContain('The service asks for patience: 1 seconds.');
  expect(Date.now() - start).toBeGreaterThan(1900);
});

test('an import that stopped goes on, and a build says that it has not ended', async () => {
  service.handlers.set('/api/v1/h/schema/', json({ error: 'later' }, 500));
  const { code, stderr } = await run();
  expect(code).toBe(2);
  expect(stderr).toContain(`${service.origin}/api/v1/h/schema/: the service responded with 500.`);
  expect(existsSync(join(folder, 'collections/things.ts'))).toBe(false);
  expect(saved()).not.toContain('_root.json');
  service.asked.length = 0;
  service.handlers.set('/api/v1/h/schema/', json(schemaOf()));
  const second = await run();
  expect(second.code).toBe(0);
  expect(second.stderr).toContain('7 schemas were there from an import that had not ended.');
  expect(service.asked.filter((url) => url.endsWith('/schema/'))).toEqual([
    '/api/v1/h/schema/',
    '/api/v1/h/schema/',
  ]);
});

test('a resource that the login may not see is left out, and told', async () => {
  service.handlers.set('/api/v1/d/schema/', json({}, 403));
  const { code, stderr } = await run();
  expect(stderr).toContain('Left out: d: the service responded with 403 when asked for its schema.\n');
  expect(code).toBe(0);
  expect(saved()).not.toContain('d.json');
});

test.each<[string, (service: FakeService) => void, string]>([
  [
    'wants a login',
    ({ handlers }) => {
      handlers.set('/api/v1/', json({}, 401));
      handlers.set('/api/v1/?fullschema=true', json({}, 401));
    },
    'the service responded with 401: say with --authorization whose login to use, and with -e where its values are',
  ],
  [
    'leads elsewhere',
    ({ handlers }) => handlers.set('/api/v1/?fullschema=true', json({}, 302, { Location: '/other/' })),
    'the service responded with 302, which leads elsewhere; give that address',
  ],
  [
    'is none',
    ({ handlers }) => handlers.set('/api/v1/?fullschema=true', json(['a'])),
    'the response is no JSON object, so this is no Tastypie service',
  ],
  [
    'lists nothing',
    ({ handlers }) => handlers.set('/api/v1/', json({ a: 1 })),
    'it lists no resource with a schema, so it is no root of a Tastypie service',
  ],
  [
    'names another server',
    ({ handlers }) =>
      handlers.set(
        '/api/v1/',
        json({ a: { list_endpoint: 'https://evil.example/a/', schema: '/api/v1/a/schema/' } }),
      ),
    'the service names https://evil.example, which is another server',
  ],
  [
    'has names that are paths',
    ({ handlers }) =>
      handlers.set(
        '/api/v1/',
        json({ '../../x': { list_endpoint: '/api/v1/x/', schema: '/api/v1/x/schema/' } }),
      ),
    'no file can be called as its resource "../../x"',
  ],
  [
    'has a schema without fields',
    ({ handlers }) => handlers.set('/api/v1/a/schema/', json({})),
    'the schema of a has no fields',
  ],
])('a service that %s is told, and nothing of a project is written', async (_, spoil, problem) => {
  spoil(service);
  const { code, stderr } = await run();
  expect(stderr).toContain(`${problem}.`);
  expect(code).toBe(2);
  expect(existsSync(join(folder, 'collections/things.ts'))).toBe(false);
});

test.each([
  [['import', 'tastypie'], 'Say where the service is'],
  [
    ['import', 'tastypie', 'nonsense', '--name', 'x'],
    'nonsense: this is no address; give one such as https://',
  ],
  [
    ['import', 'tastypie', 'http://127.0.0.1:9/', '--name', 'x'],
    'the service could not be asked (connect ECONNREFUSED',
  ],
  [['import', 'tastypie', '--diff', 'a'], '--diff takes two folders of saved schemas'],
  [
    ['import', 'tastypie', 'http://127.0.0.1:9/', '--name', '../x'],
    'No file can be called by the name "../x"',
  ],
  [
    ['import', 'tastypie', 'http://127.0.0.1:9/', '--authorization', 'oktaa'],
    'Did you mean the preset okta?',
  ],
])('%j is told', async (parameters, problem) => {
  const { code, stderr } = await execute(parameters, { folder });
  expect(stderr).toContain(problem);
  expect(code).toBe(2);
});

test('roots of different servers are refused before anybody gets a login', async () => {
  const { code, stderr } = await run('http://127.0.0.1:9/api/v1/');
  expect(stderr).toContain(
    `The addresses are of different servers, ${service.origin} and http://127.0.0.1:9;`,
  );
  expect(code).toBe(2);
  expect(service.asked).toEqual([]);
});

test('two imports are compared', async () => {
  await run();
  service.handlers.set('/api/v1/a/schema/', json(schemaOf('title')));
  await execute(['import', 'tastypie', `${service.origin}/api/v1/`, '--name', 'newer'], { folder });
  const diff = (now: string) =>
    execute(['import', 'tastypie', '--diff', 'collections/things', `collections/${now}`], { folder });
  expect(await diff('newer')).toMatchObject({
    code: 1,
    stdout: '/api/v1/a/  + field title\n/api/v1/a/  - field name\n',
  });
  expect(await diff('things')).toMatchObject({ code: 0, stdout: '', stderr: 'The schemas say the same.\n' });
});

test.each<[string, string, Record<string, string>, string]>([
  [
    'a bearer token',
    `import { bearer } from 'postsmith'; export default bearer({ token: '{{api_token}}' });`,
    { API_TOKEN: 't0k' },
    'Bearer t0k',
  ],
  [
    'a password',
    `import { basic } from 'postsmith'; export default basic({ username: '{{username}}', password: '{{password}}' });`,
    { POSTSMITH_USERNAME: 'u', PASSWORD: 'p' },
    `Basic ${Buffer.from('u:p').toString('base64')}`,
  ],
  [
    'the login of a collection',
    `import { apiKey, defineCollection } from 'postsmith'; export default defineCollection({ name: 'C', items: [], authorization: apiKey({ key: 'Authorization', value: 'ApiKey {{user_key}}' }) });`,
    { USER_KEY: 'u:k' },
    'ApiKey u:k',
  ],
])('%s is sent, and nobody prints it', async (_, code, environment, expected) => {
  writeFileSync(join(folder, 'login.ts'), code);
  const seen = new Set<string | undefined>();
  const root = service.handlers.get('/api/v1/');
  service.handlers.set('/api/v1/', (request, response) => {
    seen.add(request.headers.authorization);
    root?.(request, response);
  });
  const parameters = [
    'import',
    'tastypie',
    `${service.origin}/api/v1/`,
    '--name',
    'x',
    '--authorization',
    'login.ts',
  ];
  const missing = await execute(parameters, { folder });
  expect(missing.stderr).toContain('these variables have no value');
  const { code: exit, stdout, stderr } = await execute(parameters, { folder, environment });
  expect(exit).toBe(0);
  expect([...seen]).toEqual([expected]);
  for (const value of Object.values(environment).filter((each) => each.length > 2))
    expect(`${stdout}${stderr}${readFileSync(join(folder, 'environments/x.ts'), 'utf8')}`).not.toContain(
      value,
    );
});

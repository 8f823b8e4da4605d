/** `postsmith import postman`: an exported collection becomes sources that build what was exported. */

import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute } from './execute.ts';

const exportedAs = (version: string): string =>
  join(import.meta.dirname, `../sources/postman/bookshop-v${version}.json`);

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-import-')));
  await cp(exportedAs('2.1'), join(folder, 'exported.json'));
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...parameters: string[]) => execute(parameters, { folder });
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

const ENVIRONMENT = JSON.stringify({
  id: 'x',
  name: 'Prod',
  values: [
    { key: 'host', value: 'api.example.com', enabled: true, type: 'default' },
    { key: 'api_key', value: 's3cr3tvalue99', enabled: true },
    { key: 'user', value: 'me', enabled: false },
    { key: "it's", value: 'a "b"', enabled: true },
    { key: 'old', value: 'x', enabled: false },
  ],
  _postman_variable_scope: 'environment',
});

test('what it writes builds what was exported, with an environment of what is needed', async () => {
  const imported = await run('import', 'postman', 'exported.json');
  expect(imported).toEqual({
    code: 0,
    stdout:
      'created    collections/bookshop-api.ts\ncreated    collections/bookshop-api/exported.json\ncreated    environments/bookshop-api.ts\n',
    stderr: 'Next: npx postsmith build\n',
  });
  expect(await read('environments/bookshop-api.ts'))
    .toBe(`import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Bookshop API',
  variables: {
    user: '',
    password: secret(),
    api_key: secret(),
    app_token: secret(),
    host: '',
  },
});
`);
  expect((await run('build')).code).toBe(0);
  const built: unknown = JSON.parse(await read('dist/collections/bookshop-api.postman_collection.json'));
  expect(JSON.stringify(built)).toBe(JSON.stringify(JSON.parse(await read('exported.json'))));
});

test('environments come along, without the values of secrets, and get what they lack', async () => {
  await writeFile(join(folder, 'prod.json'), `\uFEFF${ENVIRONMENT}`);
  const { code, stderr } = await run('import', 'postman', 'exported.json', 'prod.json', '--name', 'shop');
  expect(code).toBe(0);
  expect(stderr).toBe(
    'Values of secrets were left out; fill them in where they are used: api_key.\n' +
      'The collection needs variables that an environment did not have, or had switched off: user, password, app_token.\n' +
      'Next: npx postsmith build\n',
  );
  expect(await read('environments/shop.ts'))
    .toBe(`import { defineEnvironment, secret, variable } from 'postsmith';

export default defineEnvironment({
  name: 'Prod',
  variables: {
    host: 'api.example.com',
    api_key: secret(),
    user: 'me',
    "it's": 'a "b"',
    old: variable('x', { enabled: false }),
    password: secret(),
    app_token: secret(),
  },
});
`);
  expect((await run('build')).code).toBe(0);
});

test('several environments get names of their own', async () => {
  await writeFile(join(folder, 'one.json'), ENVIRONMENT);
  await writeFile(join(folder, 'two.json'), ENVIRONMENT);
  expect((await run('import', 'postman', 'exported.json', 'one.json', 'two.json')).code).toBe(0);
  expect((await readdir(join(folder, 'environments'))).sort()).toEqual([
    'bookshop-api-prod-2.ts',
    'bookshop-api-prod.ts',
  ]);
});

test('nothing is overwritten, and nothing is half-written', async () => {
  await run('import', 'postman', 'exported.json');
  await rm(join(folder, 'collections/bookshop-api.ts'));
  const { code, stderr } = await run('import', 'postman', 'exported.json');
  expect(code).toBe(2);
  expect(stderr).toBe(
    'Nothing was written, because nothing is overwritten. Choose another name with --name, or move away what is there:\n' +
      '  collections/bookshop-api/exported.json\n  environments/bookshop-api.ts\n',
  );
  expect(await readdir(join(folder, 'collections'))).toEqual(['bookshop-api']);
});

test('a collection with secrets is refused, with their places and without their values', async () => {
  const collection = JSON.parse(await read('exported.json')) as { variable: object[] };
  collection.variable.push({ key: 'client_secret', value: 'aB3dE5fG7hJ9', type: 'string' });
  await writeFile(join(folder, 'exported.json'), JSON.stringify(collection));
  const { code, stderr } = await run('import', 'postman', 'exported.json');
  expect(code).toBe(2);
  expect(stderr).toContain(
    'Nothing was written, because the exported collection holds what looks like secrets.',
  );
  expect(stderr).toContain('exported.json: variable[3] holds what looks like a value of client_secret');
  expect(stderr).not.toContain('aB3dE5fG7hJ9');
  expect(await readdir(folder)).toEqual(['exported.json']);
});

test.each<[string, string[], string]>([
  [
    'nothing',
    [],
    'Say what to import: postsmith import postman <exported.json>, openapi <document> or tastypie <base-url>.',
  ],
  [
    'another format',
    ['opnapi', 'exported.json'],
    'There is no format ‘opnapi’. Did you mean openapi? Say what to import: postsmith import postman <exported.json>, openapi <document> or tastypie <base-url>.',
  ],
  [
    'no such file',
    ['postman', 'none.json'],
    'The file none.json could not be read: there is no such file or folder.',
  ],
  [
    'an environment as the collection',
    ['postman', 'prod.json'],
    'prod.json: it is a Postman environment, not a collection; give the exported collection.',
  ],
  [
    'a collection as the environment',
    ['postman', 'exported.json', 'exported.json'],
    'exported.json: The file is not a Postman environment: it has no `name` or no `values` list.',
  ],
  [
    'a name that no file can have',
    ['postman', 'exported.json', '--name', '../x'],
    'No file can be called by the name "../x"; give one of letters, digits and -: --name bookshop.',
  ],
])('%s is told', async (_, parameters, message) => {
  await writeFile(join(folder, 'prod.json'), ENVIRONMENT);
  const { code, stderr } = await run('import', ...parameters);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect((await readdir(folder)).sort()).toEqual(['exported.json', 'prod.json']);
});

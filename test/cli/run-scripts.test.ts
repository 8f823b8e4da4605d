/** What `postsmith run` says of scripts and values, against a server that echoes a secret. */

import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

const SECRET = 'Qx7vKp2mZ4k9';

let server: Server;
let host: string;
let project: SampleProject;
beforeAll(async () => {
  server = createServer((_request, response) => response.end(`{"echo":"${SECRET}"}`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of that kind.
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  project = await createSampleProject();
  await project.write(
    'collections/scripted.ts',
    `import { defineCollection, get } from 'postsmith';
     export default defineCollection({ name: 'Scripted', items: [get({
       name: 'Throws', url: 'http://{{host}}/a', scripts: { preRequest: ['talks'], postResponse: ['throws'] } })] });`,
  );
  await project.write(
    'environments/scripted.ts',
    `import { defineEnvironment, secret } from 'postsmith';
     export default defineEnvironment({ name: 'Scripted', variables: { host: '', api_key: secret(), note: 'x' } });`,
  );
  await project.write(
    'scripts/pre-request/talks.ts',
    `console.log('the key is', pm.environment.get('api_key'));\n`,
  );
  await project.write(
    'scripts/post-response/throws.ts',
    'const read = (value: { inner: string } | undefined) =>\n  (value as { inner: string }).inner;\n\nread(undefined);\n',
  );
});
afterAll(async () => {
  server.close();
  await project.remove();
});

const FRAME = [
  'in scripts/post-response/throws.ts:2:32',
  '  1 | const read = (value: { inner: string } | undefined) =>',
  '> 2 |   (value as { inner: string }).inner;',
  '    |                                ^',
  '  3 |',
]
  .map((line) => `    ${line}\n`)
  .join('');

const run = (environment: Readonly<Record<string, string>>, ...more: string[]) =>
  execute(['run', 'scripted', '-e', 'scripted', ...more], { folder: project.folder, environment });

test('shows what a script says, where it threw, and what was sent and came back – and no secret', async () => {
  const { code, stdout, stderr } = await run({ POSTSMITH_HOST: host, API_KEY: SECRET });
  expect(code).toBe(1);
  expect(stderr).toContain('Throws (log): the key is [hidden]\n');
  expect(stdout).toContain('TypeError: Cannot read properties of undefined');
  expect(stdout).toContain(FRAME);
  expect(stdout).toContain(`     GET http://${host}/a → 200\n     {"echo":"[hidden]"}\n`);
  expect(stdout + stderr).not.toContain(SECRET);
});

test('shows it also for a generated file, beside which the maps lie', async () => {
  expect((await execute(['build'], { folder: project.folder })).code).toBe(0);
  const files = [
    'dist/collections/scripted.postman_collection.json',
    '-e',
    'dist/environments/scripted.postman_environment.json',
  ];
  const { code, stdout } = await execute(['run', ...files], {
    folder: project.folder,
    environment: { POSTSMITH_HOST: host, API_KEY: SECRET },
  });
  expect(code).toBe(1);
  expect(stdout).toContain(FRAME);
});

test('says where each value came from, and passes over what a system exports', async () => {
  await writeFile(join(project.folder, 'lab.env'), `HOST=${host}\nAPI_KEY=s-app#1\n`, { mode: 0o600 });
  const { stderr } = await run({ HOST: 'a-machine' }, '--values', 'lab.env');
  expect(stderr).toContain('lab.env: host, api_key.\n');
  expect(stderr).toContain('From the environment Scripted itself: note.\n');
  expect(stderr).toContain('the value of API_KEY ends before a #');
  expect(stderr).not.toContain('process environment');

  const missing = await run({ HOST: 'a-machine', API_KEY: SECRET });
  expect(missing.code).toBe(2);
  expect(missing.stderr).toContain('Not from the process environment: host');
  expect(missing.stderr).toContain('  POSTSMITH_HOST  (host)\n');
});

test('a file of values that is not there is told in our own words', async () => {
  const { code, stderr } = await run({}, '--values', 'nosuch.env');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^The file of values .*nosuch\.env could not be read: there is no such file/);
});

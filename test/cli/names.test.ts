/** Names of a project that are mistyped: what was probably meant is said. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

let project: SampleProject;
beforeAll(async () => {
  project = await createSampleProject();
  await project.write(
    'wrong.env',
    'CLEINT_ID=me\nHOTS=127.0.0.1:9\nUNRELATED=x\nCLIENT_PRIVATE_KEY=key-4711\nSCOPE=orders\n',
  );
});
afterAll(() => project.remove());

test.each([
  [
    ['run', 'ordres', '-e', 'orders'],
    'This project has no collection ‘ordres’. Did you mean orders? There are:',
  ],
  [
    ['run', 'orders', '-e', 'oders'],
    'This project has no environment ‘oders’. Did you mean orders? There are:',
  ],
  [['run', 'collections/orders.ts', '-e', 'orders'], 'Did you mean orders? There are:'],
  [['run', 'zzz', '-e', 'orders'], 'This project has no collection ‘zzz’. There are:\n  open\n  orders\n'],
  [['run', 'orders', '-e', 'orders', '--folder', 'Raed'], 'Did you mean ‘Read’?'],
  [['verify', 'opne'], 'This project has no collection ‘opne’. Did you mean open? There are:'],
  [['verify', 'collections/open.ts'], 'Did you mean open? There are:'],
  [['login', 'oders', '-e', 'orders'], 'Did you mean orders? There are:'],
])('%j', async (parameters, message) => {
  const { code, stdout, stderr } = await execute(parameters, { folder: project.folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('a variable that is mistyped in the file of values is told, by its name alone', async () => {
  const { code, stderr } = await execute(['run', 'orders', '-e', 'orders', '--values', 'wrong.env'], {
    folder: project.folder,
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^CLEINT_ID in .*wrong\.env fills nothing of the environment Orders\. Did you mean CLIENT_ID\?$/m,
  );
  expect(stderr).toContain('Did you mean HOST?');
  expect(stderr).not.toMatch(/UNRELATED|SCOPE in|key-4711/);
});

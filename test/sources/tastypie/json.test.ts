/** `postsmith import tastypie --json`: what programs are told of an import, and of a comparison. */

import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute } from '../../cli/execute.ts';
import { json, startFakeService, type FakeService } from './fake-service.ts';

let folder: string;
let service: FakeService;
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-import-json-')));
  service = await startFakeService(['a']);
});
afterEach(() => {
  service.close();
  rmSync(folder, { recursive: true });
});

test('an import tells what it wrote and left out, without the credential that a service repeats', async () => {
  writeFileSync(
    join(folder, 'login.ts'),
    `import { bearer } from 'postsmith'; export default bearer({ token: '{{api_token}}' });`,
  );
  const leaky = 'S3cret-token-4711';
  service.handlers.set(
    '/api/v1/',
    json({
      a: { list_endpoint: '/api/v1/a/', schema: '/api/v1/a/schema/' },
      [`not-${leaky}`]: { list_endpoint: '/api/v1/x/', schema: '/api/v1/x/schema/' },
    }),
  );
  const { code, stdout, stderr } = await execute(
    [
      'import',
      'tastypie',
      `${service.origin}/api/v1/`,
      '--name',
      'x',
      '--authorization',
      'login.ts',
      '--json',
    ],
    { folder, environment: { API_TOKEN: leaky } },
  );
  expect({ code, document: JSON.parse(stdout) }).toEqual({
    code: 0,
    document: {
      created: ['collections/x.ts', 'environments/x.ts'],
      losses: [{ place: 'not-[hidden]', what: 'the service responded with 404 when asked for its schema' }],
      emptied: [],
      added: [],
    },
  });
  expect(stdout + stderr).not.toContain(leaky);
});

test('a comparison tells what differs', async () => {
  await execute(['import', 'tastypie', `${service.origin}/api/v1/`, '--name', 'things'], { folder });
  const compare = (old: string) =>
    execute(['import', 'tastypie', '--diff', old, 'collections/things', '--json'], { folder });
  const same = await compare('collections/things');
  expect({ code: same.code, document: JSON.parse(same.stdout) }).toEqual({
    code: 0,
    document: { differences: [] },
  });
  cpSync(join(folder, 'collections/things'), join(folder, 'old'), { recursive: true });
  const path = join(folder, 'old/api/a.json');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"name"', '"title"'));
  const { code, stdout } = await compare('old');
  expect(code).toBe(1);
  expect(JSON.parse(stdout).differences.join('\n')).toContain('+ field name');
});

/** A real Tastypie service: login, import, two builds with equal bytes, a green run, and what it looks like when it is not. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from '../../cli/execute.ts';

/** Debian's own, for which it packs Tastypie. */
const PYTHON = '/usr/bin/python3';
const hasTastypie =
  spawnSync(PYTHON, ['-c', 'import importlib.util as u, sys; sys.exit(u.find_spec("tastypie") is None)'])
    .status === 0;

describe.skipIf(!hasTastypie)('a real service', () => {
  let folder: string;
  let service: ChildProcess;
  let origin: string;
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-live-')));
    const started = spawn(PYTHON, ['-B', join(import.meta.dirname, 'service/service.py'), '0', folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    service = started;
    const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
    origin = `http://127.0.0.1:${line.replace('ready ', '')}`;
    writeFileSync(
      join(folder, 'login.ts'),
      `import { clientCredentials, clientSecretBasic } from 'postsmith';
export default clientCredentials({ tokenEndpoint: '${origin}/token/', allowHttp: true, clientAuthentication: clientSecretBasic() });`,
    );
  });
  afterAll(async () => {
    service.stdin?.end();
    await once(service, 'exit');
    rmSync(folder, { recursive: true });
  });

  const environment = { CLIENT_ID: 'tester', CLIENT_SECRET: 'tester-secret' };
  const importAs = (name: string, more: Readonly<Record<string, string>> = environment) =>
    execute(['import', 'tastypie', `${origin}/api/v1/`, '--name', name, '--authorization', 'login.ts'], {
      folder,
      environment: more,
    });

  test('is imported, twice the same, and built', async () => {
    const wrong = await importAs('library', { CLIENT_ID: 'tester', CLIENT_SECRET: 'wrong-secret' });
    expect(wrong.stderr).toContain('The login has brought no token');
    expect(wrong.stderr).not.toContain('wrong-secret');
    expect(wrong.code).toBe(2);
    for (const name of ['library', 'again']) expect(await importAs(name)).toMatchObject({ code: 0 });
    const compared = await execute(
      ['import', 'tastypie', '--diff', 'collections/library', 'collections/again'],
      { folder },
    );
    expect(compared).toMatchObject({ code: 0, stdout: '' });
    for (const file of ['author', 'book', 'setting'])
      expect(readFileSync(join(folder, `collections/again/api/${file}.json`), 'utf8')).toBe(
        readFileSync(join(folder, `collections/library/api/${file}.json`), 'utf8'),
      );
    expect((await execute(['build'], { folder })).code).toBe(0);
    expect((await execute(['build', '--check'], { folder })).code).toBe(0);
  });

  test.each<[string, string, Readonly<Record<string, string>>, number]>([
    ['nobody allows changes', 'newman', {}, 17],
    ['changes are allowed', 'newman', { ALLOW_CHANGES: 'true' }, 1],
    ['changes are allowed', 'runtime', { ALLOW_CHANGES: 'true' }, 1],
  ])('runs green while %s, on %s', async (_, engine, more, skipped) => {
    const { stdout, code } = await execute(['run', 'library', '-e', 'library', '--engine', engine], {
      folder,
      environment: { ...environment, ...more },
    });
    expect(stdout).toMatch(new RegExp(`library +${engine} \\S+ +${27 - skipped} +${skipped} +\\d+ +0 `));
    expect(code).toBe(0);
  });

  test('verifies', async () => {
    expect(await execute(['verify', 'library'], { folder })).toMatchObject({ code: 0 });
  });

  test('a request that the service rejects fails with what it says, for people', async () => {
    cpSync(join(folder, 'collections/library'), join(folder, 'collections/broken'), { recursive: true });
    writeFileSync(
      join(folder, 'collections/broken.ts'),
      `import { defineCollection } from 'postsmith';
import { fromTastypie } from 'postsmith/tastypie';
import login from '../login.ts';
const { items, ...rest } = await fromTastypie('./broken');
const spoil = (request) => request.name === 'List book'
  ? { ...request, query: [{ name: 'title__nope', value: '1' }] }
  : request.name === 'Create author' ? { ...request, body: { json: {} } } : request;
export default defineCollection({ ...rest, name: 'broken', authorization: login,
  items: items.map((folder) => ({ ...folder, items: folder.items.map(spoil) })) });`,
    );
    const { stdout, code } = await execute(['run', 'broken', '-e', 'library'], {
      folder,
      environment: { ...environment, ALLOW_CHANGES: 'true' },
    });
    expect(stdout).toContain(
      "GET responded with 400, not 200: The 'title' field does not support relations.",
    );
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'POST responded with 400, not 201: author: name: This field is required.',
    );
    expect(code).toBe(1);
  });
});

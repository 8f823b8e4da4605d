import { mkdtemp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeNewFiles } from '../../src/keys/new-files.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'postsmith-test-'));
});
afterEach(() => rm(root, { recursive: true }));

const secret = { name: 'a.private.pem', text: 'private', isSecret: true };
const published = { name: 'a.public.pem', text: 'public', isSecret: false };

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test.skipIf(process.platform === 'win32')(
  'secrets are for their owner alone, and so is a folder that is made',
  async () => {
    const folder = join(root, 'deep', 'keys');
    await writeNewFiles(folder, [secret, published]);
    expect(await readFile(join(folder, secret.name), 'utf8')).toBe('private');
    expect(await readFile(join(folder, published.name), 'utf8')).toBe('public');
    expect(await modeOf(join(folder, secret.name))).toBe(0o600);
    expect(await modeOf(join(folder, published.name))).toBe(0o644 & ~process.umask());
    expect(await modeOf(folder)).toBe(0o700);
  },
);

test('nothing is written when one of the files exists, and all that exist are named', async () => {
  await writeFile(join(root, published.name), 'older');
  // A link that leads nowhere is there, too: writing would follow it.
  await symlink(join(root, 'elsewhere'), join(root, secret.name));
  await expect(writeNewFiles(root, [secret, published, { ...published, name: 'c' }])).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message:
      'Nothing was written, because a key is never overwritten. Choose another name (--name) or folder (--out), or ' +
      'move away what is there:',
    problems: [join(root, secret.name), join(root, published.name)],
  });
  expect(await readdir(root)).toEqual([secret.name, published.name]);
  expect(await readFile(join(root, published.name), 'utf8')).toBe('older');
});

test('what was written is taken back when a later file can’t be', async () => {
  await expect(writeNewFiles(root, [secret, { ...published, name: 'missing/b' }])).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: `${join(root, 'missing/b')} could not be written: there is no such file or folder.`,
  });
  expect(await readdir(root)).toEqual([]);
});

test('a folder that can’t be made is named', async () => {
  await writeFile(join(root, 'file'), '');
  const folder = join(root, 'file', 'keys');
  await expect(writeNewFiles(folder, [secret])).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    message: `${folder} could not be made: a part of its path is a file, not a folder; move that away.`,
  });
});

test('of two at once, one writes all and the other nothing', async () => {
  await mkdir(join(root, 'keys'));
  const write = (text: string) =>
    writeNewFiles(join(root, 'keys'), [
      { ...secret, text },
      { ...published, text },
    ]);
  const outcomes = await Promise.allSettled([write('one'), write('two')]);
  const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'OUTPUT_FAILED' },
  });
  for (const { name } of [secret, published]) {
    expect(await readFile(join(root, 'keys', name), 'utf8')).toBe(['one', 'two'][winner]);
  }
});

/** Private folders, and what becomes of those of a process that was killed. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createPrivateFolder, removeForgottenFolders } from '../../src/disk/private-folder.ts';

test('a private folder is its owner’s alone, and says whose process made it', async () => {
  const folder = await createPrivateFolder('cli');
  if (process.platform !== 'win32') expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  expect(basename(folder.path)).toMatch(new RegExp(`^postsmith-cli-${process.pid}-`));
  removeForgottenFolders();
  expect(existsSync(folder.path)).toBe(true);
  folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});

const make = (name: string): string => {
  const path = join(tmpdir(), name);
  mkdirSync(path);
  writeFileSync(join(path, 'environment.json'), 'a secret');
  return path;
};

test('the folder of a killed process is removed, and nobody else’s', () => {
  const dead = spawnSync(process.execPath, ['-e', '0']).pid;
  const forgotten = make(`postsmith-cli-${dead}-abcdef`);
  const others = [make(`postsmith-cli-${process.ppid}-abcdef`), make(`other-cli-${dead}-abcdef`)];
  removeForgottenFolders();
  expect(existsSync(forgotten)).toBe(false);
  expect(others.map((path) => existsSync(path))).toEqual([true, true]);
  for (const path of others) rmSync(path, { recursive: true });
});

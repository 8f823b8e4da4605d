import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { canBeCommitted } from '../../src/keys/new-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'postsmith-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const hasGit = (() => {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasGit)('a file in a git work tree', () => {
  beforeEach(() => void execFileSync('git', ['init', '--quiet'], { cwd: root }));

  test('is in danger of being committed', async () => {
    expect(await canBeCommitted(join(root, 'a.private.pem'))).toBe(true);
  });

  test('is not when git ignores it', async () => {
    writeFileSync(join(root, '.gitignore'), '*.private.pem\n');
    expect(await canBeCommitted(join(root, 'a.private.pem'))).toBe(false);
    expect(await canBeCommitted(join(root, 'a.public.pem'))).toBe(true);
  });
});

test('a file outside of any work tree is not', async () => {
  vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
  expect(await canBeCommitted(join(root, 'a.private.pem'))).toBe(false);
});

test('nor is one where there is no git', async () => {
  vi.stubEnv('PATH', root);
  expect(await canBeCommitted(join(root, 'a.private.pem'))).toBe(false);
});

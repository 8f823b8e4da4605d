/** The lock of a session: who has it, who waits, and what a dead process leaves. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeHolder, tryLock, waitForLock, type LockAttempt } from '../../src/session/lock.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postsmith-lock-'));
  path = join(folder, 'lab.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockOf = (attempt: LockAttempt) => {
  if ('lock' in attempt) return attempt.lock;
  throw new Error('somebody else has it');
};

const leave = (pid: number): void =>
  writeFileSync(path, JSON.stringify({ pid, command: 'login', since: new Date().toISOString() }));

const waiting = (timeout: number, onWait = (): void => undefined) => ({
  timeout,
  onWait,
  signal: new AbortController().signal,
});

/** A process that has ended. */
const deadPid = async (): Promise<number> => {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return child.pid ?? 0;
};

describe('a lock', () => {
  test('is had by one, who is told to the next', () => {
    const { release } = lockOf(tryLock(path, 'login'));
    const attempt = tryLock(path, 'run');
    expect(attempt).toMatchObject({ holder: { pid: process.pid, command: 'login' } });
    release();
    lockOf(tryLock(path, 'run')).release();
    expect(existsSync(path)).toBe(false);
  });

  test('is readable by its owner only', () => {
    const { release } = lockOf(tryLock(path, 'run'));
    expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    release();
  });

  test('released twice does not take the next one’s away', () => {
    const first = lockOf(tryLock(path, 'run'));
    first.release();
    const second = lockOf(tryLock(path, 'run'));
    first.release();
    expect(existsSync(path)).toBe(true);
    second.release();
  });
});

describe('a lock that is taken over', () => {
  test.each([
    ['of a dead process', async () => leave(await deadPid())],
    ['of a process that had the id of this one', async () => leave(process.pid)],
    [
      'that a process died of writing',
      async () => {
        writeFileSync(path, '');
        const before = Date.now() / 1000 - 60;
        utimesSync(path, before, before);
      },
    ],
  ])('%s', async (_what, make) => {
    await make();
    const { release } = lockOf(tryLock(path, 'run'));
    expect(readFileSync(path, 'utf8')).toContain(`"pid":${process.pid}`);
    release();
    expect(existsSync(`${path}.stale`)).toBe(false);
  });

  test.each([
    ['of a process that lives', () => leave(process.ppid)],
    ['that is being written just now', () => writeFileSync(path, '')],
  ])('never: one %s', (_what, make) => {
    make();
    expect(tryLock(path, 'run')).toHaveProperty('holder');
    expect(existsSync(path)).toBe(true);
  });
});

test.each([
  ['a folder in its place', () => mkdirSync(path), 'is a folder, where the lock of a login should be'],
  [
    'a folder that is gone',
    () => void (path = join(folder, 'no', 'lab.lock')),
    'could not be written: there is no such file or folder',
  ],
])('an error of the world is no bug: %s', (_what, make, message) => {
  make();
  expect(() => tryLock(path, 'run')).toThrow(
    expect.objectContaining({ code: 'OUTPUT_FAILED', message: expect.stringContaining(message) }),
  );
});

describe('whoever waits', () => {
  test('gets the lock when it is released, and is told once who has it', async () => {
    const { release } = lockOf(tryLock(path, 'login'));
    const told: unknown[] = [];
    const attempt = waitForLock(
      path,
      'run',
      waiting(5000, (holder?: unknown) => void told.push(holder)),
    );
    setTimeout(release, 450);
    lockOf(await attempt).release();
    expect(told).toMatchObject([{ command: 'login' }]);
  });

  test('is told who still has it when the time is over', async () => {
    const { release } = lockOf(tryLock(path, 'login'));
    expect(await waitForLock(path, 'run', waiting(100))).toMatchObject({ holder: { command: 'login' } });
    release();
  });

  test('stops waiting when the person ends it', async () => {
    const { release } = lockOf(tryLock(path, 'login'));
    const controller = new AbortController();
    const attempt = waitForLock(path, 'run', { ...waiting(5000), signal: controller.signal });
    controller.abort(new Error('interrupted'));
    await expect(attempt).rejects.toThrow();
    release();
  });
});

test('of many processes that find a dead one’s lock, each has it alone', async () => {
  leave(await deadPid());
  const counter = join(folder, 'counter');
  writeFileSync(counter, '0');
  const module = fileURLToPath(new URL('../../dist/src/session/lock.js', import.meta.url));
  // Whoever reads and writes the counter while somebody else does loses a count.
  const code = `import { waitForLock } from ${JSON.stringify(module)};
    import { readFileSync, writeFileSync } from 'node:fs';
    const waiting = { timeout: 20000, signal: new AbortController().signal, onWait() {} };
    for (let turn = 0; turn < 5; turn += 1) {
      const { lock } = await waitForLock(${JSON.stringify(path)}, 'run', waiting);
      const count = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 5));
      writeFileSync(${JSON.stringify(counter)}, String(count + 1));
      lock.release();
    }`;
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' }),
  );
  const codes = await Promise.all(children.map(async (child) => once(child, 'exit')));
  expect(codes.map(([exitCode]) => exitCode)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(counter, 'utf8')).toBe('20');
});

test('a holder is described by command, process and time', () => {
  const since = new Date(2026, 10, 24, 14, 3, 20);
  expect(describeHolder({ pid: 4711, command: 'run', since })).toBe(
    'another `postsmith run` (process 4711, since 14:03:20)',
  );
});

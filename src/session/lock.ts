/** A lock file, so that only one process at a time may use and renew a session. */

import { closeSync, lstatSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../disk/left-behind.ts';
import { PostsmithError } from '../errors.ts';
import { errorCodeOf, fileError } from '../system-error.ts';

/** Those that hold locks. */
const COMMANDS = ['run', 'login', 'token', 'doctor'] as const;

/** Who holds a lock. */
interface LockHolder {
  /** 0 when it is not known. */
  readonly pid: number;
  readonly command: (typeof COMMANDS)[number];
  readonly since: Date;
}

/** A lock that this process holds. */
export interface Lock {
  release(): void;
}

/** A lock, or who has it. */
export type LockAttempt = { readonly lock: Lock } | { readonly holder: LockHolder };

/** Milliseconds. */
const POLL = 200;
/** Milliseconds after which a lock file that says nothing was left by a process that died while it wrote it. */
const HALF_WRITTEN = 5000;

const held = new Set<string>();

const releaseAll = (): void => held.forEach((path) => rmSync(path, { force: true }));

/** Takes the lock at `path`, whose folder exists, if it is free; a lock that a dead process left is taken over. */
export const tryLock = (path: string, command: LockHolder['command']): LockAttempt => {
  if (create(path, command)) return { lock: lockAt(path) };
  removeStale(path);
  if (create(path, command)) return { lock: lockAt(path) };
  return { holder: readHolder(path) ?? { pid: 0, command, since: new Date() } };
};

/** How long to wait for a lock, and whom to tell. */
export interface Waiting {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Called once, when somebody else has the lock. */
  onWait(holder: LockHolder): void;
}

/** Takes the lock as soon as it is free. After `timeout` it is who still has it that is returned. */
export const waitForLock = async (
  path: string,
  command: LockHolder['command'],
  { timeout, signal, onWait }: Waiting,
): Promise<LockAttempt> => {
  const end = Date.now() + timeout;
  for (let isFirst = true; ; isFirst = false) {
    const attempt = tryLock(path, command);
    if ('lock' in attempt || Date.now() >= end) return attempt;
    if (isFirst) onWait(attempt.holder);
    await sleep(Math.min(POLL, Math.max(1, end - Date.now())), undefined, { signal });
  }
};

const lockAt = (path: string): Lock => {
  // One listener however many locks there are.
  if (held.size === 0) process.once('exit', releaseAll);
  held.add(path);
  let isHeld = true;
  return {
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      held.delete(path);
      rmSync(path, { force: true });
      if (held.size === 0) process.off('exit', releaseAll);
    },
  };
};

/** The new file's descriptor; undefined where there is something already, a symbolic link included. */
const openNew = (path: string): number | undefined => {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (cause) {
    if (errorCodeOf(cause) !== 'EEXIST') throw fileError(path, 'written', cause);
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
    throw new PostsmithError(
      'OUTPUT_FAILED',
      `${path} is a folder, where the lock of a login should be. Remove it.`,
    );
  }
};

const create = (path: string, command: LockHolder['command']): boolean => {
  const file = openNew(path);
  if (file === undefined) return false;
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, command, since: new Date().toISOString() }));
  } catch (cause) {
    rmSync(path, { force: true });
    throw fileError(path, 'written', cause);
  } finally {
    closeSync(file);
  }
  return true;
};

/**
 * Removes a lock whose holder is dead. Two that find the same one dead must not remove each other's new lock, so a
 * second file lets only one of them look again and remove.
 */
const removeStale = (path: string): void => {
  if (!isStale(path)) return;
  const guard = `${path}.stale`;
  if (ageOf(guard) > HALF_WRITTEN) rmSync(guard, { force: true });
  if (!create(guard, 'run')) return;
  try {
    if (isStale(path)) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
};

const isStale = (path: string): boolean => {
  const holder = readHolder(path);
  if (holder === undefined) return ageOf(path) > HALF_WRITTEN;
  // In a container, whose process ids begin anew, the dead one may have had this one's.
  return holder.pid === process.pid ? !held.has(path) : !isAlive(holder.pid);
};

/** Milliseconds since the file was written; -1 when there is none. */
const ageOf = (path: string): number => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? -1 : Date.now() - found.mtimeMs;
};

/** @returns undefined when there is no such file, or it does not say who. */
const readHolder = (path: string): LockHolder | undefined => {
  try {
    const { pid, command, since }: Record<string, unknown> = { ...JSON.parse(readFileSync(path, 'utf8')) };
    const date = new Date(String(since));
    const isWhole = Number.isSafeInteger(pid) && Number(pid) > 0 && !Number.isNaN(date.getTime());
    if (!isWhole) return undefined;
    return { pid: Number(pid), command: COMMANDS.find((each) => each === command) ?? 'run', since: date };
  } catch {
    return undefined;
  }
};

/** `another \`postsmith run\` (process 4711, since 14:03:20)`, in local time. */
export const describeHolder = ({ pid, command, since }: LockHolder): string => {
  const time = since.toLocaleTimeString('en-GB');
  return `another \`postsmith ${command}\` (${pid === 0 ? '' : `process ${pid}, `}since ${time})`;
};

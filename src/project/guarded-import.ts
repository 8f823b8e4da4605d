/**
 * Loads modules of a project. A module that would end the program in silence, that waits for ever or lets a promise
 * reject, is an error.
 */

import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { PostsmithError } from '../errors.ts';

/** Milliseconds that a module may take; it may ask a server for its metadata. */
const LONGEST = 120_000;

const leaving = 'calls process.exit, which would end Postsmith; a declaration only declares';
const waiting = 'waits for something that never comes: an `await` at its top never settles';

const refuse = (): never => {
  throw new PostsmithError('INVALID_PROJECT', leaving);
};

/** Carries out `load` while `process.exit` throws, so that what called it is told like any other mistake. */
const withoutExit = async <Value>(load: () => Promise<Value>): Promise<Value> => {
  const { exit } = process;
  Object.assign(process, { exit: refuse });
  try {
    return await load();
  } finally {
    Object.assign(process, { exit });
  }
};

/** Rejects when nothing goes on any more, so that the promise can't settle, or when it takes too long. */
const untilIdle = async <Value>(promise: Promise<Value>): Promise<Value> => {
  const idle = new AbortController();
  const giveUp = (): void => idle.abort();
  const never = once(idle.signal, 'abort').then(() => {
    throw new PostsmithError('INVALID_PROJECT', waiting);
  });
  process.once('beforeExit', giveUp);
  // A timer that keeps nothing alive: without anything else, Node says `beforeExit`.
  const timer = setTimeout(giveUp, LONGEST).unref();
  try {
    return await Promise.race([promise, never]);
  } finally {
    process.off('beforeExit', giveUp);
    clearTimeout(timer);
  }
};

/**
 * Loads a module.
 *
 * @param onStray called with what its promises reject with while nobody waits for them
 * @throws what the module throws; PostsmithError INVALID_PROJECT when it leaves the program or never ends
 */
export const guardedImport = async (
  load: () => Promise<unknown>,
  onStray: (reason: unknown) => void,
): Promise<unknown> => {
  process.on('unhandledRejection', onStray);
  try {
    const module = await withoutExit(() => untilIdle(load()));
    // Node tells of a rejection after the turn in which it happened.
    await turn();
    return module;
  } finally {
    process.off('unhandledRejection', onStray);
  }
};

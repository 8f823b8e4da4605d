/** Removes what killed processes left behind. The name of such a file or folder says which process made it. */

import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodeOf } from '../system-error.ts';

const NAME = /^\.?postsmith-[a-z]+-(?<pid>\d+)-/;

/** How the name of a temporary file or folder of this process begins; `kind` is one word in small letters. */
export const ownPrefix = (kind: string): string => `postsmith-${kind}-${process.pid}-`;

/** True when there is a process of this id. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive as well.
    return errorCodeOf(error) === 'EPERM';
  }
};

const isLeftBehind = (folder: string, name: string): boolean => {
  const pid = NAME.exec(name)?.groups?.['pid'];
  if (pid === undefined || isAlive(Number(pid))) return false;
  // In a folder that all users share, only this user's.
  return process.getuid === undefined || lstatSync(join(folder, name)).uid === process.getuid();
};

/** Removes from the folder what processes that have ended left there. What cannot be removed stays, without a word. */
export const removeLeftBehind = (folder: string): void => {
  try {
    for (const name of readdirSync(folder)) {
      if (isLeftBehind(folder, name)) rmSync(join(folder, name), { recursive: true, force: true });
    }
  } catch {
    // There is no such folder, or another process was quicker.
  }
};

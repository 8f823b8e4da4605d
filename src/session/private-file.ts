/** Files that only their owner may read, replaced as a whole, and never through somebody's symbolic link. */

import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { PostsmithError } from '../errors.ts';

const OTHERS = 0o077;
/** Not there on Windows. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** The code of a system error, '' for anything else. */
export const errorCodeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** A private file's text. */
export interface PrivateText {
  readonly text: string;
  /** True when others than the owner could have read it. Not known on Windows: false. */
  readonly readableByOthers: boolean;
}

/**
 * Makes the folders `parts` below `root`, for their owner only.
 *
 * @throws PostsmithError OUTPUT_FAILED when one of them is a symbolic link or no folder, or cannot be made.
 */
export const makePrivateFolder = (root: string, parts: readonly string[]): string =>
  parts.reduce((parent, part) => {
    const path = join(parent, part);
    try {
      mkdirSync(path, { mode: 0o700 });
    } catch (cause) {
      if (errorCodeOf(cause) !== 'EEXIST') throw failure(path, 'could not be made', cause);
    }
    // `lstat`, so that a link is seen as one: a checkout could bring one along that leads anywhere.
    if (!lstatSync(path).isDirectory()) throw failure(path, 'is no folder, but a file or a symbolic link');
    return path;
  }, root);

/**
 * Replaces the file by one of mode 0600 with this text; a reader finds the old one or the new one, and after a power
 * failure it is one of the two as well.
 *
 * @throws PostsmithError OUTPUT_FAILED
 */
export const replacePrivateFile = (path: string, text: string): void => {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const file = openSync(temporary, 'wx', 0o600);
    try {
      // The mode of `open` is cut down by the umask, never widened; a stranger umask might cut off the owner.
      fchmodSync(file, 0o600);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // Takes the place of whatever has that name, a symbolic link included.
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw failure(path, 'could not be written', cause);
  }
};

/**
 * @returns undefined when there is no such file
 * @throws PostsmithError OUTPUT_FAILED when it cannot be read, or is a symbolic link.
 */
export const readPrivateFile = (path: string): PrivateText | undefined => {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | NO_FOLLOW);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCodeOf(cause))) return undefined;
    const isLink = errorCodeOf(cause) === 'ELOOP';
    throw failure(path, isLink ? 'is a symbolic link, which is not followed' : 'could not be read', cause);
  }
  try {
    const { mode } = fstatSync(file);
    return {
      text: readFileSync(file, 'utf8'),
      readableByOthers: process.platform !== 'win32' && (mode & OTHERS) !== 0,
    };
  } catch (cause) {
    throw failure(path, 'could not be read', cause);
  } finally {
    closeSync(file);
  }
};

const failure = (path: string, what: string, cause?: unknown): PostsmithError => {
  const code = errorCodeOf(cause);
  const reason = code === '' || code === 'ELOOP' ? '' : ` (${code})`;
  return new PostsmithError('OUTPUT_FAILED', `${path} ${what}${reason}.`, { cause });
};

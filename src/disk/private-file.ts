/** Files and folders that only their owner may read, never reached through somebody's symbolic link. */

import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PostsmithError } from '../errors.ts';
import { stageFile } from '../disk/replace-file.ts';
import { errorCodeOf, fileError } from '../system-error.ts';

const OTHERS = 0o077;
/** Not there on Windows. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const isPosix = process.platform !== 'win32';

/** A private file's text. */
interface PrivateText {
  readonly text: string;
  /** True when others than the owner could have read it. Not known on Windows: false. */
  readonly readableByOthers: boolean;
}

const unsafe = (path: string, sentence: string): PostsmithError =>
  new PostsmithError('OUTPUT_FAILED', `${path} ${sentence}`);

/**
 * What somebody else owns may be changed by them at any time. Whoever owns the folder around it can do that anyway: a
 * container that runs as another user than the one whose project it is given is no stranger's doing.
 */
const refuseStranger = (path: string, { uid }: { readonly uid: number }): void => {
  if (process.getuid === undefined || uid === process.getuid() || uid === lstatSync(dirname(path)).uid)
    return;
  throw unsafe(path, 'belongs to another user of this machine, so no token is kept there. Remove it.');
};

/** Makes a folder that is there already its owner's alone: a checkout or a copy could have brought it along open to all. */
const tighten = (path: string): void => {
  // `lstat`, so that a link is seen as one: it could lead anywhere.
  const found = lstatSync(path);
  if (!found.isDirectory()) throw unsafe(path, 'is no folder, but a file or a symbolic link. Remove it.');
  refuseStranger(path, found);
  if (!isPosix || (found.mode & OTHERS) === 0) return;
  try {
    chmodSync(path, 0o700);
  } catch (cause) {
    throw fileError(path, 'closed to other users', cause);
  }
};

/**
 * Makes the folders `parts` below `root`, for their owner only.
 *
 * @throws PostsmithError OUTPUT_FAILED when one of them is a symbolic link, no folder or somebody else's, or cannot be made.
 */
export const makePrivateFolder = (root: string, parts: readonly string[]): string =>
  parts.reduce((parent, part) => {
    const path = join(parent, part);
    try {
      mkdirSync(path, { mode: 0o700 });
    } catch (cause) {
      if (errorCodeOf(cause) !== 'EEXIST') throw fileError(path, 'made', cause);
      tighten(path);
    }
    return path;
  }, root);

/**
 * Replaces the file by one of mode 0600 with this text, as a whole.
 *
 * @throws PostsmithError OUTPUT_FAILED
 */
export const replacePrivateFile = (path: string, text: string): void => {
  try {
    const file = stageFile(path, text, 0o600);
    try {
      file.place();
    } finally {
      file.discard();
    }
  } catch (cause) {
    throw fileError(path, 'written', cause);
  }
};

/**
 * @returns undefined when there is no such file
 * @throws PostsmithError OUTPUT_FAILED when it cannot be read, is a symbolic link or belongs to somebody else.
 */
export const readPrivateFile = (path: string): PrivateText | undefined => {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | NO_FOLLOW);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCodeOf(cause))) return undefined;
    throw fileError(path, 'read', cause);
  }
  try {
    const found = fstatSync(file);
    refuseStranger(path, found);
    return { text: readFileSync(file, 'utf8'), readableByOthers: isPosix && (found.mode & OTHERS) !== 0 };
  } catch (cause) {
    throw cause instanceof PostsmithError ? cause : fileError(path, 'read', cause);
  } finally {
    closeSync(file);
  }
};

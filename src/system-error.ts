/** Errors of the world, such as a full disk or a missing permission: told in words, and never taken for a bug of Postsmith. */

import { getSystemErrorMap } from 'node:util';
import { PostsmithError } from './errors.ts';

/** The code of an error (`ENOENT`); '' where there is none. */
export const errorCodeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

const noPermission =
  'this user has no permission; change the owner or the mode of the file, or of its folder';

const notAFolder = 'a part of its path is a file, not a folder; move that away';

/** Where our own words say more than the system's. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such file or folder',
  EISDIR: 'a folder has that name; move it away',
  ENOTDIR: notAFolder,
  EEXIST: notAFolder,
  ELOOP: 'it is a symbolic link, which is not followed',
  ENOSPC: 'the disk is full; make room on it',
  EDQUOT: 'the quota of this user is used up; make room',
  EMFILE: 'too many files are open; raise the limit with `ulimit -n`',
  ENFILE: 'too many files are open on this machine',
};

/** The system's own words for an error (`no space left on device`). */
const systemWords = (error: unknown): string | undefined => {
  const code = errorCodeOf(error);
  const known = [...getSystemErrorMap().values()].find(([name]) => name === code);
  return known === undefined ? undefined : `${known[1]} (${code})`;
};

/** Why something failed, as a clause: `the disk is full; make room on it`. */
export const reasonOf = (error: unknown): string =>
  REASONS[errorCodeOf(error)] ??
  systemWords(error) ??
  (error instanceof Error ? error.message.replace(/\.$/, '') : String(error));

/** The error of a file: which, what was to be done with it (`written`), and why that failed. */
export const fileError = (path: string, deed: string, cause: unknown): PostsmithError =>
  new PostsmithError('OUTPUT_FAILED', `${path} could not be ${deed}: ${reasonOf(cause)}.`, { cause });

/** The error of a file that somebody named on the command line: `The CA file ca.pem`. */
export const inputError = (what: string, cause: unknown): PostsmithError =>
  new PostsmithError('USAGE', `${what} could not be read: ${reasonOf(cause)}.`, { cause });

/** Node's own errors, when a package or a part of one cannot be loaded. */
const NOT_INSTALLED = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED']);

/**
 * What an error says of the world around Postsmith, in a sentence: of the system, or of an installation that is not whole.
 * Undefined for an error that only a mistake in Postsmith itself can have caused.
 */
export const worldlyReason = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const code = errorCodeOf(error);
  if (NOT_INSTALLED.has(code)) {
    return `A part of Postsmith, or of a package that it needs, is missing: ${error.message.split('\n')[0] ?? ''}. Install again with \`npm ci\` or \`npm install\`.`;
  }
  if (systemWords(error) === undefined) return worldlyReason(error.cause);
  const of = (name: 'path' | 'address' | 'syscall'): string =>
    name in error ? String((error as unknown as Record<string, unknown>)[name] ?? '') : '';
  const what = of('path') || of('address') || of('syscall');
  return `The system refused${what === '' ? '' : ` ${what}`}: ${reasonOf(error)}.`;
};

/** What kept a file from being written, read or removed, in words. */

import { PostsmithError } from '../errors.ts';

/** The code of a failure of the file system (`ENOENT`); empty for anything else. */
export const codeOf = (failure: unknown): string =>
  typeof failure === 'object' && failure !== null && 'code' in failure ? String(failure.code) : '';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied; make the folder writable',
  EPERM: 'permission is denied; make the folder writable',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist and cannot be made',
  EISDIR: 'a folder has that name; move it away',
  ENOTDIR: 'a part of its path is a file, not a folder; move that away',
  EEXIST: 'a part of its path is a file, not a folder; move that away',
  ENOSPC: 'the disk is full',
};

/** An error OUTPUT_FAILED that tells the file, what was to be done with it (`written`), and the reason. */
export const outputFailure = (path: string, failure: unknown, deed: string): PostsmithError => {
  const reason = reasons[codeOf(failure)] ?? (failure instanceof Error ? failure.message : String(failure));
  return new PostsmithError('OUTPUT_FAILED', `${path} could not be ${deed}: ${reason}.`, { cause: failure });
};

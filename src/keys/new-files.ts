/** Writes files that must not exist yet: all of them, or none. Tells whether one is in danger of being committed. */

import { execFile } from 'node:child_process';
import { lstat, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PostsmithError } from '../errors.ts';
import { errorCodeOf, fileError } from '../system-error.ts';

/** A file to be written. */
export interface NewFile {
  /** Its name in the folder. */
  readonly name: string;
  readonly text: string;
  /** True: only its owner may read it. */
  readonly isSecret: boolean;
}

const OWNER_ONLY = 0o600;
const READABLE = 0o644;
const PRIVATE_FOLDER = 0o700;

/** A link that leads nowhere is there as well. */
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const alreadyThere = (paths: readonly string[]): PostsmithError =>
  new PostsmithError(
    'OUTPUT_FAILED',
    'Nothing was written, because a key is never overwritten. Choose another name (--name) or folder (--out), or ' +
      'move away what is there:',
    { problems: paths },
  );

const writeNew = async (path: string, { text, isSecret }: NewFile): Promise<void> => {
  // `wx` fails where something is, a link included: nobody else can have prepared the file.
  const file = await open(path, 'wx', isSecret ? OWNER_ONLY : READABLE);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (failure) {
    await rm(path, { force: true });
    throw failure;
  } finally {
    await file.close();
  }
};

/**
 * Writes the files into the folder, which is made when it's missing, for its owner only.
 *
 * @throws PostsmithError OUTPUT_FAILED when one exists or can't be written; then none is there that was not before
 */
export const writeNewFiles = async (folder: string, files: readonly NewFile[]): Promise<void> => {
  const targets = files.map((file) => ({ file, path: join(folder, file.name) }));
  const found = await Promise.all(targets.map(async ({ path }) => ((await exists(path)) ? [path] : [])));
  if (found.flat().length > 0) throw alreadyThere(found.flat());
  // Not recursive where it need not be: in a pseudo file system, Node's own recursion never ends.
  const recursive = !(await exists(dirname(folder)));
  await mkdir(folder, { recursive, mode: PRIVATE_FOLDER }).catch(async (failure: unknown) => {
    if (errorCodeOf(failure) !== 'EEXIST' || !(await isFolder(folder)))
      throw fileError(folder, 'made', failure);
  });
  const written: string[] = [];
  for (const { file, path } of targets) {
    try {
      await writeNew(path, file);
      written.push(path);
    } catch (failure) {
      await Promise.all(written.map((done) => rm(done, { force: true })));
      throw errorCodeOf(failure) === 'EEXIST' ? alreadyThere([path]) : fileError(path, 'written', failure);
    }
  }
};

/** Milliseconds; a repository on a slow disk is not worth more. */
const TIMEOUT = 5000;

/** What `git check-ignore` ends with for a file of the work tree that no rule ignores. */
const NOT_IGNORED = 1;

/** True when the file lies in a git work tree that does not ignore it. Without git, nobody commits: false. */
export const canBeCommitted = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const options = { cwd: dirname(path), timeout: TIMEOUT };
    execFile('git', ['check-ignore', '--quiet', '--', path], options, (failure) =>
      resolve(failure?.code === NOT_IGNORED),
    );
  });

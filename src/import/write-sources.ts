/** Writes new sources of a project: all of them, or none. */

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { stageFile, type StagedFile } from '../disk/replace-file.ts';
import { PostsmithError } from '../errors.ts';
import { fileError } from '../system-error.ts';
import type { NewSource } from './exported-project.ts';

/** A link that leads nowhere is there as well. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Paths of the sources at which something is already. */
export const standingInTheWay = (root: string, sources: readonly NewSource[]): readonly string[] =>
  sources.map(({ path }) => path).filter((path) => isThere(join(root, path)));

const refuseOverwriting = (root: string, sources: readonly NewSource[]): void => {
  const there = standingInTheWay(root, sources);
  if (there.length === 0) return;
  throw new PostsmithError(
    'OUTPUT_FAILED',
    'Nothing was written, because nothing is overwritten. Choose another name with --name, or move away what is there:',
    { problems: there },
  );
};

/** Makes a folder; those that were not there are added to `made`, the outermost first. */
const makeFolder = (folder: string, made: string[]): void => {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), made);
  mkdirSync(folder);
  made.push(folder);
};

/** Puts back what had the name before. */
type Restore = () => void;

const restoring = (path: string): Restore => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return () => rmSync(path, { force: true });
  if (found.isSymbolicLink()) {
    const target = readlinkSync(path);
    return () => {
      rmSync(path, { force: true });
      symlinkSync(target, path);
    };
  }
  const bytes = readFileSync(path);
  return () => {
    writeFileSync(path, bytes);
    chmodSync(path, found.mode);
  };
};

const takeBack = (placed: readonly Restore[], folders: readonly string[]): void => {
  for (const restore of placed) restore();
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Somebody else has put something into it meanwhile.
    }
  }
};

/**
 * Writes the sources into the project folder, which is made where there is none.
 *
 * @param overwrite true: what is there already is replaced; otherwise nothing is written then
 * @throws PostsmithError OUTPUT_FAILED when one exists or can't be written; then everything is as it was before
 */
export const writeSources = (root: string, sources: readonly NewSource[], overwrite = false): void => {
  if (!overwrite) refuseOverwriting(root, sources);
  const staged: { readonly path: string; readonly file: StagedFile }[] = [];
  const folders: string[] = [];
  const placed: Restore[] = [];
  let current = '';
  try {
    for (const { path, content, mode } of sources) {
      current = join(root, path);
      makeFolder(dirname(current), folders);
      staged.push({ path: current, file: stageFile(current, content, mode) });
    }
    for (const { path, file } of staged) {
      current = path;
      const restore = restoring(path);
      file.place();
      placed.push(restore);
    }
  } catch (cause) {
    for (const { file } of staged) file.discard();
    takeBack(placed, folders);
    throw fileError(relative(root, current), 'written', cause);
  }
};

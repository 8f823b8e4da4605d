/** Writes new sources of a project: all of them, or none. */

import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stageFile, type StagedFile } from '../disk/replace-file.ts';
import { PostsmithError } from '../errors.ts';
import { fileError } from '../system-error.ts';
import type { NewSource } from './exported-project.ts';

const refuseOverwriting = (root: string, sources: readonly NewSource[]): void => {
  // A link that leads nowhere is there as well.
  const there = sources.filter(({ path }) => lstatSync(join(root, path), { throwIfNoEntry: false }));
  if (there.length === 0) return;
  throw new PostsmithError(
    'OUTPUT_FAILED',
    'Nothing was written, because nothing is overwritten. Choose another name with --name, or move away what is there:',
    { problems: there.map(({ path }) => path) },
  );
};

/**
 * Writes the sources into the project folder.
 *
 * @throws PostsmithError OUTPUT_FAILED when one exists or can't be written; then none is there that was not before
 */
export const writeSources = (root: string, sources: readonly NewSource[]): void => {
  refuseOverwriting(root, sources);
  const staged: { readonly path: string; readonly file: StagedFile }[] = [];
  const placed: string[] = [];
  let current = '';
  try {
    for (const { path, content } of sources) {
      current = path;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      staged.push({ path, file: stageFile(join(root, path), content) });
    }
    for (const { path, file } of staged) {
      current = path;
      file.place();
      placed.push(path);
    }
  } catch (cause) {
    for (const { file } of staged) file.discard();
    for (const path of placed) rmSync(join(root, path), { force: true });
    throw fileError(current, 'written', cause);
  }
};

/** Finds the project in which somebody stands: the nearest one from a folder upward. */

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { declarationsIn } from './source-files.ts';

const foldersFrom = (folder: string): readonly string[] => {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersFrom(above)];
};

const names = (path: string): boolean => {
  try {
    return readFileSync(path, 'utf8').includes('postsmith');
  } catch {
    return false;
  }
};

/** Other programs have folders called `collections` as well: one of the declarations, or package.json, names Postsmith. */
const isProject = (folder: string): boolean => {
  const declarations = declarationsIn(folder, 'collections').map((name) => join(folder, 'collections', name));
  return declarations.length > 0 && [join(folder, 'package.json'), ...declarations].some(names);
};

/** A home folder, or the root of a disk, is a project only for whoever stands in it. */
const isTooWide = (folder: string): boolean => folder === homedir() || dirname(folder) === folder;

/**
 * The nearest folder from `folder` upward that holds `collections` with a declaration, and names Postsmith there or in its
 * package.json. Where somebody stands, a declaration is enough. The folder itself where there is no project.
 */
export const projectFolder = (folder: string): string => {
  if (declarationsIn(folder, 'collections').length > 0) return folder;
  return foldersFrom(folder).find((each) => !isTooWide(each) && isProject(each)) ?? folder;
};

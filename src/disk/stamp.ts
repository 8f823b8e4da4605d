/** Tells whether files and folders are still what something was made of. */

import { readdirSync, statSync, type Stats } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { errorCodeOf } from '../system-error.ts';

/** Milliseconds by which the clock of a file system may be behind that of the process. */
const CLOCK_STEP = 20;

/** A path that ends with `/` stands for the names in that folder; Postsmith itself writes into `dist`. */
const namesIn = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name !== 'dist')
    .sort()
    .join('/');

/** What is looked for in all folders around a project, in which much else may happen. */
export const SURROUNDING = /[\\/](?:package\.json|node_modules(?:[\\/]\.[\w.-]+)?)$/;

/** Undefined for what can't be looked at, whatever the reason: also where a file stands in the place of a folder. */
export const lookAt = (path: string): Stats | undefined => {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
};

/** True when something came into the folder, or the nearest around it that is there, or went, since this time (ms). */
const isRecent = (folder: string, since: number): boolean => {
  const found = lookAt(folder);
  if (found !== undefined) return found.ctimeMs >= since - CLOCK_STEP;
  return dirname(folder) !== folder && isRecent(dirname(folder), since);
};

/** What a path leads to now. Undefined when it has changed since this time (ms): nobody knows whether the old or the new was read. */
const printOf = (path: string, since: number): string | undefined => {
  try {
    const found = statSync(path, { bigint: true });
    const isListing = path.endsWith('/');
    if (!found.isFile() && !isListing) return found.isDirectory() ? 'folder' : 'special';
    if (Number(found.ctimeMs) >= since - CLOCK_STEP) return undefined;
    if (isListing) return namesIn(path);
    return [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
  } catch (cause) {
    return !SURROUNDING.test(path) && isRecent(dirname(path), since) ? undefined : errorCodeOf(cause);
  }
};

/** What some files and folders were at a moment. A path that ends with `/` stands for the names in a folder. */
export class Stamp {
  readonly #prints: ReadonlyMap<string, string | undefined>;

  /** @param since when reading them began (milliseconds since 1970) */
  constructor(paths: Iterable<string>, since: number) {
    this.#prints = new Map([...new Set(paths)].map((path) => [path, printOf(path, since)]));
  }

  /** The paths that are not what they were, or of which that is not certain. */
  changed(): string[] {
    return [...this.#prints]
      .filter(([path, print]) => print === undefined || printOf(path, Infinity) !== print)
      .map(([path]) => path);
  }

  /** True for a path of which it is not known whether it was read before or after it changed. */
  isDoubtful(path: string): boolean {
    return this.#prints.has(path) && this.#prints.get(path) === undefined;
  }

  isFresh(): boolean {
    return this.changed().length === 0;
  }
}

/** What package managers write at the end of an installation. */
const INSTALLED = ['', '.package-lock.json', '.modules.yaml', '.yarn-state.yml'];

/** These files, and what decides that an import leads to them: the names beside them, manifests, installed packages. */
export const withSurroundings = (files: Iterable<string>): Set<string> => {
  const all = new Set<string>();
  const visited = new Set<string>();
  for (const file of files) {
    all.add(file);
    if (!file.includes(`${sep}node_modules${sep}`)) all.add(`${dirname(file)}/`);
    for (let folder = dirname(file); !visited.has(folder); folder = dirname(folder)) {
      visited.add(folder);
      all.add(join(folder, 'package.json'));
      for (const name of INSTALLED) all.add(join(folder, 'node_modules', name));
    }
  }
  return all;
};

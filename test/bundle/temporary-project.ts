/** A project folder for one test file: written from a table of paths and texts, removed at the end. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Paths from the project's root → texts. */
export type Files = { readonly [path: string]: string };

export interface TemporaryProject {
  readonly root: string;
  write(files: Files): void;
  remove(): void;
}

const repository = resolve(import.meta.dirname, '../..');

/** Makes a project; `packages` of this repository's node_modules are linked into it. */
export const temporaryProject = (prefix: string, packages: readonly string[] = []): TemporaryProject => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  for (const name of packages) {
    const link = join(root, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repository, 'node_modules', name), link, 'dir');
  }
  const write = (files: Files): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
};

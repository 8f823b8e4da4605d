/** Lists what lies in a project, for what can't be known from what was read: new files, and modules that Node loads by itself. */

import { readdirSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import type { Transpiled } from '../project/project.ts';

const FOLDERS = ['collections', 'environments', 'scripts'];
const NATIVE = new Set(['.js', '.mjs', '.cjs']);

const entriesOf = (folder: string) => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // It is gone, or nobody may read it: what needs it says so.
    return [];
  }
};

/** A folder and all below it, folders with `/` behind; hidden ones and installed packages are left out. */
const below = (folder: string): string[] => [
  `${folder}/`,
  ...entriesOf(folder)
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? below(path) : [path];
    }),
];

/** Files and folders of declarations and scripts, as a `Stamp` takes them. */
export const projectInputs = (root: string): string[] => FOLDERS.flatMap((name) => below(join(root, name)));

/**
 * What may have been read beside what was recorded: JavaScript that Node loads by itself brings what it imports without a
 * word. Then all JavaScript around it counts.
 */
export const besides = (reads: readonly string[], root: string, transpiled: Transpiled): string[] => {
  const native = reads.filter(
    (path) =>
      NATIVE.has(extname(path)) &&
      !path.includes(`${sep}node_modules${sep}`) &&
      !transpiled.has(`import ${path}`) &&
      !transpiled.has(`require ${path}`),
  );
  if (native.length === 0) return [];
  const around = new Set(native.map(dirname));
  return [...projectInputs(root), ...[...around].flatMap(below)];
};

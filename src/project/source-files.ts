/** Which files of a project folder are declarations, and which are scripts. */

import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { SourceFile } from '../check/check.ts';
import type { ScriptNames } from '../check/check-scripts.ts';
import { PostsmithError } from '../errors.ts';

const declarationFile = /^[^._].*(?<!\.d)\.(?:ts|mts|js|mjs)$/;
const scriptFile = /^[^._].*(?<!\.d)\.ts$/;

// By code unit, as the order must be the same in every locale.
const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const filesIn = (root: string, folder: string, pattern: RegExp): string[] => {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && pattern.test(entry.name))
    .map(({ name }) => name)
    .sort(byName);
};

const folders = { collection: 'collections', environment: 'environments' } as const;

/** Names of the files in a folder of a project that are declarations, or would be if it is one. */
export const declarationsIn = (root: string, folder: string): readonly string[] =>
  filesIn(root, folder, declarationFile);

const sourcesOf = (root: string, kind: SourceFile['kind']): SourceFile[] =>
  declarationsIn(root, folders[kind]).map((name) => ({
    kind,
    slug: parse(name).name,
    file: `${folders[kind]}/${name}`,
  }));

const howToStart =
  'A project has a folder `collections` with one file for each collection, which says ' +
  '`export default defineCollection({ … })`, and beside it `environments` and `scripts`. ' +
  '`npx postsmith init` makes one.';

/**
 * Lists the declaring files of a project, collections first, sorted by name. Folders and names that begin with a dot
 * or an underscore are helpers.
 *
 * @throws PostsmithError INVALID_PROJECT when there is no collection
 */
export const findSources = (root: string): SourceFile[] => {
  if (!existsSync(join(root, 'collections'))) {
    throw new PostsmithError(
      'INVALID_PROJECT',
      `Neither ${root} nor a folder above it is a project. ${howToStart}`,
    );
  }
  const collections = sourcesOf(root, 'collection');
  if (collections.length === 0) {
    throw new PostsmithError('INVALID_PROJECT', `${root}/collections holds no declaration. ${howToStart}`);
  }
  return [...collections, ...sourcesOf(root, 'environment')];
};

const scriptsIn = (root: string, folder: string): string[] =>
  filesIn(root, folder, scriptFile).map((name) => parse(name).name);

/** Names of the scripts that a project's declarations may use. */
export const findScripts = (root: string): ScriptNames => ({
  preRequest: scriptsIn(root, 'scripts/pre-request'),
  postResponse: scriptsIn(root, 'scripts/post-response'),
});

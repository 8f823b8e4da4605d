/** Artifacts → disk, or what differs: the only writer of `dist`. */

import { lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Artifact } from '../build/build.ts';
import { PostsmithError } from '../errors.ts';
import { removeLeftBehind } from '../disk/left-behind.ts';
import { stageFile, type StagedFile } from '../disk/replace-file.ts';
import { errorCodeOf, fileError } from '../system-error.ts';
import { differenceOf } from './difference.ts';
import { filledIn } from './filled-in.ts';
import { renamedFile, renamedIn, type Renamed } from './renamed.ts';
import { isAsBuilt, LIST, listFile, parseList, type WrittenList } from './written.ts';

/** One file that is not as the declarations say. `path` is below the project folder, with forward slashes. */
export interface Stale {
  readonly path: string;
  readonly reason: 'missing' | 'differs' | 'not declared';
  /** Where the first difference is and what it looks like, in words; never a value. Only for `differs`. */
  readonly detail?: string;
}

/** What became of a file; `kept` is one that an earlier build wrote, that nothing declares, and that a hand has changed. */
export interface Written {
  readonly path: string;
  readonly change: 'created' | 'updated' | 'unchanged' | 'removed' | 'kept';
  /** What has lost its ids with its name or its place: the file itself, or folders and requests of it. */
  readonly renamed?: readonly Renamed[];
}

/** Carries out one step on one file; its failure tells the file. */
const attempt = <Value>(path: string, deed: string, step: () => Value): Value => {
  try {
    return step();
  } catch (cause) {
    throw fileError(path, deed, cause);
  }
};

/** Whoever made a link may not know what it leads to: nothing is read, written or removed through one. */
const refuseLinks = (root: string): void => {
  for (const path of ['dist', 'dist/collections', 'dist/environments', 'dist/script-maps']) {
    if (lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    throw new PostsmithError(
      'OUTPUT_FAILED',
      `${path} is a symbolic link, and Postsmith follows none when it writes or removes files. Nothing was written. Put a folder in its place.`,
    );
  }
};

/** The file's text; undefined when there is none. */
const readText = (root: string, path: string): string | undefined =>
  attempt(path, 'read', () => {
    try {
      return readFileSync(join(root, path), 'utf8');
    } catch (cause) {
      if (errorCodeOf(cause) === 'ENOENT') return undefined;
      throw cause;
    }
  });

/** What is on the disk, of what is declared and of what an earlier build wrote. */
interface Found {
  readonly texts: ReadonlyMap<string, string>;
  readonly list: WrittenList;
  /** Paths of the list that nothing declares any more and that are still there, sorted. */
  readonly undeclared: readonly string[];
}

/** A list that came with a checkout must not lead to other files. */
const isArtifactPath = (path: string): boolean =>
  /^dist\/(?:(?:collections|environments)\/[^/\\]+\.postman_(?:collection|environment)|script-maps\/[^/\\]+)\.json$/.test(
    path,
  );

const look = (root: string, artifacts: readonly Artifact[]): Found => {
  refuseLinks(root);
  const list = parseList(readText(root, LIST));
  const declared = new Set(artifacts.map(({ path }) => path));
  const undeclared = [...list.keys()].filter((path) => !declared.has(path) && isArtifactPath(path)).sort();
  const texts = new Map<string, string>();
  for (const path of [...declared, ...undeclared]) {
    const text = readText(root, path);
    if (text !== undefined) texts.set(path, text);
  }
  return { list, undeclared: undeclared.filter((path) => texts.has(path)), texts };
};

const isUntouched = ({ texts, list }: Found, path: string): boolean =>
  isAsBuilt(list, path, texts.get(path) ?? '');

/** A vendor may show a secret only once: what a person filled in is not ours to throw away. */
const refuseLosses = (found: Found, artifacts: readonly Artifact[]): void => {
  const problems = artifacts
    .filter(({ path }) => path.startsWith('dist/environments/') && !isUntouched(found, path))
    .map(({ path, content }) => ({ path, names: filledIn(found.texts.get(path) ?? '', content) }))
    .filter(({ names }) => names.length > 0)
    .map(({ path, names }) => `${path}: ${names.join(', ')}`);
  if (problems.length === 0) return;
  throw new PostsmithError(
    'OUTPUT_FAILED',
    'Nothing was written, because values that somebody filled in would be lost. Keep them in a file of another name ' +
      'and delete this one, or give them to `postsmith run` in a .env file; `postsmith build --overwrite` throws them away. Filled in are:',
    { problems },
  );
};

const stage = (root: string, { path, content }: Artifact): StagedFile =>
  attempt(path, 'written', () => {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    return stageFile(target, content);
  });

/** Writes all files beside their places, and only then puts them in. */
const replaceAll = (root: string, artifacts: readonly Artifact[]): void => {
  const staged: { readonly path: string; readonly file: StagedFile }[] = [];
  try {
    for (const artifact of artifacts) staged.push({ path: artifact.path, file: stage(root, artifact) });
    for (const { path, file } of staged) attempt(path, 'written', file.place);
  } finally {
    for (const { file } of staged) file.discard();
  }
};

const writtenOf = ({ path, content }: Artifact, { texts, undeclared }: Found): Written => {
  const before = texts.get(path);
  if (before === content) return { path, change: 'unchanged' };
  const gone = undeclared.map((each) => ({ path: each, text: texts.get(each) ?? '' }));
  const renamed =
    before === undefined ? renamedFile(gone, { path, text: content }) : renamedIn(before, content);
  const change = before === undefined ? 'created' : 'updated';
  return { path, change, ...(renamed.length > 0 && { renamed }) };
};

/**
 * Puts these artifacts into `dist`. What is as it should be is not touched; what an earlier build wrote and nothing
 * declares any more is removed, unless somebody has changed it; whatever else lies there stays.
 *
 * @returns every artifact and what became of it, in their order; then of what nothing declares any more
 * @throws PostsmithError OUTPUT_FAILED; then no file has been replaced, unless the file system failed between renames
 */
export const writeArtifacts = (
  root: string,
  artifacts: readonly Artifact[],
  { overwrite = false } = {},
): readonly Written[] => {
  const found = look(root, artifacts);
  if (!overwrite) refuseLosses(found, artifacts);
  for (const folder of ['dist', 'dist/collections', 'dist/environments'])
    removeLeftBehind(join(root, folder));
  const all = [...artifacts, listFile(artifacts)];
  const before = (path: string): string | undefined =>
    path === LIST ? readText(root, LIST) : found.texts.get(path);
  replaceAll(
    root,
    all.filter(({ path, content }) => before(path) !== content),
  );
  const undeclared = found.undeclared.map((path): Written => {
    const change = isUntouched(found, path) ? 'removed' : 'kept';
    if (change === 'removed') attempt(path, 'removed', () => rmSync(join(root, path), { force: true }));
    return { path, change };
  });
  return [...artifacts.map((artifact) => writtenOf(artifact, found)), ...undeclared];
};

/**
 * Tells what `writeArtifacts` would change, and writes nothing.
 *
 * @returns an empty list when every file is as the declarations say
 * @throws PostsmithError OUTPUT_FAILED when a file can't be read
 */
export const compareArtifacts = (root: string, artifacts: readonly Artifact[]): readonly Stale[] => {
  const found = look(root, artifacts);
  const list = listFile(artifacts);
  const texts = new Map([...found.texts, [LIST, readText(root, LIST)]]);
  const differing = [...artifacts, list].flatMap(({ path, content }): Stale[] => {
    const onDisk = texts.get(path);
    if (onDisk === undefined) return [{ path, reason: 'missing' }];
    if (onDisk === content) return [];
    return [{ path, reason: 'differs', detail: differenceOf(onDisk, content) }];
  });
  const undeclared = found.undeclared.filter((path) => isUntouched(found, path));
  return [...differing, ...undeclared.map((path): Stale => ({ path, reason: 'not declared' }))];
};

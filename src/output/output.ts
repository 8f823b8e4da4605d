/** Artifacts → disk, or what differs: the only writer of `dist`. */

import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Artifact } from '../build/artifact.ts';
import { differenceOf } from './difference.ts';
import { codeOf, outputFailure } from './failure.ts';

/** One file that is not as the declarations say. `path` is below the project folder, with forward slashes. */
export interface Stale {
  readonly path: string;
  readonly reason: 'missing' | 'differs' | 'not declared';
  /** Where the first difference is and what it looks like, in words; never a value. Only for `differs`. */
  readonly detail?: string;
}

/** What writing changed. */
export interface Written {
  readonly path: string;
  readonly change: 'created' | 'updated' | 'unchanged' | 'removed';
}

/** Folders that hold nothing but artifacts, and how those are called. */
const generated = [
  { folder: 'dist/collections', ending: '.postman_collection.json' },
  { folder: 'dist/environments', ending: '.postman_environment.json' },
] as const;

const isAbsent = (failure: unknown): boolean => codeOf(failure) === 'ENOENT';

/** Carries out one step on one file; its failure tells the file. */
const attempt = async <Value>(path: string, deed: string, step: () => Promise<Value>): Promise<Value> => {
  try {
    return await step();
  } catch (failure) {
    throw outputFailure(path, failure, deed);
  }
};

/** The file's text; undefined when there is none. */
const readText = (root: string, path: string): Promise<string | undefined> =>
  attempt(path, 'read', async () => {
    try {
      return await readFile(join(root, path), 'utf8');
    } catch (failure) {
      if (isAbsent(failure)) return undefined;
      throw failure;
    }
  });

const filesIn = (root: string, folder: string): Promise<string[]> =>
  attempt(folder, 'read', async () => {
    try {
      const entries = await readdir(join(root, folder), { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    } catch (failure) {
      if (isAbsent(failure)) return [];
      throw failure;
    }
  });

/** Paths of generated files that no artifact has any more. */
const undeclared = async (root: string, artifacts: readonly Artifact[]): Promise<string[]> => {
  const declared = new Set(artifacts.map(({ path }) => path));
  const found = await Promise.all(
    generated.map(async ({ folder, ending }) =>
      (await filesIn(root, folder))
        .filter((name) => name.endsWith(ending))
        .map((name) => `${folder}/${name}`),
    ),
  );
  return found
    .flat()
    .filter((path) => !declared.has(path))
    .sort();
};

interface Pending {
  readonly path: string;
  readonly target: string;
  readonly temporary: string;
}

const writeTemporary = async (root: string, { path, content }: Artifact): Promise<Pending> => {
  const target = join(root, path);
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  await attempt(path, 'written', async () => {
    await mkdir(dirname(target), { recursive: true });
    try {
      await writeFile(temporary, content);
    } catch (failure) {
      await rm(temporary, { force: true });
      throw failure;
    }
  });
  return { path, target, temporary };
};

/** A rename would fail on these only after others had succeeded. */
const refuseFolders = (root: string, artifacts: readonly Artifact[]): Promise<void[]> =>
  Promise.all(
    artifacts.map(async ({ path }) => {
      const found = await stat(join(root, path)).catch(() => undefined);
      if (found?.isDirectory() === true) throw outputFailure(path, { code: 'EISDIR' }, 'written');
    }),
  );

/** Writes all files beside their targets, and only then puts all in place. */
const replaceAll = async (root: string, artifacts: readonly Artifact[]): Promise<void> => {
  await refuseFolders(root, artifacts);
  const outcomes = await Promise.allSettled(artifacts.map((artifact) => writeTemporary(root, artifact)));
  const pending = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  try {
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    for (const { path, temporary, target } of pending) {
      await attempt(path, 'written', () => rename(temporary, target));
    }
  } catch (failure) {
    await Promise.all(pending.map(({ temporary }) => rm(temporary, { force: true })));
    throw failure;
  }
};

const removeAll = async (root: string, paths: readonly string[]): Promise<void> => {
  for (const path of paths) await attempt(path, 'removed', () => rm(join(root, path)));
};

/**
 * Makes `dist/collections` and `dist/environments` hold exactly these artifacts. A file that is as it should be is not
 * touched; a generated file that nothing declares any more is removed; other files stay.
 *
 * @returns every artifact and removed file with what happened to it, artifacts first in their order
 * @throws PostsmithError OUTPUT_FAILED; then no file has been replaced, unless the file system failed between renames
 */
export const writeArtifacts = async (
  root: string,
  artifacts: readonly Artifact[],
): Promise<readonly Written[]> => {
  await refuseFolders(root, artifacts);
  const before = await Promise.all(artifacts.map(({ path }) => readText(root, path)));
  const stale = await undeclared(root, artifacts);
  const changed = artifacts.filter(({ content }, index) => before[index] !== content);
  await replaceAll(root, changed);
  await removeAll(root, stale);
  return [
    ...artifacts.map(({ path, content }, index): Written => {
      const old = before[index];
      return { path, change: old === undefined ? 'created' : old === content ? 'unchanged' : 'updated' };
    }),
    ...stale.map((path): Written => ({ path, change: 'removed' })),
  ];
};

/**
 * Tells what `writeArtifacts` would change, and writes nothing.
 *
 * @returns an empty list when every file is as the declarations say
 * @throws PostsmithError OUTPUT_FAILED when a file can't be read
 */
export const compareArtifacts = async (
  root: string,
  artifacts: readonly Artifact[],
): Promise<readonly Stale[]> => {
  const found = await Promise.all(
    artifacts.map(async ({ path, content }): Promise<Stale[]> => {
      const onDisk = await readText(root, path);
      if (onDisk === undefined) return [{ path, reason: 'missing' }];
      if (onDisk === content) return [];
      return [{ path, reason: 'differs', detail: differenceOf(onDisk, content) }];
    }),
  );
  const stale = await undeclared(root, artifacts);
  return [...found.flat(), ...stale.map((path): Stale => ({ path, reason: 'not declared' }))];
};

/** What `postsmith run <collection> -e <environment>` means: names of the project, or paths of generated files. */

import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Artifact } from '../artifact.ts';
import { buildProject } from '../build.ts';
import type { Authorization } from '../declare/authorization.ts';
import { findFolder, indexCollection, type CollectionIndex } from '../engines/collection-index.ts';
import type { PostmanEnvironment } from '../emit/environment.ts';
import { PostsmithError } from '../errors.ts';
import { reasonOf } from './env-file.ts';
import { parseEnvironment } from './parse-environment.ts';

export interface ResolvedRun {
  readonly name: string;
  /** The generated collection, as JSON text. */
  readonly collection: string;
  readonly environment: PostmanEnvironment;
  /** Known for a collection of the project; a generated file does not tell. */
  readonly authorization?: Authorization;
  /** Requests that are to be run. */
  readonly requests: number;
}

/** @throws PostsmithError USAGE, and everything that `build` throws. */
export const resolveRun = async (
  folder: string,
  wanted: Readonly<Record<Kind | 'folder', string | undefined>>,
): Promise<ResolvedRun> => {
  const { collection, environment } = wanted;
  const named = [collection, environment].some((name) => name === undefined || !isPath(name));
  const project = named ? await openProject(folder) : undefined;
  const file = await pick(project, folder, 'collection', collection);
  const index = indexCollection(file.text);
  const authorization = project?.authorizations.get(file.name);
  return {
    name: index.collection.info.name,
    collection: file.text,
    environment: parseEnvironment((await pick(project, folder, 'environment', environment)).text),
    requests: countRequests(index, wanted.folder),
    ...(authorization !== undefined && { authorization }),
  };
};

/** All of the collection's, or those of one folder. */
const countRequests = (index: CollectionIndex, folder: string | undefined): number => {
  const top = folder === undefined ? [] : (index.paths.get(findFolder(index, folder)) ?? []);
  const isBelow = (path: readonly string[]): boolean => top.every((name, depth) => path[depth] === name);
  return index.items.filter(({ isFolder, path }) => !isFolder && isBelow(path)).length;
};

type Kind = 'collection' | 'environment';

interface OpenProject {
  /** Generated text by slug. */
  readonly texts: Readonly<Record<Kind, ReadonlyMap<string, string>>>;
  readonly authorizations: ReadonlyMap<string, Authorization>;
}

const isPath = (name: string): boolean => name.endsWith('.json');

/** Built anew, in memory: what runs is what is declared, not what dist/ held yesterday. */
const openProject = async (folder: string): Promise<OpenProject> => {
  const { collections, environments } = await buildProject(folder);
  return {
    texts: { collection: textsOf(collections), environment: textsOf(environments) },
    authorizations: new Map(
      collections.flatMap(({ slug, declaration: { authorization } }) =>
        authorization === undefined ? [] : [[slug, authorization] as const],
      ),
    ),
  };
};

const textsOf = (built: readonly { readonly slug: string; readonly artifact: Artifact }[]) =>
  new Map(built.map(({ slug, artifact }) => [slug, artifact.content]));

const pick = async (
  project: OpenProject | undefined,
  folder: string,
  kind: Kind,
  name: string | undefined,
): Promise<{ name: string; text: string }> => {
  if (name !== undefined && isPath(name)) {
    return {
      name: basename(name).split('.')[0] ?? name,
      text: await readGenerated(resolve(folder, name), kind),
    };
  }
  const declared = project?.texts[kind] ?? new Map<string, string>();
  const text = name === undefined ? undefined : declared.get(name);
  if (name !== undefined && text !== undefined) return { name, text };
  const how = kind === 'collection' ? 'postsmith run <collection>' : '-e <environment>';
  const message =
    name === undefined ? `Which ${kind}? Name one: ${how}.` : `This project has no ${kind} ‘${name}’.`;
  throw new PostsmithError('USAGE', `${message} There are:`, { problems: [...declared.keys()] });
};

const readGenerated = async (path: string, kind: Kind): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new PostsmithError('USAGE', `The ${kind} file ${path} ${reasonOf(cause)}.`, { cause });
  }
};

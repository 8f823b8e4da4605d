/** What `postsmith run <collection> -e <environment>` means: names of the project, or paths of generated files. */

import { resolve } from 'node:path';
import { buildProject, type Artifact, type BuiltCollection } from '../build/build.ts';
import { placesBeside, placesIn, type TellScriptPlace } from '../build/script-maps.ts';
import type { Authorization } from '../oauth/authorization.ts';
import { authorizedRequests, identitiesIn } from '../model/identities.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { findFolder, indexCollection, itemsToRun, type FileItem } from '../format/read-collection.ts';
import type { SessionPlace } from '../session/token-file.ts';
import { isPath, nameOfPath, notNamed, readGenerated, type Kind } from './named-files.ts';
import { parseEnvironment, type PostmanEnvironment } from '../format/environment.ts';

/** What a run takes. */
export interface ResolvedRun {
  readonly name: string;
  /** The generated collection, as JSON text. */
  readonly collection: string;
  readonly environment: PostmanEnvironment;
  /** Those of the requests that run. Known for a collection of the project; a generated file does not tell. */
  readonly identities: readonly Authorization[];
  readonly declared?: DeclaredCollection;
  /** Says what of the scripts' sources became a place of the generated file. */
  readonly tellPlace: TellScriptPlace;
  /** The folder or request that is to be run, or all. */
  readonly items: readonly FileItem[];
}

/** A collection of the project, and where its sessions are kept. */
export interface DeclaredCollection {
  readonly collection: CollectionDeclaration;
  readonly place: SessionPlace;
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
  const environmentFile = await pick(project, folder, 'environment', environment);
  const { folder: part } = wanted;
  const top = part === undefined ? [] : (index.paths.get(findFolder(index, part)) ?? []);
  return {
    name: index.collection.info.name,
    collection: file.text,
    environment: parseEnvironment(environmentFile.text),
    items: itemsToRun(index, part),
    ...declarationOf(project, { collection: file.name, environment: environmentFile.name }, top),
    tellPlace: tellerOf(project, folder, collection),
  };
};

const declarationOf = (
  project: OpenProject | undefined,
  names: { readonly collection: string; readonly environment: string },
  top: readonly string[],
): Pick<ResolvedRun, 'identities' | 'declared'> => {
  const declaration = project?.collections.get(names.collection)?.declaration;
  if (project === undefined || declaration === undefined) return { identities: [] };
  const isBelow = (path: readonly string[]): boolean => top.every((name, depth) => path[depth] === name);
  return {
    identities: identitiesIn(authorizedRequests(declaration).filter(({ path }) => isBelow(path))),
    declared: { collection: declaration, place: { root: project.root, ...names } },
  };
};

const tellerOf = (
  project: OpenProject | undefined,
  folder: string,
  collection: string | undefined,
): TellScriptPlace => {
  const built = project?.collections.get(collection ?? '');
  if (project !== undefined && built !== undefined) return placesIn(built.scriptMaps?.content, project.root);
  return placesBeside(resolve(folder, collection ?? ''));
};

interface OpenProject {
  /** Generated text by slug. */
  readonly texts: Readonly<Record<Kind, ReadonlyMap<string, string>>>;
  readonly root: string;
  readonly collections: ReadonlyMap<string, BuiltCollection>;
}

/** Built anew, in memory: what runs is what is declared, not what dist/ held yesterday. */
const openProject = async (folder: string): Promise<OpenProject> => {
  const { project, collections, environments } = await buildProject(folder);
  return {
    texts: { collection: textsOf(collections), environment: textsOf(environments) },
    root: project.root,
    collections: new Map(collections.map((each) => [each.slug, each])),
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
    return { name: nameOfPath(name), text: await readGenerated(resolve(folder, name), kind) };
  }
  const declared = project?.texts[kind] ?? new Map<string, string>();
  const text = name === undefined ? undefined : declared.get(name);
  if (name === undefined || text === undefined) throw notNamed('run', kind, name, declared.keys());
  // What lies in a file may be older than the sources.
  return { name, text };
};

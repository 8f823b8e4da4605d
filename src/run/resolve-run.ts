/** What `postsmith run <collection> -e <environment>` means: names of the project, or paths of generated files. */

import { resolve } from 'node:path';
import { buildProject, type Artifact, type BuiltCollection } from '../build/build.ts';
import { placesBeside, placesIn, type TellScriptPlace } from '../build/script-maps.ts';
import type { Authorization } from '../oauth/authorization.ts';
import { authorizedRequests, identitiesIn } from '../model/identities.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { indexCollection, type CollectionIndex, type FileItem } from '../format/read-collection.ts';
import type { SessionPlace } from '../session/token-file.ts';
import { isPath, nameOfPath, notNamed, readGenerated, type Kind } from './named-files.ts';
import { parseEnvironment, type PostmanEnvironment } from '../format/environment.ts';

/** What a run takes. */
export interface ResolvedRun {
  readonly name: string;
  readonly environment: PostmanEnvironment;
  /** Those of the requests that run. Known for a collection of the project; a generated file does not tell. */
  readonly identities: readonly Authorization[];
  readonly declared?: DeclaredCollection;
  /** Says what of the scripts' sources became a place of the generated file. */
  readonly tellPlace: TellScriptPlace;
  readonly index: CollectionIndex;
  /** The requests that are to be run, in the order of the collection. */
  readonly requests: readonly FileItem[];
}

/** A collection of the project, and where its sessions are kept. */
export interface DeclaredCollection {
  readonly collection: CollectionDeclaration;
  readonly place: SessionPlace;
}

/**
 * @param select the requests that are to be run
 * @throws PostsmithError USAGE, and everything that `build` throws
 */
export const resolveRun = async (
  folder: string,
  wanted: Readonly<Record<Kind, string | undefined>>,
  select: (index: CollectionIndex) => readonly FileItem[],
): Promise<ResolvedRun> => {
  const { collection, environment } = wanted;
  const named = [collection, environment].some((name) => name === undefined || !isPath(name));
  const project = named ? await openProject(folder) : undefined;
  const file = await pick(project, folder, 'collection', collection);
  const index = indexCollection(file.text, file.path);
  const environmentFile = await pick(project, folder, 'environment', environment);
  const requests = select(index);
  const paths = new Set(requests.map(({ id = '' }) => pathKey(index.paths.get(id) ?? [])));
  return {
    name: index.collection.info.name,
    index,
    requests,
    environment: parseEnvironment(environmentFile.text, environmentFile.path),
    ...declarationOf(project, { collection: file.name, environment: environmentFile.name }, paths),
    tellPlace: tellerOf(project, folder, collection),
  };
};

const pathKey = (path: readonly string[]): string => JSON.stringify(path);

const declarationOf = (
  project: OpenProject | undefined,
  names: { readonly collection: string; readonly environment: string },
  paths: ReadonlySet<string>,
): Pick<ResolvedRun, 'identities' | 'declared'> => {
  const declaration = project?.collections.get(names.collection)?.declaration;
  if (project === undefined || declaration === undefined) return { identities: [] };
  return {
    identities: identitiesIn(authorizedRequests(declaration).filter(({ path }) => paths.has(pathKey(path)))),
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
): Promise<{ name: string; text: string; path?: string }> => {
  if (name !== undefined && isPath(name)) {
    return { name: nameOfPath(name), text: await readGenerated(resolve(folder, name), kind), path: name };
  }
  const declared = project?.texts[kind] ?? new Map<string, string>();
  const text = name === undefined ? undefined : declared.get(name);
  if (name === undefined || text === undefined) throw notNamed('run', kind, name, declared.keys());
  // What lies in a file may be older than the sources.
  return { name, text };
};

/** The saved schemas of a Tastypie service as a source of declarations. */

import { basename } from 'node:path';
import type { CollectionDeclaration, FolderDeclaration, ItemDeclaration } from '../../model/collection.ts';
import { withDescription, type ApiDescription, type DescribedOperation } from '../../model/described.ts';
import { readSchemas, type SchemaRoot } from './read-schemas.ts';
import { resourceFolder, variablesOf, type ResourceVariables } from './requests.ts';
import type { Resource } from './schema.ts';
import { listQuery } from './texts.ts';

export { readSchemas as tastypieRoots, type SchemaRoot } from './read-schemas.ts';
export type { Field, FieldType, Filter, Resource } from './schema.ts';

/** What `fromTastypie` may be told. */
export interface TastypieOptions {
  /** Which resources become folders; all unless given. */
  readonly include?: (resource: Resource) => boolean;
}

/** A resource with its variables. */
interface Known {
  readonly resource: Resource;
  readonly variables: ResourceVariables;
}

/** Resources by their paths. Where two roots have one of the same name, its variables say whose it is. */
const knownOf = (roots: readonly SchemaRoot[], include: TastypieOptions['include']): Map<string, Known> => {
  const all = roots.flatMap(({ name: root, resources }) =>
    resources.filter((resource) => include?.(resource) ?? true).map((resource) => ({ root, resource })),
  );
  const isShared = (name: string): boolean => all.filter(({ resource }) => resource.name === name).length > 1;
  return new Map(
    all.map(({ root, resource }) => {
      const name = (isShared(resource.name) ? `${root}_${resource.name}` : resource.name).replaceAll(
        /\W+/g,
        '_',
      );
      return [resource.path, { resource, variables: variablesOf(resource, name) }];
    }),
  );
};

/** Paths of resources whose objects a body of this one names. */
const neededBy = (resource: Resource): readonly string[] =>
  resource.fields.flatMap(({ required, related }) =>
    required && related !== undefined && related !== resource.path ? [related] : [],
  );

/** What others cannot be created without comes first; else in the order of their names. */
const inOrder = (resources: readonly Resource[]): readonly Resource[] => {
  const byPath = new Map(resources.map((resource) => [resource.path, resource]));
  const ordered = new Set<Resource>();
  const visit = (resource: Resource, trail: ReadonlySet<Resource>): void => {
    if (ordered.has(resource) || trail.has(resource)) return;
    for (const path of neededBy(resource)) {
      const needed = byPath.get(path);
      if (needed !== undefined) visit(needed, new Set([...trail, resource]));
    }
    ordered.add(resource);
  };
  for (const resource of resources) visit(resource, new Set());
  return [...ordered];
};

const STATUSES: Readonly<Record<string, readonly string[]>> = {
  GET: ['200'],
  POST: ['201'],
  PUT: ['2XX'],
  PATCH: ['2XX'],
  DELETE: ['204'],
};

const operation = (method: string, path: string, names: readonly string[]): DescribedOperation => ({
  name: `${method} ${path}`,
  method,
  path,
  parameters: names.map((name) => ({ in: 'query', name })),
  statuses: STATUSES[method] ?? ['200'],
});

const operationsOf = (resource: Resource): DescribedOperation[] => {
  return [
    ...resource.listMethods
      .filter((method) => method === 'GET' || method === 'POST')
      .map((method) =>
        operation(method, resource.path, method === 'GET' ? listQuery(resource).map(({ name }) => name) : []),
      ),
    ...resource.detailMethods
      .filter((method) => method !== 'POST')
      .map((method) => operation(method, `${resource.path}{id}/`, [])),
  ];
};

/** What the scripts are told of each resource: `listed|created|kept variable|kept field`. */
const linesOf = (known: ReadonlyMap<string, Known>): { readonly [path: string]: string } =>
  Object.fromEntries(
    [...known].map(
      ([
        path,
        {
          variables: { listed, created, kept },
        },
      ]) => [path, [listed, created, kept?.variable, kept?.field].map((each) => each ?? '').join('|')],
    ),
  );

const descriptionFor = (document: string, known: ReadonlyMap<string, Known>): ApiDescription => {
  const all = [...known.values()];
  const kept = all.flatMap(({ variables: { listed, created, kept: own } }) =>
    [listed, created, own?.variable].filter((name) => name !== undefined),
  );
  const chosen = all.flatMap(({ variables }) => variables.chosen ?? []);
  return {
    document,
    losses: [],
    operations: all.flatMap(({ resource }) => operationsOf(resource)),
    preRequest: { program: 'tastypie-guard', parameters: { kept, chosen } },
    postResponse: {
      program: 'tastypie-follow',
      parameters: { resources: linesOf(known) },
      provides: kept,
    },
  };
};

/** A body names objects that the collection has made before; else those that it has found. */
const folderOf = (
  resource: Resource,
  all: readonly Resource[],
  known: ReadonlyMap<string, Known>,
): FolderDeclaration => {
  const earlier = new Set(all.slice(0, all.indexOf(resource)).map(({ path }) => path));
  return resourceFolder(resource, known.get(resource.path)?.variables ?? {}, (path) => {
    const { created, listed } = known.get(path)?.variables ?? {};
    return (earlier.has(path) ? created : undefined) ?? listed;
  });
};

/** What others need is deleted after all of them, in a folder of its own. */
const withCleanUp = (all: readonly Resource[], folders: ReadonlyMap<string, FolderDeclaration>) => {
  const needed = new Set(all.filter(({ listMethods }) => listMethods.includes('POST')).flatMap(neededBy));
  const isLate = (path: string, { key }: ItemDeclaration): boolean => key === 'Delete' && needed.has(path);
  const kept = new Map(
    [...folders].map(([path, folder]) => [
      path,
      { ...folder, items: folder.items.filter((item) => !isLate(path, item)) },
    ]),
  );
  const late = [...folders]
    .reverse()
    .flatMap(([path, { name, items }]) =>
      items.filter((item) => isLate(path, item)).map((item) => ({ ...item, key: `Delete ${name} ${path}` })),
    );
  const cleanUp: FolderDeclaration = {
    kind: 'folder',
    name: 'Clean up',
    description: 'Deletes what the collection has made, and what others needed until now.',
    items: late,
  };
  return { kept, cleanUp: late.length === 0 ? [] : [cleanUp] };
};

/**
 * Reads the schemas that `postsmith import tastypie` has saved:
 * `defineCollection({ name: 'Library', ...(await fromTastypie('./library')) })`. Requests that change something are skipped until
 * the variable `allow_changes` is `true`.
 *
 * @param folder of the schemas, from the folder of the declaring file
 * @returns items: a folder for each resource
 * @throws PostsmithError INVALID_DECLARATION where it holds no schemas, or an import that has not ended
 */
export const fromTastypie = async (
  folder: string,
  { include }: TastypieOptions = {},
): Promise<Pick<CollectionDeclaration, 'items'>> => {
  const roots = readSchemas(folder);
  const known = knownOf(roots, include);
  const ordered = roots.map(({ name, resources }) => ({
    name,
    resources: inOrder(resources.filter(({ path }) => known.has(path))),
  }));
  const all = ordered.flatMap(({ resources }) => resources);
  const folders = new Map(all.map((resource) => [resource.path, folderOf(resource, all, known)]));
  const { kept, cleanUp } = withCleanUp(all, folders);
  const items = ordered.map((root): FolderDeclaration => ({
    kind: 'folder',
    name: root.name,
    items: root.resources.flatMap(({ path }) => kept.get(path) ?? []).filter((each) => each.items.length > 0),
  }));
  const [only, ...others] = items;
  const own =
    only !== undefined && others.length === 0 ? only.items : items.filter((each) => each.items.length > 0);
  return withDescription({ items: [...own, ...cleanUp] }, descriptionFor(basename(folder), known));
};

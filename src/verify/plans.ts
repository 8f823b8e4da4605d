/** What `verify` is to verify: the project's collections, built in memory. */

import { parse } from 'node:path';
import { buildProject, type Build, type BuiltCollection } from '../build/build.ts';
import { placesIn } from '../build/script-maps.ts';
import { bundleScripts } from '../build/script-bundles.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import { didYouMean } from '../did-you-mean.ts';
import { refuseMissingFiles } from '../engines/sent-files.ts';
import { emitCollection } from '../emit/collection.ts';
import { indexCollection } from '../format/read-collection.ts';
import { PostsmithError } from '../errors.ts';
import type { Authorization } from '../oauth/authorization.ts';
import { identitiesOf, identityName } from '../model/identities.ts';
import { grantOf, waysOf } from '../oauth/inputs.ts';
import type { Plan } from './plan.ts';

/**
 * A plan for each way in which each collection that is named logs in, or for all collections.
 *
 * @throws PostsmithError USAGE for an unknown collection, and everything that `buildProject` throws
 */
export const plansFor = async (folder: string, names: readonly string[]): Promise<readonly Plan[]> => {
  const build = await buildProject(folder);
  const known = build.collections.map(({ slug }) => slug);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw unknownCollections(unknown, known);
  return build.collections
    .filter(({ slug }) => names.length === 0 || names.includes(slug))
    .flatMap((collection) => plansOf(collection, build));
};

const unknownCollections = (unknown: readonly string[], known: readonly string[]): PostsmithError => {
  const [first = ''] = unknown;
  const hint = didYouMean(parse(first).name, known);
  const message = `This project has no collection ${unknown.map((name) => `‘${name}’`).join(', ')}.${hint} There are:`;
  return new PostsmithError('USAGE', message, { problems: known });
};

/** A login to look at: whose it is, in which way. */
interface Login {
  readonly identity: Authorization | undefined;
  readonly way: string | undefined;
  /** What reports call it, where they have to tell it from others. */
  readonly names: readonly string[];
}

const plansOf = (collection: BuiltCollection, build: Build): readonly Plan[] =>
  loginsOf(collection).map((login) => planFor(collection, build, login));

/** One for each way of each identity. */
const loginsOf = ({ declaration }: BuiltCollection): readonly Login[] => {
  const identities = identitiesOf(declaration);
  if (identities.length === 0) return [{ identity: undefined, way: undefined, names: [] }];
  return identities.flatMap((identity): Login[] => {
    const ways = waysOf(identity);
    const names = identities.length > 1 ? [identityName(identity)] : [];
    // Most collections of this kind want a person: the report says who logs in here.
    const isNamed = ways.length > 1 || grantOf(identity).person !== undefined;
    return isNamed
      ? ways.map(({ title }) => ({ identity, way: title, names: [...names, title] }))
      : [{ identity, way: undefined, names }];
  });
};

const planFor = (collection: BuiltCollection, { project }: Build, { identity, way, names }: Login): Plan => {
  const { slug, declaration, environments, artifact, scriptMaps } = collection;
  const index = indexCollection(artifact.content);
  refuseMissingFiles(index.collection.item, project.root);
  return {
    root: project.root,
    slug,
    title: names.length === 0 ? slug : `${slug} (${names.join(', ')})`,
    identity,
    way,
    declaration,
    tellPlace: placesIn(scriptMaps?.content, project.root),
    // Any will do: the mock fills in what differs between them.
    environment: environments[0]?.declaration,
    requests: index.items.filter(({ item }) => item.item === undefined).length,
    emit: async (wanted) =>
      wanted === declaration ? artifact.content : emitRedirected(collection, wanted, project.root),
  };
};

/** The file of a declaration whose written-out hosts lead to a mock. */
const emitRedirected = async (
  collection: BuiltCollection,
  declaration: CollectionDeclaration,
  root: string,
): Promise<string> => {
  const source = { slug: collection.slug, file: collection.file, declaration };
  const scripts = (await bundleScripts(root, [source])).get(source);
  if (scripts === undefined) throw new Error(`The scripts of ${collection.file} were not bundled`);
  return JSON.stringify(emitCollection(declaration, collection.slug, scripts.texts));
};

/** What `postsmith login <collection> -e <environment>` means. No script is built for it. */

import { resolve } from 'node:path';
import type { Authorization, AuthorizationCode } from '../oauth/authorization.ts';
import { identitiesOf, identityName } from '../model/identities.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import { emitEnvironment } from '../emit/environment.ts';
import { didYouMean } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import { loadProject, type CollectionSource, type Project } from '../project/project.ts';
import { isPath, nameOfPath, notNamed, readGenerated } from './named-files.ts';
import { parseEnvironment, type PostmanEnvironment } from '../format/environment.ts';
import { sessionPlaceOf } from '../session/open-session.ts';
import type { DeclaredCollection } from './resolve-run.ts';

/** For what a person signs in. */
export interface ResolvedLogin extends DeclaredCollection {
  readonly authorization: AuthorizationCode;
  readonly environment: PostmanEnvironment;
}

/** @throws PostsmithError USAGE when nobody can sign in for what is named, and everything that `loadProject` throws. */
export const resolveLogin = async (
  folder: string,
  wanted: Readonly<Record<'collection' | 'environment' | 'identity', string | undefined>>,
): Promise<ResolvedLogin> => {
  if (wanted.collection !== undefined && isPath(wanted.collection)) {
    throw new PostsmithError(
      'USAGE',
      'A generated file does not tell how to sign in. Name a collection of the project: postsmith login <collection>.',
    );
  }
  const project = await loadProject(folder);
  const source = project.collections.find(({ slug }) => slug === wanted.collection);
  if (source === undefined) {
    throw notNamed('login', 'collection', wanted.collection, slugsOf(project.collections));
  }
  const { name, environment } = await environmentOf(project, folder, wanted.environment);
  const authorization = personsAuthorization(source, wanted.identity);
  return {
    authorization,
    environment,
    collection: source.declaration,
    place: sessionPlaceOf(
      { root: project.root, collection: source.slug, environment: name },
      authorization,
      source.declaration,
    ),
  };
};

export const slugsOf = (sources: readonly { readonly slug: string }[]): readonly string[] =>
  sources.map(({ slug }) => slug);

/** The environment that is named, of the project or of a generated file. @throws PostsmithError USAGE */
export const environmentOf = async (
  { environments }: Project,
  folder: string,
  wanted: string | undefined,
  command: 'login' | 'doctor' = 'login',
): Promise<{ name: string; environment: PostmanEnvironment }> => {
  if (wanted !== undefined && isPath(wanted)) {
    const text = await readGenerated(resolve(folder, wanted), 'environment');
    return { name: nameOfPath(wanted), environment: parseEnvironment(text) };
  }
  const found = environments.find(({ slug }) => slug === wanted);
  if (found === undefined) throw notNamed(command, 'environment', wanted, slugsOf(environments));
  return { name: found.slug, environment: emitEnvironment(found.declaration, found.slug) };
};

/** An environment of the project, or of a generated file. @throws PostsmithError USAGE */
export const environmentNamed = async (folder: string, wanted: string): Promise<PostmanEnvironment> => {
  const project = isPath(wanted) ? NOTHING : await loadProject(folder);
  return (await environmentOf(project, folder, wanted)).environment;
};

/** What a path is looked for in. */
const NOTHING: Project = { root: '', collections: [], environments: [] };

/** The identity for which a person signs in. */
const personsAuthorization = (
  { declaration }: CollectionSource,
  wanted: string | undefined,
): AuthorizationCode => {
  const identities = identitiesOf(declaration);
  const persons = identities.filter(isAuthorizationCode);
  if (persons.length === 0) throw nobodyNeeded(declaration.name, identities);
  const named = persons.filter((person) => wanted === undefined || identityName(person) === wanted);
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  const problem =
    wanted === undefined
      ? `${declaration.name} has several identities; say for which one to sign in, with --identity and one of:`
      : `${declaration.name} has no identity ‘${wanted}’ for which a person signs in.${didYouMean(wanted, persons.map(identityName))} There are:`;
  throw new PostsmithError('USAGE', problem, { problems: persons.map(identityName) });
};

const nobodyNeeded = (name: string, [identity]: readonly Authorization[]): PostsmithError => {
  const why =
    identity === undefined
      ? 'it declares no authorization that logs in'
      : `its authorization is ${identity.kind}, so its own script logs in, without a person`;
  return new PostsmithError('USAGE', `Nobody needs to sign in for ${name}: ${why}.`);
};

/** What `<collection> -e <environment> --identity <name>` mean to login, token and doctor. No collection is built for them. */

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

/** One identity of a collection, in an environment. */
interface Resolved<Grant extends Authorization> extends DeclaredCollection {
  readonly authorization: Grant;
  readonly environment: PostmanEnvironment;
}

/** For what a person signs in. */
export type ResolvedLogin = Resolved<AuthorizationCode>;

/** As whom a token is asked for, and whose login is examined. */
export type ResolvedToken = Resolved<Authorization>;

type NamingCommand = 'login' | 'token' | 'doctor';

type Wanted = Readonly<Record<'collection' | 'environment' | 'identity', string | undefined>>;

/** @throws PostsmithError USAGE when nobody can sign in for what is named, and everything that `loadProject` throws. */
export const resolveLogin = (folder: string, wanted: Wanted): Promise<ResolvedLogin> =>
  resolveIdentity('login', folder, wanted, personsAuthorization);

/** @throws PostsmithError USAGE when nothing that is named logs in, and everything that `loadProject` throws. */
export const resolveToken = (folder: string, wanted: Wanted): Promise<ResolvedToken> =>
  resolveIdentity('token', folder, wanted, identityNamed);

/** As `resolveToken`, with the first identity where none is named. */
export const resolveExamined = (folder: string, wanted: Wanted): Promise<ResolvedToken> =>
  resolveIdentity('doctor', folder, wanted, identityOrFirst);

const resolveIdentity = async <Grant extends Authorization>(
  command: NamingCommand,
  folder: string,
  wanted: Wanted,
  choose: (source: CollectionSource, identity: string | undefined) => Grant,
): Promise<Resolved<Grant>> => {
  if (wanted.collection !== undefined && isPath(wanted.collection)) {
    throw new PostsmithError(
      'USAGE',
      `A generated file does not tell how it logs in. Name a collection of the project: postsmith ${command} <collection>.`,
    );
  }
  const project = await loadProject(folder);
  const source = project.collections.find(({ slug }) => slug === wanted.collection);
  if (source === undefined) {
    throw notNamed(command, 'collection', wanted.collection, slugsOf(project.collections));
  }
  const { name, environment } = await environmentOf(project, folder, command, wanted.environment);
  const authorization = choose(source, wanted.identity);
  const place = { root: project.root, collection: source.slug, environment: name };
  return {
    authorization,
    environment,
    collection: source.declaration,
    place: isAuthorizationCode(authorization)
      ? sessionPlaceOf(place, authorization, source.declaration)
      : place,
  };
};

const slugsOf = (sources: readonly { readonly slug: string }[]): readonly string[] =>
  sources.map(({ slug }) => slug);

/** The environment that is named, of the project or of a generated file. @throws PostsmithError USAGE */
const environmentOf = async (
  { environments }: Project,
  folder: string,
  command: NamingCommand,
  wanted: string | undefined,
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
  return (await environmentOf(project, folder, 'login', wanted)).environment;
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

/** The identity of that name; the only one where none is named. */
const identityNamed = ({ declaration }: CollectionSource, wanted: string | undefined): Authorization => {
  const { name } = declaration;
  const identities = identitiesOf(declaration);
  const [only] = identities;
  if (only === undefined) {
    throw new PostsmithError(
      'USAGE',
      `${name} declares no authorization that logs in, so there is no token to ask for.`,
    );
  }
  const found = wanted === undefined ? undefined : identities.find((each) => identityName(each) === wanted);
  if (found !== undefined) return found;
  if (wanted === undefined && identities.length === 1) return only;
  const problems = identities.map(identityName);
  const problem =
    wanted === undefined
      ? `${name} has several identities; say whose token you want, with --identity and one of:`
      : `${name} has no identity ‘${wanted}’.${didYouMean(wanted, problems)} There are:`;
  throw new PostsmithError('USAGE', problem, { problems });
};

const identityOrFirst = (source: CollectionSource, wanted: string | undefined): Authorization =>
  (wanted === undefined ? identitiesOf(source.declaration)[0] : undefined) ?? identityNamed(source, wanted);

const nobodyNeeded = (name: string, [identity]: readonly Authorization[]): PostsmithError => {
  const why =
    identity === undefined
      ? 'it declares no authorization that logs in'
      : `its authorization is ${identity.kind}, so its own script logs in, without a person`;
  return new PostsmithError('USAGE', `Nobody needs to sign in for ${name}: ${why}.`);
};

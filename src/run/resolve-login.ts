/** What `postsmith login <collection> -e <environment>` means. No script is built for it. */

import { resolve } from 'node:path';
import type { AuthorizationCode } from '../oauth/authorization.ts';
import { isAuthorizationCode } from '../oauth/inputs.ts';
import { emitEnvironment } from '../emit/environment.ts';
import { PostsmithError } from '../errors.ts';
import { loadProject, type CollectionSource, type Project } from '../project/project.ts';
import { isPath, nameOfPath, notNamed, readGenerated } from './named-files.ts';
import { parseEnvironment, type PostmanEnvironment } from '../format/environment.ts';
import type { DeclaredCollection } from './resolve-run.ts';

/** For what a person signs in. */
export interface ResolvedLogin extends DeclaredCollection {
  readonly authorization: AuthorizationCode;
  readonly environment: PostmanEnvironment;
}

/** @throws PostsmithError USAGE when nobody can sign in for what is named, and everything that `loadProject` throws. */
export const resolveLogin = async (
  folder: string,
  wanted: { readonly collection: string | undefined; readonly environment: string | undefined },
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
  return {
    authorization: personsAuthorization(source),
    environment,
    collection: source.declaration,
    place: { root: project.root, collection: source.slug, environment: name },
  };
};

const slugsOf = (sources: readonly { readonly slug: string }[]): readonly string[] =>
  sources.map(({ slug }) => slug);

const environmentOf = async (
  { environments }: Project,
  folder: string,
  wanted: string | undefined,
): Promise<{ name: string; environment: PostmanEnvironment }> => {
  if (wanted !== undefined && isPath(wanted)) {
    const text = await readGenerated(resolve(folder, wanted), 'environment');
    return { name: nameOfPath(wanted), environment: parseEnvironment(text) };
  }
  const found = environments.find(({ slug }) => slug === wanted);
  if (found === undefined) throw notNamed('login', 'environment', wanted, slugsOf(environments));
  return { name: found.slug, environment: emitEnvironment(found.declaration, found.slug) };
};

const personsAuthorization = ({ declaration }: CollectionSource): AuthorizationCode => {
  const { authorization, name } = declaration;
  if (isAuthorizationCode(authorization)) return authorization;
  const why =
    authorization === undefined
      ? 'it declares no authorization'
      : `its authorization is ${authorization.kind}, so its own script logs in, without a person`;
  throw new PostsmithError('USAGE', `Nobody needs to sign in for ${name}: ${why}.`);
};

/** Loads an authorization from a file of its own, or from a preset. */

import { existsSync, realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { checkProject } from '../check/check.ts';
import { closest } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import { defineCollection, type AuthorizationDeclaration } from '../model/collection.ts';
import type { Authorization } from '../oauth/grants.ts';
import { grantIn } from '../model/identities.ts';
import { catalogue } from '../presets/catalogue.ts';
import { isRecord } from '../values/json.ts';
import { loadModule } from './project.ts';

const presetNamed = (name: string): Authorization | undefined =>
  Object.entries(catalogue).find(([each]) => each === name)?.[1]();

const notFound = (given: string): PostsmithError => {
  const meant = closest(given, Object.keys(catalogue));
  return new PostsmithError(
    'USAGE',
    `There is neither a file nor a preset ${given}.${meant === undefined ? '' : ` Did you mean the preset ${meant}?`} \`postsmith presets\` lists the presets; a file exports an authorization by default.`,
  );
};

const load = async (file: string): Promise<unknown> => {
  const problems: unknown[] = [];
  const value = await loadModule(file, (failure) => problems.push(failure));
  if (problems.length > 0) throw problems[0];
  return value;
};

/** An authorization, and what it is the default export of; a preset of that name. */
export interface DeclaredAuthorization {
  readonly authorization: Exclude<AuthorizationDeclaration, string>;
  readonly from: 'collection' | 'file' | 'preset';
}

/**
 * @param given the name of a preset, or the path of a file whose default export is an authorization or a collection with one
 * @returns a grant of OAuth 2.0, or one of Postman's own kinds, and where it comes from
 * @throws PostsmithError USAGE, INVALID_DECLARATION
 */
export const loadDeclaredAuthorization = async (
  given: string,
  folder: string,
): Promise<DeclaredAuthorization> => {
  const file = resolve(folder, given);
  const isFile = existsSync(file);
  const exported: unknown = isFile ? await load(realpathSync(file)) : presetNamed(given);
  const isCollection = isRecord(exported) && exported['kind'] === 'collection';
  const value = isCollection ? exported['authorization'] : exported;
  if (value === undefined && !isFile) throw notFound(given);
  // No type checker has seen what a file exports; the check looks at all of it.
  const declaration = defineCollection({
    name: basename(given),
    authorization: value as Authorization,
    items: [],
  });
  const { problems } = checkProject(
    [{ kind: 'collection', file: given, slug: 'authorization', value: declaration }],
    { preRequest: [], postResponse: [] },
  );
  if (problems.length === 0 && isRecord(value)) {
    const authorization = value as unknown as Authorization;
    return { authorization, from: isFile ? (isCollection ? 'collection' : 'file') : 'preset' };
  }
  throw notOne(given, problems);
};

const notOne = (given: string, problems: readonly string[]): PostsmithError =>
  new PostsmithError(
    'INVALID_DECLARATION',
    `${given} must export an authorization by default: export default clientCredentials({ … })`,
    { problems },
  );

/**
 * @param given as above
 * @returns a grant of OAuth 2.0
 * @throws PostsmithError USAGE, INVALID_DECLARATION
 */
export const loadAuthorization = async (given: string, folder: string): Promise<Authorization> => {
  const grant = grantIn((await loadDeclaredAuthorization(given, folder)).authorization);
  if (grant === undefined) throw notOne(given, []);
  return grant;
};

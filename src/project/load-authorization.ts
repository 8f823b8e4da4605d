/** Loads an authorization from a file of its own, or from a preset. */

import { existsSync, realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { checkProject } from '../check/check.ts';
import { closest } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import { defineCollection } from '../model/collection.ts';
import type { Authorization } from '../oauth/grants.ts';
import { grantIn } from '../model/identities.ts';
import { catalogue } from '../presets/catalogue.ts';
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

/**
 * @param given the name of a preset, or the path of a file whose default export is an authorization
 * @throws PostsmithError USAGE, INVALID_DECLARATION
 */
export const loadAuthorization = async (given: string, folder: string): Promise<Authorization> => {
  const file = resolve(folder, given);
  const isFile = existsSync(file);
  const value: unknown = isFile ? await load(realpathSync(file)) : presetNamed(given);
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
  const grant = problems.length === 0 ? grantIn(declaration.authorization) : undefined;
  if (grant !== undefined) return grant;
  throw new PostsmithError(
    'INVALID_DECLARATION',
    `${given} must export an authorization by default: export default clientCredentials({ … })`,
    { problems },
  );
};

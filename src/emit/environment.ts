/** Makes an environment file of a declaration. */

import { environmentVariables } from '../model/environment-variables.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import { idOf } from './id.ts';
import type { PostmanEnvironmentFile } from '../format/environment.ts';

/** Returns the environment in Postman's format. Its id follows from its key, or from `slug`, the base name of the declaring file. */
export const emitEnvironment = (
  environment: EnvironmentDeclaration,
  slug: string,
): PostmanEnvironmentFile => ({
  id: environment.id ?? idOf('environment', [environment.key ?? slug]),
  name: environment.name,
  values: environmentVariables(environment).map(({ name, value, isSecret, enabled, description }) => ({
    key: name,
    value,
    ...(description === undefined ? {} : { description }),
    type: isSecret ? 'secret' : 'default',
    enabled,
  })),
  _postman_variable_scope: 'environment',
});

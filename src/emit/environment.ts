/** Makes an environment file of a declaration. */

import type { EnvironmentDeclaration, EnvironmentValue } from '../model/environment.ts';
import { idOf } from './id.ts';
import type { PostmanEnvironmentFile } from '../format/environment.ts';

const emitValue = ([key, value]: readonly [string, EnvironmentValue]) =>
  typeof value === 'string'
    ? ({ key, value, type: 'default', enabled: true } as const)
    : ({ key, value: '', type: 'secret', enabled: true } as const);

/** Returns the environment in Postman's format. Its id follows from its key, or from `slug`, the base name of the declaring file. */
export const emitEnvironment = (
  { name, key, variables }: EnvironmentDeclaration,
  slug: string,
): PostmanEnvironmentFile => ({
  id: idOf('environment', [key ?? slug]),
  name,
  values: Object.entries(variables).map(emitValue),
  _postman_variable_scope: 'environment',
});

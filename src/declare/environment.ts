/** `defineEnvironment`: the default export of a file in `environments/`. */

import type { EnvironmentDeclaration, EnvironmentValue } from './model.ts';

/** A variable of Postman's type `secret`. It has no value in any file; people fill it in. */
export const secret = (): EnvironmentValue => ({ kind: 'secret' });

/** Declares an environment. */
export const defineEnvironment = (
  environment: Omit<EnvironmentDeclaration, 'kind'>,
): EnvironmentDeclaration => ({
  kind: 'environment',
  ...environment,
});

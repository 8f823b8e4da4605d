/** An environment file, as Postman exports it but without its dates. The format has no published schema. */

import type { EnvironmentDeclaration, EnvironmentValue } from '../model/environment.ts';
import { idOf } from './id.ts';

/** What of it matters to a run. */
export interface PostmanEnvironment {
  readonly id: string;
  readonly name: string;
  readonly values: readonly {
    readonly key: string;
    readonly value: string;
    readonly type: 'default' | 'secret';
    readonly enabled: boolean;
  }[];
}

export interface PostmanEnvironmentFile extends PostmanEnvironment {
  readonly _postman_variable_scope: 'environment';
}

const emitValue = ([key, value]: readonly [string, EnvironmentValue]) =>
  typeof value === 'string'
    ? ({ key, value, type: 'default', enabled: true } as const)
    : ({ key, value: '', type: 'secret', enabled: true } as const);

/** Returns the environment in Postman's format. Its id follows from `slug`, the base name of the declaring file. */
export const emitEnvironment = (
  { name, variables }: EnvironmentDeclaration,
  slug: string,
): PostmanEnvironmentFile => ({
  id: idOf('environment', [slug]),
  name,
  values: Object.entries(variables).map(emitValue),
  _postman_variable_scope: 'environment',
});

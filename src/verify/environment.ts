/** The environment of a verification: the declared variables with the mock's values. */

import type { EnvironmentDeclaration } from '../model/environment.ts';
import type { PostmanEnvironment } from '../format/environment.ts';

/** Declared variables first, in their order; values that the mock adds last. */
export const fillEnvironment = (
  declaration: EnvironmentDeclaration | undefined,
  values: Readonly<Record<string, string>>,
): PostmanEnvironment => {
  const declared = declaration?.variables ?? {};
  const names = new Set([...Object.keys(declared), ...Object.keys(values)]);
  return {
    id: 'verify',
    name: declaration?.name ?? 'verify',
    values: [...names].map((key) => {
      const variable = declared[key];
      const initial = typeof variable === 'string' ? variable : '';
      const type = typeof variable === 'object' ? 'secret' : 'default';
      return { key, value: values[key] ?? initial, type, enabled: true };
    }),
  };
};

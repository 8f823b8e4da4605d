/** An environment file, as Postman exports it but without its dates. The format has no published schema. */

import { PostsmithError } from '../errors.ts';
import { isRecord, parseJson } from '../values/json.ts';
import type { Values } from '../values/placeholders.ts';

/** What of it matters to a run. */
export interface PostmanEnvironment {
  readonly id: string;
  readonly name: string;
  readonly values: readonly {
    readonly key: string;
    readonly value: string;
    readonly description?: string;
    readonly type: 'default' | 'secret';
    readonly enabled: boolean;
  }[];
}

/** All of it. */
export interface PostmanEnvironmentFile extends PostmanEnvironment {
  readonly _postman_variable_scope: 'environment';
}

/** Reads an environment file. @throws PostsmithError USAGE when the text is none */
export const parseEnvironment = (text: string, file = ''): PostmanEnvironment => {
  const what = `The ${file === '' ? 'file' : `environment file ${file}`}`;
  const parsed = parseJson(text);
  if (parsed === undefined) throw new PostsmithError('USAGE', `${what} is not JSON.`);
  if (!isRecord(parsed) || typeof parsed['name'] !== 'string' || !Array.isArray(parsed['values'])) {
    throw new PostsmithError(
      'USAGE',
      `${what} is not a Postman environment: it has no \`name\` or no \`values\` list.`,
    );
  }
  const { name, id } = parsed;
  const values: readonly unknown[] = parsed['values'];
  return {
    id: typeof id === 'string' ? id : name,
    name,
    values: values.filter(isRecord).map((variable) => ({
      key: String(variable['key'] ?? ''),
      value: String(variable['value'] ?? ''),
      type: variable['type'] === 'secret' ? 'secret' : 'default',
      enabled: variable['enabled'] !== false,
    })),
  };
};

/** The environment with these values; a variable that it lacks is added, as a secret. */
export const withValues = (environment: PostmanEnvironment, values: Values): PostmanEnvironment => {
  const lacking = Object.keys(values).filter((name) => environment.values.every(({ key }) => key !== name));
  const added = lacking.map((key) => ({ key, value: '', type: 'secret' as const, enabled: true }));
  return {
    ...environment,
    values: [...environment.values, ...added].map((variable) => ({
      ...variable,
      value: values[variable.key] ?? variable.value,
    })),
  };
};

/** Reads a Postman environment file. */

import type { PostmanEnvironment } from '../emit/environment.ts';
import { PostsmithError } from '../errors.ts';

/** @throws PostsmithError USAGE when the text is no Postman environment. */
export const parseEnvironment = (text: string): PostmanEnvironment => {
  const parsed = parse(text);
  if (!isRecord(parsed) || typeof parsed['name'] !== 'string' || !Array.isArray(parsed['values'])) {
    throw new PostsmithError(
      'USAGE',
      'The file is not a Postman environment: it has no `name` or no `values` list.',
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

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PostsmithError('USAGE', 'The environment is not JSON.', { cause });
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

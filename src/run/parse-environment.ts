/** Reads a Postman environment file. */

import type { PostmanEnvironment } from '../emit/environment.ts';
import { PostsmithError } from '../errors.ts';
import { isRecord, parseJson } from '../model/json.ts';

/** @throws PostsmithError USAGE when the text is no Postman environment. */
export const parseEnvironment = (text: string): PostmanEnvironment => {
  const parsed = parseJson(text);
  if (parsed === undefined) throw new PostsmithError('USAGE', 'The environment is not JSON.');
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

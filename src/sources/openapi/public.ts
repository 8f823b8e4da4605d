/** Examples of a document without what looks like a secret: they are published, and so is what is built of them. */

import { isRecord, type Json } from '../../values/json.ts';
import { isSecretName, isSecretValue, secretIn } from '../../values/secret-patterns.ts';

/** The value with a stand-in, `<access_token>`, in the place of each text that looks like a secret. */
export const withoutSecrets = (value: Json, name = 'secret'): Json => {
  if (typeof value === 'string') {
    const isSecret = (isSecretName(name) && isSecretValue(value)) || secretIn(value) !== undefined;
    return isSecret ? `<${name}>` : value;
  }
  if (Array.isArray(value)) return value.map((each: Json) => withoutSecrets(each, name));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withoutSecrets(each as Json, key)]),
  );
};

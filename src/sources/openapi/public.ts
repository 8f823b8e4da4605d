/** What a document says, without what looks like a secret: documents are published, and so is what is built of them. */

import { isRecord, type Json } from '../../values/json.ts';
import { textIn, type At } from './document.ts';
import { isSecretName, isSecretUnder, isSecretValue, secretInText } from '../../values/secret-patterns.ts';

const looksSecret = (name: string, value: string): boolean =>
  (isSecretName(name) && isSecretValue(value)) ||
  isSecretUnder(name, value) ||
  secretInText(value) !== undefined;

/**
 * The value with a stand-in, `<access_token>`, in the place of each text that looks like a secret. Numbers whose last digits
 * JavaScript can't hold become the largest that it can.
 */
export const publicValue = (value: Json, name = 'secret'): Json => {
  if (typeof value === 'string') return looksSecret(name, value) ? `<${name}>` : value;
  if (typeof value === 'number')
    return Math.max(Math.min(value, Number.MAX_SAFE_INTEGER), Number.MIN_SAFE_INTEGER);
  if (Array.isArray(value)) return value.map((each: Json) => publicValue(each, name));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, publicValue(each as Json, key)]),
  );
};

const LEFT_OUT = '(left out: it looks like a secret)';

/** Markdown without the lines that hold what looks like a secret; all of it, where several lines make it look so. */
const publicText = (text: string): string => {
  if (secretInText(text) === undefined) return text;
  const lines = text.split('\n').map((line) => (secretInText(line) === undefined ? line : LEFT_OUT));
  const rest = lines.join('\n');
  return secretInText(rest) === undefined ? rest : LEFT_OUT;
};

/** The Markdown of a member; undefined where there is none. */
export const proseIn = (at: At, name = 'description'): string | undefined => {
  const text = textIn(at, name);
  return text === undefined ? undefined : publicText(text);
};

/** Reads a provider's JSON key file, as it is pasted whole into the key's variable. */

import * as say from '../messages/key.ts';
import { parseJson } from './json.ts';
import { normaliseKey } from './key-text.ts';
import { KeyProblem } from './key.ts';

/** A file that went through a shell or a form may be a JSON text itself, or hold line ends within its texts. */
function unwrap(value: string): string {
  try {
    const text: unknown = JSON.parse(value);
    if (typeof text === 'string') return unwrap(text);
  } catch {
    // It is no JSON text.
  }
  return normaliseKey(value).replace(/[\r\n]+/g, ' ');
}

/**
 * The member that `path` leads to, as text: names joined by dots, `boxAppSettings.appAuth.privateKey`. Undefined when
 * there is none, or when the text is not JSON at all: a key, say, that is pasted without its file.
 *
 * @throws KeyProblem when the text is JSON that is cut off or damaged
 */
export function readMember(text: string, path: string): string | undefined {
  const json = unwrap(text);
  if (!json.startsWith('{')) return undefined;
  let value: unknown = parseJson(json);
  for (const name of path.split('.')) value = Object(value)[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * The key in a key file; the text itself when it is a key without its file, in PEM or as a JWK.
 *
 * @throws KeyProblem when it is JSON of another kind
 */
export function readFileKey(text: string, path: string): string {
  const member = readMember(text, path);
  if (member !== undefined) return member;
  const isKey =
    !unwrap(text).startsWith('{') || ['kty', 'keys'].some((name) => name in parseJson(unwrap(text)));
  if (isKey) return text;
  throw new KeyProblem(say.noMember(path));
}

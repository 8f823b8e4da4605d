/** Reads a provider's JSON key file, as it is pasted whole into the key's variable. */

import { noMember } from '../messages/key.ts';
import { KeyProblem, type KeyReader } from './key.ts';
import { normaliseKey } from './key-text.ts';

/** What the text says in JSON, also when it was written into a JSON text or its texts got line ends; else undefined. */
function parseFile(text: string): unknown {
  for (const json of [text, normaliseKey(text).replace(/[\r\n]+/g, ' ')]) {
    try {
      const value: unknown = JSON.parse(json);
      return typeof value === 'string' ? parseFile(value) : value;
    } catch {
      // The next may be JSON.
    }
  }
  return undefined;
}

/**
 * The member that `path` leads to, as text: names joined by dots, `boxAppSettings.appAuth.privateKey`. Undefined when
 * there is none, or when the text is not JSON at all: a key, say, that is pasted without its file.
 */
export function readMember(text: string, path: string): string | undefined {
  let value = parseFile(text);
  for (const name of path.split('.')) value = Object(value)[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Reads the key at `path` in a key file, or the text itself when it is a key without its file.
 *
 * @throws KeyProblem also when it is JSON of another kind
 */
export const keyAt =
  (path: string, read: KeyReader): KeyReader =>
  (text, wanted) => {
    const member = readMember(text, path);
    const file = Object(parseFile(text));
    const isOther =
      member === undefined && Object.keys(file).length > 0 && !('kty' in file || 'keys' in file);
    if (isOther) throw new KeyProblem(noMember(path));
    return read(member ?? text, wanted);
  };

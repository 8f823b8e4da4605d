/** Reads a provider's JSON key file, as it is pasted whole into the key's variable. */

import { noMember } from '../messages/key.ts';
import { normaliseKey } from './key-text.ts';
import { KeyProblem } from './key.ts';

/** What the text says in JSON, also when it was written into a JSON text or its texts got line ends; else undefined. */
function parseFile(text: string): unknown {
  for (const json of [text, normaliseKey(text).replace(/[\r\n]/g, ' ')]) {
    try {
      const value: unknown = JSON.parse(json);
      if (typeof value === 'object') return value;
    } catch {
      // The next may be JSON.
    }
  }
  return undefined;
}

function memberOf(file: unknown, path: string): string | undefined {
  let value = file;
  for (const name of path.split('.')) value = Object(value)[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * The member that `path` leads to, as text: names joined by dots, `boxAppSettings.appAuth.privateKey`. Undefined when
 * there is none, or when the text is not JSON at all: a key, say, that is pasted without its file.
 */
export const readMember = (text: string, path: string): string | undefined => memberOf(parseFile(text), path);

/**
 * The key at `path` in a key file, or the text itself when it is a key without its file.
 *
 * @throws KeyProblem when it is JSON of another kind
 */
export function keyInFile(text: string, path: string): string {
  const file = Object(parseFile(text));
  const member = memberOf(file, path);
  if (member === undefined && Object.keys(file).length > 0 && !('kty' in file || 'keys' in file))
    throw new KeyProblem(noMember(path));
  return member ?? text;
}

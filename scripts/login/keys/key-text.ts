/** The text of a key as people paste it: made uniform, and told apart when it is no private key at all. */

import { fromBase64 } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { KeyProblem } from './key.ts';

/** Undoes what forms, shells and JSON do to a key: byte order mark, blanks, quotes, CRLF, literal `\n`. */
export function normaliseKey(value: string): string {
  const text = value.replace(/\r\n?/g, '\n').trim();
  const quoted = /^(["'`])([^]*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return normaliseKey(quoted.replace(/\\"/g, '"'));
  return text.startsWith('{') ? text : text.replace(/(\\r)?\\n|\\r/g, '\n').trim();
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-[^-]+)*)(-----END \1-----)?/g;

/** What a text is that is no private key, by how it begins. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^(ssh-|ecdsa-sha2-|sk-)/, say.sshPublic],
  [/BEGIN OPENSSH PRIVATE KEY|^PuTTY-User-Key-File/, say.sshPrivate],
  [/Proc-Type: *4, *ENCRYPTED/, say.otherEncryption],
];

/** The DER bytes of the first private key in PEM (RFC 7468), or of bare base64. @throws KeyProblem */
export function decodePem(text: string): Uint8Array {
  for (const [pattern, problem] of OTHERS) if (pattern.test(text)) throw new KeyProblem(problem);
  const blocks = [...text.matchAll(BLOCK)];
  const block = blocks.find(([, label = '']) => label.endsWith('PRIVATE KEY')) ?? blocks[0];
  if (block === undefined) return decode(text, text.includes('-----') ? say.truncated : say.noKey);
  const [, , body = '', end] = block;
  if (end === undefined) throw new KeyProblem(say.truncated);
  return decode(body, say.notBase64);
}

function decode(base64: string, problem: string): Uint8Array {
  const compact = base64.replace(/\s+/g, '');
  if (compact.length < 16 || !/^[\w+/-]+={0,2}$/.test(compact)) throw new KeyProblem(problem);
  return fromBase64(compact);
}

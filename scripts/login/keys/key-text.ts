/** The text of a key as people paste it, and the bytes of a key in PEM (RFC 7468) or in bare base64. */

import { fromBase64, fromUtf8 } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { KeyProblem } from './key.ts';

/** Wrappings within wrappings; more is no key. */
const DEPTH = 4;

/** Undoes what forms, shells and JSON do to a key: byte order mark, blanks, quotes, CRLF, literal `\n`, base64 around it all. */
export function normaliseKey(value: string): string {
  let text = value.replace(/\r\n?/g, '\n').trim();
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const inner = unwrap(text);
    if (inner === text) break;
    text = inner.trim();
  }
  return text;
}

function unwrap(text: string): string {
  const quote = text[0] ?? '';
  if (/["'`]/.test(quote) && text.length > 1 && text.endsWith(quote)) return unquote(text);
  if (isJson(text)) return text;
  const lines = text.replace(/\\[nr]/g, '\n');
  const bytes = decodeBase64(lines);
  const decoded = bytes ? fromUtf8(bytes) : '';
  return decoded.includes('-----BEGIN ') || isJson(decoded) ? decoded : lines;
}

/** What stands in a JSON text, or between quotes of another kind. */
function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1).replace(/\\"/g, '"');
  }
}

export const isJson = (text: string): boolean => /^\s*[{[]/.test(text);

/** Undefined when it is no base64, or too little of it for a key. */
function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[\s\\\u200b]/g, '');
  return compact.length >= 16 && /^[\w+/-]+={0,2}$/.test(compact) ? fromBase64(compact) : undefined;
}

/** A path is one line, and shorter than one line of a key unless its beginning or end gives it away. */
function isPath(value: string): boolean {
  const text = value.trim().replace(/^["'`]|["'`]$/g, '');
  if (text.length > 500 || /\n|-----|[{}]/.test(text)) return false;
  return (
    /^(@|file:|~[\\/]|\.{1,2}[\\/]|[a-z]:[\\/]|\\\\)/i.test(text) ||
    /\.(pem|key|der|p8|pk8|p12|pfx|ppk|jwks?|json|txt)$/i.test(text) ||
    (text.startsWith('/') && text.length < 60)
  );
}

/** Refuses what is no key at all, by how it looks. @throws KeyProblem */
export function refuseOthers(value: string): void {
  if (isPath(value)) throw new KeyProblem(say.path);
  const text = value.trim();
  if (/^(ssh-|ecdsa-sha2-|sk-)/.test(text)) throw new KeyProblem(say.sshPublic);
  if (text.startsWith('PuTTY-User-Key-File')) throw new KeyProblem(say.putty);
  if (/^eyJ[\w-]+\.[\w-]*\.[\w.-]*$/.test(text)) throw new KeyProblem(say.token);
}

/** The DER bytes of the first private key. @throws KeyProblem */
export function decodePem(text: string): Uint8Array {
  const blocks = text.split('-----BEGIN ').slice(1);
  const block = blocks.find((each) => /^[A-Z0-9 ]*PRIVATE KEY-----/.test(each)) ?? blocks[0];
  if (block === undefined) return decodeBare(text);
  if (block.startsWith('OPENSSH ')) throw new KeyProblem(say.sshPrivate);
  const [body, end] = block.slice(block.indexOf('-----') + 5).split('-----END ');
  if (body === undefined || end === undefined) throw new KeyProblem(say.noEnd);
  if (body.includes('ENCRYPTED')) throw new KeyProblem(say.otherEncryption);
  const bytes = decodeBase64(body);
  if (!bytes) throw new KeyProblem(say.notBase64);
  return bytes;
}

/** Base64 without the lines around it. */
function decodeBare(text: string): Uint8Array {
  const bytes = text.includes('-----') ? undefined : decodeBase64(text);
  // Every key begins with a sequence (X.690 §8.9): anything else is its middle.
  if (bytes?.[0] === 0x30) return bytes;
  const isPart = bytes !== undefined || text.includes('-----END ') || text.includes('PRIVATE KEY');
  throw new KeyProblem(isPart && text.length >= 60 ? say.noBeginning : say.noKey);
}

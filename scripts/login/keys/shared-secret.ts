/** Reads the shared secret of HS256, HS384 and HS512 (RFC 7518 §3.2, OpenID Connect Core §10.1). */

import { fromBase64, fromHex, utf8 } from '../bytes.ts';
import { keyAsSecret, otherEncoding } from '../messages/key.ts';
import { readJwk } from './jwk.ts';
import { KeyProblem, type PrivateKey, type Wanted } from './key.ts';

/** A secret may be any text: only what is a JWK, or a set of them, for certain is read as one. */
function looksLikeJwk(text: string): boolean {
  try {
    const value = Object(JSON.parse(text));
    return 'kty' in value || Array.isArray(value.keys);
  } catch {
    return false;
  }
}

const ENCODINGS = {
  base64: [/^[\w+/-]+={0,2}$/, fromBase64],
  base64url: [/^[\w+/-]+={0,2}$/, fromBase64],
  hex: [/^([\da-fA-F]{2})+$/, fromHex],
} as const;

/**
 * Returns the bytes of the text as it is, or of what is written in it: a symmetric JWK (RFC 7518 §6.4), or the declared
 * encoding. Secrets shorter than the hash, which RFC 7518 §3.2 forbids, are taken: many servers issue such, and the
 * client can't choose.
 *
 * @throws KeyProblem when it is a key of another kind, or not in the declared encoding
 */
export function readSharedSecret(text: string, wanted: Wanted): PrivateKey {
  const { algorithm, encoding } = wanted;
  const jwk = looksLikeJwk(text) ? readJwk(text, wanted, 'oct') : undefined;
  if ((jwk && jwk.type !== 'oct') || /-----BEGIN |^ssh-/.test(text))
    throw new KeyProblem(keyAsSecret(algorithm));
  if (jwk) return { type: 'oct', secret: jwk.secret, keyId: jwk.keyId ?? '' };
  if (!encoding) return { type: 'oct', secret: utf8(text) };
  const [pattern, decode] = ENCODINGS[encoding];
  const compact = text.replace(/\s/g, '');
  if (!pattern.test(compact)) throw new KeyProblem(otherEncoding(encoding));
  return { type: 'oct', secret: decode(compact) };
}

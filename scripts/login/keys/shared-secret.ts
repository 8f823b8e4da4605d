/** Reads the shared secret of HS256, HS384 and HS512 (RFC 7518 §3.2, OpenID Connect Core §10.1). */

import { fromBase64, utf8 } from '../bytes.ts';
import { keyAsSecret } from '../messages/key.ts';
import { KeyProblem, type PrivateKey, type Wanted } from './key.ts';

/** A secret may be any text: only what is a JWK for certain is read as one. */
function parseJwk(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * A `KeyReader` that answers at once: the bytes of the text as it is, or of a symmetric JWK (RFC 7518 §6.4). Secrets
 * shorter than the hash, which RFC 7518 §3.2 forbids, are taken: many servers issue such, and the client can't choose.
 *
 * @throws KeyProblem when it is a key of another kind
 */
export function readSharedSecret(text: string, { algorithm }: Wanted): PrivateKey {
  const { kty, k, kid } = parseJwk(text);
  if (kty === 'oct' && typeof k === 'string')
    return { type: 'oct', secret: fromBase64(k), keyId: kid ? String(kid) : '' };
  if (kty || /-----BEGIN |^ssh-/.test(text)) throw new KeyProblem(keyAsSecret(algorithm));
  return { type: 'oct', secret: utf8(text) };
}

/** The client assertion: a JWT in compact serialisation (RFC 7515 §7.1, RFC 7519, RFC 7523 §3). */

import type { PrivateKeyJwt } from 'postsmith';
import type { PrivateKey } from './key/key.ts';
import { base64url, utf8 } from './bytes.ts';
import type { Signer } from './sign/signer.ts';
import type { Target } from './target.ts';
import { uniqueId } from './unique-id.ts';

export type { Signer };

/** Makes and signs an assertion that is good for `lifetime` seconds from now. */
export function makeAssertion(
  { audience, clientId, keyId }: Target,
  { algorithm, lifetime }: Pick<PrivateKeyJwt, 'algorithm' | 'lifetime'>,
  key: PrivateKey,
  signer: Signer,
): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: algorithm, typ: 'JWT', ...(keyId === '' ? {} : { kid: keyId }) };
  const jti = uniqueId((message) => signer.hmac(key.secret, message));
  const claims = { iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + lifetime, jti };
  const signed = [header, claims].map((part) => base64url(utf8(JSON.stringify(part)))).join('.');
  return `${signed}.${base64url(signer.sign(utf8(signed), key))}`;
}

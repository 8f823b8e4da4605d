/** Client assertions of the mock's own making (RFC 7523 §2.2), signed without the code that they are to check. */

import { sign } from 'node:crypto';
import type { ClientKey } from './keys.ts';

/** Claims of a client assertion (RFC 7523 §3); times are Unix times in seconds. */
export interface AssertionClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs the claims with the key's algorithm; the compact serialization (RFC 7515 §3.1). */
export const signAssertion = (claims: AssertionClaims, key: ClientKey, keyId: string | undefined): string => {
  const header = { alg: key.algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
  const input = `${base64url(header)}.${base64url(claims)}`;
  const hash = `sha${key.algorithm.slice(2)}`;
  // JWS wants r and s side by side (RFC 7518 §3.4); the option means nothing to an RSA key.
  const signature = sign(hash, Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
};

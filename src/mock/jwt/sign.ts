/** JWTs of the mock's own making (RFC 7515, RFC 7519), signed without the code that they are to check. */

import { constants, createHmac, sign, timingSafeEqual, verify } from 'node:crypto';
import { type ClientKey, isSymmetric } from '../keys.ts';

/** Members of a header or claims set. */
export type Members = Readonly<Record<string, unknown>>;

const base64url = (value: Members): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Ed25519 hashes by itself (RFC 8032 §5.1). */
const hashOf = (algorithm: string): string | null =>
  algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;

const optionsFor = (algorithm: string) => ({
  // JWS wants r and s side by side (RFC 7518 §3.4); the option means nothing to other keys.
  dsaEncoding: 'ieee-p1363' as const,
  ...(algorithm.startsWith('PS') && {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  }),
});

const signatureOf = (input: Buffer, { algorithm, privateKey }: ClientKey): Buffer =>
  isSymmetric(algorithm)
    ? createHmac(hashOf(algorithm) ?? '', privateKey)
        .update(input)
        .digest()
    : sign(hashOf(algorithm), input, { key: privateKey, ...optionsFor(algorithm) });

/** Signs header and claims with the key; the compact serialization (RFC 7515 §3.1). `alg` is the key's. */
export const signJwt = (header: Members, claims: Members, key: ClientKey): string => {
  const input = `${base64url({ alg: key.algorithm, ...header })}.${base64url(claims)}`;
  return `${input}.${signatureOf(Buffer.from(input), key).toString('base64url')}`;
};

/** True when the compact serialization was signed with the key. */
export const isSignedWith = (jwt: string, key: ClientKey): boolean => {
  const end = jwt.lastIndexOf('.');
  const input = Buffer.from(jwt.slice(0, Math.max(end, 0)));
  const signature = Buffer.from(jwt.slice(end + 1), 'base64url');
  const { algorithm, publicKey } = key;
  if (!isSymmetric(algorithm)) {
    return verify(hashOf(algorithm), input, { key: publicKey, ...optionsFor(algorithm) }, signature);
  }
  const expected = signatureOf(input, key);
  return expected.length === signature.length && timingSafeEqual(expected, signature);
};

/** What the shared code for keys and JWTs needs of `node:crypto`: key objects, signatures, hashes, decryption. */

import {
  constants,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  pbkdf2Sync,
  randomUUID,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { SigningAlgorithm } from '../../scripts/login/jwt/content.ts';
import type { Signer } from '../../scripts/login/jwt/sign/signer.ts';
import { checkPublicPart, type PrivateKey } from '../../scripts/login/keys/key.ts';
import type { JwtTools } from '../../scripts/login/parts.ts';

const decrypt: JwtTools['decrypt'] = (
  data,
  password,
  { hash, salt, iterations },
  { cipher, keyLength, iv },
) => {
  const key = pbkdf2Sync(password, salt, iterations, keyLength, hash);
  const name = cipher === 'AES' ? `aes-${keyLength * 8}-cbc` : 'des-ede3-cbc';
  const decipher = createDecipheriv(name, key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(data), decipher.final()]);
};

/** As `jwt/sandbox-tools.ts` has them in Postman. */
export const jwtTools: JwtTools = {
  decrypt,
  digest: (hash, bytes) => createHash(hash).update(bytes).digest(),
  uniqueId: () => randomUUID(),
};

/** What OpenSSL calls the curves. */
const CURVES: Readonly<Record<string, string>> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
};

/** Names of the integers of an RSA key, in their order (RFC 7518 §6.3). */
const INTEGERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];

/** Ed25519 in PKCS#8, before the seed (RFC 8410 §7). */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** @throws KeyProblem when the public part of the key belongs to another private part */
export const keyObjectOf = (key: PrivateKey): KeyObject => {
  const { type, secret, integers = [] } = key;
  if (type === 'oct') return createSecretKey(secret);
  if (type === 'Ed25519') {
    const der = Buffer.concat([ED25519, secret]);
    const made = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const { x = '' } = createPublicKey(made).export({ format: 'jwk' });
    checkPublicPart(key, () => Buffer.from(x, 'base64url'));
    return made;
  }
  const curve = CURVES[type];
  if (curve !== undefined) return curveKey(key, curve);
  const numbers = INTEGERS.map((name, at) => [name, base64url(integers[at] ?? new Uint8Array())]);
  return fromJwk({ kty: 'RSA', ...Object.fromEntries(numbers) });
};

const curveKey = (key: PrivateKey, curve: string): KeyObject => {
  const agreement = createECDH(curve);
  agreement.setPrivateKey(key.secret);
  // Behind the mark of an uncompressed point stand x and y.
  const point = agreement.getPublicKey().subarray(1);
  checkPublicPart(key, () => point);
  const [x, y] = [point.subarray(0, point.length / 2), point.subarray(point.length / 2)].map(base64url);
  return fromJwk({ kty: 'EC', crv: key.type, d: base64url(key.secret), x: x ?? '', y: y ?? '' });
};

const fromJwk = (key: JsonWebKey): KeyObject => createPrivateKey({ key, format: 'jwk' });

/** Ed25519 hashes by itself (RFC 8032 §5.1). */
const hashOf = (algorithm: SigningAlgorithm): string | null =>
  algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;

/** Signs with one algorithm, as the modules in `jwt/sign` do in Postman. */
export const signerOf = (algorithm: SigningAlgorithm): Signer => {
  const hash = hashOf(algorithm);
  const hmac = (key: Uint8Array, message: Uint8Array): Uint8Array =>
    createHmac(hash ?? 'sha512', key)
      .update(message)
      .digest();
  if (algorithm.startsWith('HS')) return { hmac, sign: (message, { secret }) => hmac(secret, message) };
  return {
    hmac,
    sign: (message, key) =>
      sign(hash, message, {
        key: keyObjectOf(key),
        // JWS wants r and s side by side (RFC 7518 §3.4); the option means nothing to other keys.
        dsaEncoding: 'ieee-p1363',
        ...(algorithm.startsWith('PS') && {
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        }),
      }),
  };
};

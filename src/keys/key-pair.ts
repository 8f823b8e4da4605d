/** Fresh keys for a JWS algorithm (RFC 7518 §3.1, RFC 8037 §3.1). */

import { generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { SigningAlgorithm } from '../oauth/authorization.ts';

const generate = promisify(generateKeyPair);

const CURVES: Readonly<Partial<Record<SigningAlgorithm, string>>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
};

/** The kind of key that an algorithm signs with. */
export type KeyType = 'RSA' | 'EC' | 'Ed25519' | 'secret';

/** The kind of key that an algorithm signs with. */
export const keyTypeOf = (algorithm: SigningAlgorithm): KeyType => {
  if (algorithm.startsWith('HS')) return 'secret';
  if (algorithm in CURVES) return 'EC';
  return algorithm === 'EdDSA' ? 'Ed25519' : 'RSA';
};

/** A new key pair. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Makes a key pair; `bits` is the length of an RSA key. RS and PS algorithms share one kind of key. */
export const makeKeyPair = async (algorithm: SigningAlgorithm, bits: number): Promise<KeyPair> => {
  const namedCurve = CURVES[algorithm];
  if (namedCurve !== undefined) return generate('ec', { namedCurve });
  return algorithm === 'EdDSA' ? generate('ed25519') : generate('rsa', { modulusLength: bits });
};

/** Makes a shared secret as random as its hash is long, which is the least (RFC 7518 §3.2); base64url. */
export const makeSecret = (algorithm: SigningAlgorithm): string =>
  randomBytes(Number(algorithm.slice('HS'.length)) / 8).toString('base64url');

/** The private key as PKCS#8 PEM, encrypted with AES-256-CBC where there is a passphrase (RFC 5958 §3). */
export const privatePem = ({ privateKey }: KeyPair, passphrase: string | undefined): string =>
  privateKey
    .export({
      type: 'pkcs8',
      format: 'pem',
      ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
    })
    .toString();

/** The public key as PEM (RFC 7468 §13). */
export const publicPem = ({ publicKey }: KeyPair): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();

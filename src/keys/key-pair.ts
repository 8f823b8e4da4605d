/** Fresh keys for a JWS algorithm (RFC 7518 §3.1, RFC 8037 §3.1). */

import { generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { keyTypeFor } from '../../scripts/login/keys/private-key.ts';
import type { SigningAlgorithm } from '../oauth/authorization.ts';

const generate = promisify(generateKeyPair);

/** A new key pair. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Makes a key pair; `bits` is the length of an RSA key. RS and PS algorithms share one kind of key. */
export const makeKeyPair = async (algorithm: SigningAlgorithm, bits: number): Promise<KeyPair> => {
  const type = keyTypeFor(algorithm);
  if (type === 'RSA') return generate('rsa', { modulusLength: bits });
  return type === 'Ed25519' ? generate('ed25519') : generate('ec', { namedCurve: type });
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

/** A public key that says what it is for. */
interface PublicJwk extends JWK {
  readonly kid: string;
}

/** The key for one algorithm; `kid` is its SHA-256 thumbprint, so that the same key always has the same name. */
export const publicJwkOf = async (
  { publicKey }: KeyPair,
  algorithm: SigningAlgorithm,
): Promise<PublicJwk> => ({
  ...(await exportJWK(publicKey)),
  use: 'sig',
  alg: algorithm,
  kid: await calculateJwkThumbprint(publicKey),
});

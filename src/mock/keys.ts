/** Fresh keys for a declared algorithm (RFC 7518 §3.1, RFC 8037 §2): for the client to sign with, for the server to check with. */

import { createSecretKey, generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { SigningAlgorithm } from '../oauth/authorization.ts';

const generate = promisify(generateKeyPair);

const CURVES: Partial<Record<SigningAlgorithm, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

/** A client's key. Of a shared secret, both halves are the secret itself. */
export interface ClientKey {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** True for HS256, HS384 and HS512, whose key is a secret that client and server share. */
export const isSymmetric = (algorithm: SigningAlgorithm): boolean => algorithm.startsWith('HS');

/** Makes a key pair of the type and curve that the algorithm demands; RSA keys have 2048 bits. */
export const generateClientKey = async (algorithm: SigningAlgorithm): Promise<ClientKey> => {
  const namedCurve = CURVES[algorithm];
  if (algorithm === 'EdDSA') return { algorithm, ...(await generate('ed25519')) };
  const pair =
    namedCurve === undefined
      ? await generate('rsa', { modulusLength: 2048 })
      : await generate('ec', { namedCurve });
  return { algorithm, ...pair };
};

/** The key that a shared secret is: its UTF-8 bytes (OpenID Connect Core §9). */
export const secretClientKey = (algorithm: SigningAlgorithm, secret: string): ClientKey => {
  const key = createSecretKey(secret, 'utf8');
  return { algorithm, privateKey: key, publicKey: key };
};

/** PKCS#8, as a client's owner is handed it; encrypted (RFC 5958 §3) when there is a passphrase. */
export const privateKeyPem = ({ privateKey }: ClientKey, passphrase?: string): string =>
  privateKey
    .export({
      type: 'pkcs8',
      format: 'pem',
      ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
    })
    .toString();

/** What the server knows of the client's key pair (RFC 7517). */
export const publicJwk = (key: ClientKey, keyId: string | undefined): JsonWebKey => ({
  ...key.publicKey.export({ format: 'jwk' }),
  alg: key.algorithm,
  use: 'sig',
  ...(keyId === undefined ? {} : { kid: keyId }),
});

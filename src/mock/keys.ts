/** Fresh client keys for a declared algorithm (RFC 7518 §3.1): PKCS#8 PEM for the client, a public JWK for the server. */

import { generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { SigningAlgorithm } from '../declare/authorization.ts';

const generate = promisify(generateKeyPair);

const CURVES = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;

/** A client's key pair. */
export interface ClientKey {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const isEllipticCurve = (algorithm: SigningAlgorithm): algorithm is keyof typeof CURVES =>
  algorithm in CURVES;

/** Makes a key of the type and curve that the algorithm demands; RSA keys have 2048 bits. */
export const generateClientKey = async (algorithm: SigningAlgorithm): Promise<ClientKey> => {
  const pair = isEllipticCurve(algorithm)
    ? await generate('ec', { namedCurve: CURVES[algorithm] })
    : await generate('rsa', { modulusLength: 2048 });
  return { algorithm, ...pair };
};

/** PKCS#8, as a client's owner is handed it. */
export const privateKeyPem = (key: ClientKey): string =>
  key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What the server knows of the client's key (RFC 7517). */
export const publicJwk = (key: ClientKey, keyId: string | undefined): JsonWebKey => ({
  ...key.publicKey.export({ format: 'jwk' }),
  alg: key.algorithm,
  use: 'sig',
  ...(keyId === undefined ? {} : { kid: keyId }),
});

/** A public key as a JSON Web Key (RFC 7517), named by its thumbprint (RFC 7638). */

import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import type { SigningAlgorithm } from '../oauth/authorization.ts';
import type { KeyPair } from './key-pair.ts';

/** A public key that says what it is for. */
export interface PublicJwk extends JWK {
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

/** A private key, what it is wanted for, and the error when a text holds none. */

import { otherPublicPart } from '../messages/key.ts';
import type { SigningAlgorithm } from '../jwt/content.ts';

export interface PrivateKey {
  /** `P-256`, `RSA`, `RSA-PSS`, `Ed25519`, `oct`, … */
  readonly type: string;
  /** The secret exponent or scalar, big-endian; the seed of an Ed25519 key; the bytes of a shared secret. */
  readonly secret: Uint8Array;
  /** RSA: n, e, d, p, q, dP, dQ, qInv (RFC 8017 §3.2), without leading zeros. */
  readonly integers?: readonly Uint8Array[];
  /** Curves: the public part of a JWK. Of an EC key x and y, of full length each. */
  readonly publicPart?: Uint8Array;
  /** The `kid` of a JWK (RFC 7517 §4.5); absent where there is none. */
  readonly keyId?: string;
}

/** What a key is wanted for. */
export interface Wanted {
  readonly algorithm: SigningAlgorithm;
  /** Chooses the key of a JWK set; '' = whichever fits the algorithm. */
  readonly keyId: string;
  /** Of an encrypted key; '' = none given. */
  readonly passphrase: string;
  /** How a shared secret is written; absent = its bytes are those of the text itself. */
  readonly encoding?: 'base64' | 'base64url' | 'hex';
}

/** A key as it was read, before anybody looks whether it fits. */
export interface RawKey {
  readonly type: string;
  /** As it stands in the key; empty where numbers are. */
  readonly secret: Uint8Array;
  /** RSA: n, e, d and, where they are there, p and q. */
  readonly numbers?: readonly Uint8Array[];
  readonly publicPart?: Uint8Array | undefined;
  readonly keyId?: string;
}

/** What is wrong with a key, as the end of a sentence that begins with the variable's name. */
export class KeyProblem extends Error {}

/**
 * Where people put a JWK together, its parts may be those of two keys; only a curve's own arithmetic tells. Keys in DER are
 * made by programs.
 *
 * @param makeOwn makes the public part that belongs to the secret
 * @throws KeyProblem
 */
export function checkPublicPart({ publicPart }: PrivateKey, makeOwn: () => Uint8Array): void {
  if (publicPart && publicPart.join() !== makeOwn().join()) throw new KeyProblem(otherPublicPart);
}

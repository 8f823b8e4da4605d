/** A private key, what it is wanted for, and what there is to say when a text is none. */

import type { SigningAlgorithm } from 'postsmith';

export interface PrivateKey {
  /** `P-256`, `RSA`, `Ed25519`, `oct`, …; or an object identifier in hexadecimal that nobody here knows. */
  readonly type: string;
  /** The secret exponent or scalar, big-endian; the seed of an Ed25519 key; the bytes of a shared secret. */
  readonly secret: Uint8Array;
  /** RSA: n, e, d and, where the key has them, p, q, dP, dQ, qInv (RFC 8017 §3.2). */
  readonly integers?: readonly Uint8Array[];
  /** The `kid` of a JWK (RFC 7517 §4.5); absent or '' where there is none. */
  readonly keyId?: string;
}

/** What a key is wanted for. */
export interface Wanted {
  readonly algorithm: SigningAlgorithm;
  /** Chooses the key of a JWK set; '' = whichever fits the algorithm. */
  readonly keyId: string;
  /** Of an encrypted key; '' = none given. */
  readonly passphrase: string;
}

/**
 * Reads a key as people paste it.
 *
 * @throws KeyProblem, or rejects with it, that says what was given instead
 */
export type KeyReader = (text: string, wanted: Wanted) => PrivateKey | Promise<PrivateKey>;

/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** A key as it was read, before anybody looks whether it fits. */
export interface RawKey extends Pick<PrivateKey, 'type' | 'keyId'> {
  /** As it stands in the key; absent where numbers are. */
  readonly secret?: Uint8Array | undefined;
  /** The numbers of an RSA key, by name from a JWK or in the order of PKCS#1. */
  readonly numbers?: Members | readonly Uint8Array[];
}

/** The keys of one kind of algorithm. */
export interface Family {
  /** The type of key that an algorithm needs. */
  typeFor(algorithm: SigningAlgorithm): string;
  /** Returns the key ready for signing. @throws KeyProblem when it doesn't fit the algorithm */
  fit(key: RawKey, algorithm: SigningAlgorithm): PrivateKey;
}

/** What is wrong with a key, as the end of a sentence that begins with the variable's name. */
export class KeyProblem extends Error {}

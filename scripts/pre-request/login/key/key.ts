/** A private key, and what there is to say when a text is none. */

export interface PrivateKey {
  /** `P-256`, `RSA`, `Ed25519`, …; or an object identifier in hexadecimal that nobody here knows. */
  readonly type: string;
  /** The secret exponent or scalar, big-endian. */
  readonly secret: Uint8Array;
  /** RSA: n, e, d and, where the key has them, p, q, dP, dQ, qInv (RFC 8017 §3.2); else empty. */
  readonly integers: readonly Uint8Array[];
}

/** What is wrong with a key, as the end of a sentence that begins with the variable's name. */
export class KeyProblem extends Error {}

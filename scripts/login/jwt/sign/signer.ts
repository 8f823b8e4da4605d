/** What an algorithm of JWS is (RFC 7518 §3.1, RFC 8037 §3.1). The files beside this one export each under its name. */

import type { PrivateKey } from '../../keys/key.ts';

/** One algorithm. No signature's safety depends on a random number that can be guessed. */
export interface Signer {
  /** Returns the signature as a JWS carries it, before base64url. */
  sign(message: Uint8Array, key: PrivateKey): Uint8Array;
  /** The algorithm's hash as an HMAC (RFC 2104). */
  hmac(key: Uint8Array, message: Uint8Array): Uint8Array;
}

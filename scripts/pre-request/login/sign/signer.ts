/** What signs with one JWS algorithm. */

import type { PrivateKey } from '../key/key.ts';

/** One JWS algorithm (RFC 7518 §3.1). No signature's safety depends on a random number. */
export interface Signer {
  sign(message: Uint8Array, key: PrivateKey): Uint8Array;
  hmac(key: Uint8Array, message: Uint8Array): Uint8Array;
}

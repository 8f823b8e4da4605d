/** ECDSA (FIPS 186-5 §6.4.1) whose nonce comes from key and message (RFC 6979), never from a random number. */

import { ecdsa, weierstrass, type WeierstrassOpts } from '@noble/curves/abstract/weierstrass.js';
import { hmac } from '@noble/hashes/hmac.js';
import type { CHash } from '@noble/hashes/utils.js';
import type { Signer } from './signer.ts';

/** Returns the signer of one curve and hash. A signature is r and s, of full length each (RFC 7518 §3.4). */
export function ecdsaSigner(curve: WeierstrassOpts<bigint>, hash: CHash): Signer {
  // JWS wants s as it comes; `lowS` is a rule of Bitcoin's.
  const { sign } = ecdsa(weierstrass(curve), hash, { lowS: false });
  return {
    hmac: (key, message) => hmac(hash, key, message),
    sign: (message, { secret }) => sign(message, secret),
  };
}

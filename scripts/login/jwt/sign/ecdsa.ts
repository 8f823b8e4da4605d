/**
 * ECDSA (FIPS 186-5 §6.4.1), whose nonce comes from key and message (RFC 6979), never from a random number. A signature is
 * r and s, of full length each (RFC 7518 §3.4).
 */

import type { ECDSA } from '@noble/curves/abstract/weierstrass.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';
import { checkPublicPart } from '../../keys/key.ts';
import type { Signer } from './signer.ts';

function ecdsaSigner({ Point, sign, getPublicKey }: ECDSA, hash: CHash): Signer {
  // A login signs once: noble's table for many signatures would take longer than the signature.
  Point.BASE.precompute(1);
  return {
    hmac: (key, message) => hmac(hash, key, message),
    // JWS wants s as it comes; `lowS` is a rule of Bitcoin's.
    sign(message, key) {
      // Behind the mark of an uncompressed point stand x and y (SEC 1 §2.3.3).
      checkPublicPart(key, () => getPublicKey(key.secret, false).subarray(1));
      return sign(message, key.secret, { lowS: false });
    },
  };
}

// Marked as pure, so that a bundle carries only the curve that it needs.
export const ES256: Signer = /* @__PURE__ */ ecdsaSigner(p256, sha256);
export const ES384: Signer = /* @__PURE__ */ ecdsaSigner(p384, sha384);
export const ES512: Signer = /* @__PURE__ */ ecdsaSigner(p521, sha512);

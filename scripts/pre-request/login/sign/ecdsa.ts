/**
 * ECDSA (FIPS 186-5 §6.4.1) whose nonce comes from key and message (RFC 6979), never from a random number.
 *
 * Field, curve, nonce generator and inversion are `@noble/curves`'. Its ready-made `ecdsa()` takes the same steps where
 * there is no secure random source, but brings 9 KB for verification, key recovery and DER into every collection.
 */

import { invertCt } from '@noble/curves/abstract/modular.js';
import { weierstrass, type WeierstrassOpts } from '@noble/curves/abstract/weierstrass.js';
import { bytesToNumberBE, concatBytes, createHmacDrbg } from '@noble/curves/utils.js';
import { hmac } from '@noble/hashes/hmac.js';
import type { CHash } from '@noble/hashes/utils.js';
import type { Signer } from '../assertion.ts';

/** Returns the signer of one curve and hash. A signature is r and s, of full length each (RFC 7518 §3.4). */
export function ecdsaSigner(curve: WeierstrassOpts<bigint>, hash: CHash): Signer {
  const keyedHash = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(hash, key, message);
  const { BASE, Fn } = weierstrass(curve);
  /** The leftmost bits, as many as the group order has (RFC 6979 §2.3.2). */
  const toInteger = (bytes: Uint8Array): bigint =>
    bytesToNumberBE(bytes) >> BigInt(Math.max(0, bytes.length * 8 - Fn.BITS));

  return {
    hmac: keyedHash,
    sign(message, { secret }) {
      const x = Fn.fromBytes(secret);
      const e = Fn.create(toInteger(hash(message)));
      const nonces = createHmacDrbg<Uint8Array>(hash.outputLen, Fn.BYTES, keyedHash);
      return nonces(concatBytes(Fn.toBytes(x), Fn.toBytes(e)), (candidate) => {
        const k = toInteger(candidate);
        if (!Fn.isValidNot0(k)) return undefined;
        const r = Fn.create(BASE.multiply(k).toAffine().x);
        const s = Fn.mul(invertCt(k, Fn.ORDER), Fn.add(e, Fn.mul(r, x)));
        return r === 0n || s === 0n ? undefined : concatBytes(Fn.toBytes(r), Fn.toBytes(s));
      });
    },
  };
}

/** RSASSA-PSS (RFC 8017 §8.1) with MGF1 and a salt as long as the hash (RFC 7518 §3.5). */

import { hmac } from '@noble/hashes/hmac.js';
import type { CHash } from '@noble/hashes/utils.js';
import { modulusOf, signEncoded } from './rsa.ts';
import type { Signer } from './signer.ts';

/** What the current sandbox has and newman's lacks. */
declare const crypto: { getRandomValues?: (bytes: Uint8Array) => Uint8Array } | undefined;

const concat = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/**
 * Where there is no secure random source, the salt comes from an HMAC of the message under the private key: another for
 * each message, and nobody without the key can foresee it.
 */
const saltFor = (hash: CHash, message: Uint8Array, secret: Uint8Array): Uint8Array =>
  typeof crypto === 'object' && crypto.getRandomValues
    ? crypto.getRandomValues(new Uint8Array(hash.outputLen))
    : hmac(hash, secret, message);

/** MGF1 (RFC 8017 appendix B.2.1). */
function mask(hash: CHash, seed: Uint8Array, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / hash.outputLen) }, (_, counter) =>
    hash(concat(seed, Uint8Array.of(0, 0, 0, counter))),
  );
  return concat(...blocks).subarray(0, length);
}

/** EMSA-PSS (RFC 8017 §9.1.1), of `bits` bits at most. */
function encode(hash: CHash, message: Uint8Array, salt: Uint8Array, bits: number): Uint8Array {
  const length = Math.ceil(bits / 8);
  const digest = hash(concat(new Uint8Array(8), hash(message), salt));
  const block = new Uint8Array(length - digest.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const masked = mask(hash, digest, block.length).map((byte, at) => byte ^ (block[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & (255 >> (8 * length - bits));
  return concat(masked, digest, Uint8Array.of(0xbc));
}

/** Returns the signer of one hash. */
export const pssSigner = (hash: CHash): Signer => ({
  hmac: (key, message) => hmac(hash, key, message),
  sign(message, key) {
    const modulus = modulusOf(key);
    // One bit less than the modulus has: its first byte may begin with zeros.
    const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 23;
    return signEncoded(encode(hash, message, saltFor(hash, message, key.secret), bits), key);
  },
});

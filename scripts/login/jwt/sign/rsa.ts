/**
 * RSA signatures (RFC 8017 §8): PKCS#1 v1.5, which needs no random number, and PSS, whose salt need not be secret. This is
 * the only file that imports jsrsasign. Hashes are the sandbox's own, as for HMAC.
 */

import { BigInteger, RSAKey } from 'jsrsasign/lib/jsrsasign-rsa-min.js';
import { fromHex, hex } from '../../bytes.ts';
import { KeyProblem, type PrivateKey } from '../../keys/key.ts';
import { damaged } from '../../messages/key.ts';
import { digest, hmac, type Hash } from '../../sandbox-crypto.ts';
import type { Signer } from './signer.ts';

/** What the current sandbox has and newman's lacks. */
declare const crypto: { getRandomValues?: (bytes: Uint8Array) => Uint8Array } | undefined;

const concat = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** Bytes. */
const lengthOf = (hash: Hash): number => Number(hash.slice(3)) / 8;

/** The modulus; a signature is as long. */
const modulusOf = ({ integers: [modulus = new Uint8Array()] = [] }: PrivateKey): Uint8Array => modulus;

/**
 * Returns the signature of an encoded message, which is a number below the modulus (RFC 8017 §5.2.1).
 *
 * @throws KeyProblem when the key's numbers don't belong together
 */
function signEncoded(encoded: Uint8Array, key: PrivateKey): Uint8Array {
  const [n = '', e = '', d = '', p = '', q = '', dP = '', dQ = '', qInverse = ''] = (key.integers ?? []).map(
    hex,
  );
  const rsa = new RSAKey();
  rsa.setPrivateEx(n, e, d, p, q, dP, dQ, qInverse);
  const message = new BigInteger(hex(encoded), 16);
  const signature = rsa.doPrivate(message);
  // A signature by a key whose numbers don't belong together is not just invalid: it can give the key away.
  if (rsa.doPublic(signature).toString(16) !== message.toString(16)) throw new KeyProblem(damaged);
  return fromHex(signature.toString(16).padStart(modulusOf(key).length * 2, '0'));
}

/**
 * Returns the signer of one hash (RFC 8017 §8.2).
 *
 * @param prefix what stands before a digest of it, in hexadecimal (§9.2, note 1)
 */
const pkcs1Signer = (hash: Hash, prefix: string): Signer => ({
  hmac: (key, message) => hmac(hash, key, message),
  sign(message, key) {
    const digestInfo = concat(fromHex(prefix), digest(hash, message));
    const encoded = new Uint8Array(modulusOf(key).length).fill(255);
    encoded.set([0, 1]);
    encoded.set([0, ...digestInfo], encoded.length - digestInfo.length - 1);
    return signEncoded(encoded, key);
  },
});

/**
 * The salt of PSS, as long as the hash (RFC 7518 §3.5). Where there is no secure random source, it comes from an HMAC of the
 * message under the private key: another for each message, and nobody without the key can foresee it.
 */
const saltFor = (hash: Hash, message: Uint8Array, secret: Uint8Array): Uint8Array =>
  typeof crypto === 'object' && crypto.getRandomValues
    ? crypto.getRandomValues(new Uint8Array(lengthOf(hash)))
    : hmac(hash, secret, message);

/** MGF1 (RFC 8017 appendix B.2.1). */
function mask(hash: Hash, seed: Uint8Array, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / lengthOf(hash)) }, (_, counter) =>
    digest(hash, concat(seed, Uint8Array.of(0, 0, 0, counter))),
  );
  return concat(...blocks).subarray(0, length);
}

/** EMSA-PSS (RFC 8017 §9.1.1), of `bits` bits at most. */
function encodePss(hash: Hash, message: Uint8Array, salt: Uint8Array, bits: number): Uint8Array {
  const length = Math.ceil(bits / 8);
  const hashed = digest(hash, concat(new Uint8Array(8), digest(hash, message), salt));
  const block = new Uint8Array(length - hashed.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const masked = mask(hash, hashed, block.length).map((byte, at) => byte ^ (block[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & (255 >> (8 * length - bits));
  return concat(masked, hashed, Uint8Array.of(0xbc));
}

/** Returns the signer of one hash, with which MGF1 works too (RFC 8017 §8.1). */
const pssSigner = (hash: Hash): Signer => ({
  hmac: (key, message) => hmac(hash, key, message),
  sign(message, key) {
    const modulus = modulusOf(key);
    // One bit less than the modulus has: its first byte may begin with zeros.
    const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 23;
    return signEncoded(encodePss(hash, message, saltFor(hash, message, key.secret), bits), key);
  },
});

export const RS256 = pkcs1Signer('SHA256', '3031300d060960864801650304020105000420');
export const RS384 = pkcs1Signer('SHA384', '3041300d060960864801650304020205000430');
export const RS512 = pkcs1Signer('SHA512', '3051300d060960864801650304020305000440');
export const PS256 = pssSigner('SHA256');
export const PS384 = pssSigner('SHA384');
export const PS512 = pssSigner('SHA512');

/** The numbers of an RSA key (RFC 8017 §3.2): whether they belong together, and those that a key may leave out. */

import { fromHex, hex } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { KeyProblem } from './key.ts';

/** Bits of the smallest key that RFC 7518 §3.3 permits, and of the largest with which a sandbox signs in a few seconds. */
const FEWEST = 2048;
const MOST = 8192;

const toBytes = (value: bigint): Uint8Array => {
  const digits = value.toString(16);
  return fromHex(digits.padStart(digits.length + (digits.length % 2), '0'));
};

const bitsOf = ([first = 0, ...rest]: Uint8Array): number => rest.length * 8 + 32 - Math.clz32(first);

const withoutZeros = (bytes: Uint8Array): Uint8Array => {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? new Uint8Array() : bytes.subarray(first);
};

/**
 * Returns n, e, d, p, q, dP, dQ and qInv.
 *
 * @param numbers n, e, d and, if the key has them, p and q; leading zeros don't count
 * @throws KeyProblem when the key is too short, or its numbers make no key
 */
export function completeRsa(numbers: readonly Uint8Array[], algorithm: string): readonly Uint8Array[] {
  const [modulus = new Uint8Array(), ...others] = numbers.map(withoutZeros);
  const bits = bitsOf(modulus);
  if (others.length < 2 || others.some(({ length }) => length === 0 || length > modulus.length))
    throw new KeyProblem(say.damaged);
  if (bits < FEWEST) throw new KeyProblem(say.shortRsa(bits, algorithm));
  if (bits > MOST) throw new KeyProblem(say.longRsa(bits));
  const [n = 0n, e = 0n, d = 0n, ...given] = [modulus, ...others].map((bytes) => BigInt(`0x${hex(bytes)}`));
  const [p, q] = given.length > 0 ? given : primesOf(n, e, d);
  if (!p || !q || p * q !== n || p < 2n || q < 2n || e < 3n || !isInverse(e, d, p) || !isInverse(e, d, q))
    throw new KeyProblem(say.damaged);
  return [n, e, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)].map(toBytes);
}

const isInverse = (e: bigint, d: bigint, prime: bigint): boolean => (e * d - 1n) % (prime - 1n) === 0n;

/** Bases to try; each one finds the primes in at least half of all keys. */
const BASES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n];

/** Finds p and q as a root of 1 gives them away (NIST SP 800-56B, appendix C). */
function primesOf(n: bigint, e: bigint, d: bigint): readonly bigint[] {
  let odd = e * d - 1n;
  let halvings = 0;
  for (; odd > 0n && odd % 2n === 0n; odd /= 2n) halvings += 1;
  for (const base of BASES) {
    let root = power(base, odd, n);
    for (let halving = 0; halving < halvings; halving += 1) {
      const square = (root * root) % n;
      if (square === 1n && root !== 1n && root !== n - 1n) {
        const p = divisor(root - 1n, n);
        return [p, n / p];
      }
      root = square;
    }
    if (root !== 1n) return [];
  }
  return [];
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const digit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (digit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** The greatest that both have in common. */
const divisor = (one: bigint, other: bigint): bigint => (other === 0n ? one : divisor(other, one % other));

/** What times `value` leaves 1 when it is divided by the prime (Euclid's extended algorithm). */
function inverse(value: bigint, prime: bigint): bigint {
  let [rest, next] = [prime, value % prime];
  let [factor, nextFactor] = [0n, 1n];
  while (next > 1n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return nextFactor < 0n ? nextFactor + prime : nextFactor;
}

/** Whether a key fits the algorithm (RFC 7518 §3.3, §3.4). */

import type { SigningAlgorithm } from 'postsmith';
import * as say from '../messages/key.ts';
import { KeyProblem, type PrivateKey } from './key.ts';

const CURVES: Readonly<Record<string, readonly [curve: string, bytes: number]>> = {
  ES256: ['P-256', 32],
  ES384: ['P-384', 48],
  ES512: ['P-521', 66],
};

/** Bits of the smallest RSA key that RFC 7518 §3.3 permits. */
const RSA_BITS = 2048;

/** Drops leading zeros, then fills up to `length` bytes: encoders differ in both. */
function padded(bytes: Uint8Array, length: number): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? new Uint8Array() : bytes.subarray(first);
  if (digits.length === 0 || digits.length > length) throw new KeyProblem(say.damaged);
  const result = new Uint8Array(length);
  result.set(digits, length - digits.length);
  return result;
}

/** Returns the key, its secret as long as the curve demands. @throws KeyProblem */
export function requireFit(key: PrivateKey, algorithm: SigningAlgorithm): PrivateKey {
  const [curve, length] = CURVES[algorithm] ?? ['RSA', 0];
  if (key.type !== curve) throw new KeyProblem(say.misfit(key.type, algorithm, curve));
  if (length > 0) return { ...key, secret: padded(key.secret, length) };
  const modulus = key.integers[0] ?? new Uint8Array();
  const bits = (modulus.length - (modulus[0] === 0 ? 1 : 0)) * 8;
  if (bits < RSA_BITS) throw new KeyProblem(say.shortRsa(bits, algorithm));
  return key;
}

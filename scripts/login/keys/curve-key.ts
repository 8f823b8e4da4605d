/** Keys of ECDSA and EdDSA (RFC 7518 §3.4, RFC 8037 §3.1). */

import { fromHex, hex } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { KeyProblem, type Family } from './key.ts';

/** The curve that an algorithm needs, the bytes of a secret on it, and how many of them no encoder may leave out. */
const CURVES: Readonly<Record<string, readonly [curve: string, bytes: number, least?: number]>> = {
  ES256: ['P-256', 32],
  ES384: ['P-384', 48],
  ES512: ['P-521', 66],
  EdDSA: ['Ed25519', 32, 32],
};

export const curves: Family = {
  typeFor: (algorithm) => CURVES[algorithm]?.[0] ?? '',
  fit(key, algorithm) {
    const [curve = '', length = 0, least = 1] = CURVES[algorithm] ?? [];
    const { type, secret = new Uint8Array() } = key;
    if (type !== curve) throw new KeyProblem(say.misfit(type, algorithm, curve));
    // Some encoders put zeros before a scalar, some leave them out.
    const digits = hex(secret).replace(/^(00)+/, '');
    if (!digits || secret.length < least || digits.length > length * 2) throw new KeyProblem(say.damaged);
    return { ...key, secret: fromHex(digits.padStart(length * 2, '0')) };
  },
};

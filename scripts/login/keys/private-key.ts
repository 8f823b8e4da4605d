/** Reads the private key of an asymmetric algorithm: PKCS#8, SEC1, PKCS#1 or JWK, in every wrapping in which people paste it. */

import type { SigningAlgorithm } from '../jwt/content.ts';
import { fromHex, hex } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { readDer } from './der.ts';
import { readJwk } from './jwk.ts';
import { decodePem, isJson, normaliseKey, refuseOthers } from './key-text.ts';
import { KeyProblem, type PrivateKey, type RawKey, type Wanted } from './key.ts';
import { openPbes2, type DecryptKey } from './pbes2.ts';
import { completeRsa } from './rsa.ts';

interface Curve {
  readonly type: string;
  /** Bytes of a secret on it. */
  readonly length: number;
  /** The order of its points, in hexadecimal (SP 800-186 §3.2.1); a secret is below it. */
  readonly order?: string;
}

const ALL = 'f'.repeat(32);

const CURVES: Readonly<Record<string, Curve>> = {
  ES256: {
    type: 'P-256',
    length: 32,
    order: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  },
  ES384: {
    type: 'P-384',
    length: 48,
    order: `${ALL}ffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973`,
  },
  ES512: {
    type: 'P-521',
    length: 66,
    order: `01${ALL}${ALL}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
  },
  EdDSA: { type: 'Ed25519', length: 32 },
};

/** The type of key that an algorithm needs. */
export const keyTypeFor = (algorithm: SigningAlgorithm): string =>
  algorithm.startsWith('HS') ? 'oct' : (CURVES[algorithm]?.type ?? 'RSA');

/**
 * Returns the key of a text.
 *
 * @param decrypt opens an encrypted key; absent = nobody has declared a passphrase
 * @throws KeyProblem that says what was given instead
 */
export function readPrivateKey(value: string, wanted: Wanted, decrypt?: DecryptKey): PrivateKey {
  const { algorithm, passphrase } = wanted;
  refuseOthers(value);
  const text = normaliseKey(value);
  const type = keyTypeFor(algorithm);
  const key = isJson(text)
    ? readJwk(text, wanted, type)
    : readDer(decodePem(text), (scheme, data) => openPbes2(scheme, data, passphrase, decrypt));
  // A key that is restricted to PSS has a type of its own (RFC 4055 §1.2).
  const isFit = key.type === type || (key.type === 'RSA-PSS' && algorithm.startsWith('PS'));
  if (!isFit) throw new KeyProblem(say.misfit(key.type, algorithm, type));
  const curve = CURVES[algorithm];
  return curve ? fitCurve(key, curve) : fitRsa(key, algorithm);
}

function fitRsa({ numbers = [], ...key }: RawKey, algorithm: SigningAlgorithm): PrivateKey {
  const integers = completeRsa(numbers, algorithm);
  return { type: key.type, keyId: key.keyId ?? '', secret: integers[2] ?? key.secret, integers };
}

function fitCurve({ type, secret, publicPart, keyId = '' }: RawKey, { length, order }: Curve): PrivateKey {
  // Some encoders put zeros before a scalar, some leave them out.
  const digits = order
    ? hex(secret)
        .replace(/^(00)+/, '')
        .padStart(length * 2, '0')
    : hex(secret);
  if (digits.length !== length * 2) throw new KeyProblem(say.damaged);
  if (order && (/^0*$/.test(digits) || digits >= order)) throw new KeyProblem(say.outOfRange);
  const isWhole = publicPart?.length === (order ? length * 2 : length);
  return { type, keyId, secret: fromHex(digits), ...(isWhole && { publicPart }) };
}

/** Reads a private key in PKCS#8 (RFC 5958), SEC1 (RFC 5915), PKCS#1 (RFC 8017 appendix A.1.2) or as a JWK (RFC 7517). */

import { hex } from '../bytes.ts';
import * as say from '../messages/key.ts';
import {
  BIT_STRING,
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  readValues,
  SEQUENCE,
  type DerValue,
} from './der.ts';
import { readJwk } from './jwk.ts';
import { decodePem } from './key-text.ts';
import { KeyProblem, type PrivateKey } from './key.ts';

const RSA = '2a864886f70d010101';
const EC = '2a8648ce3d0201';

/** Object identifiers of curves and key types. */
const NAMES: Readonly<Record<string, string>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
  '2b6570': 'Ed25519',
};

/** Returns the key. @throws KeyProblem that says what was given instead. */
export function readPrivateKey(text: string): PrivateKey {
  if (text.startsWith('{')) return readJwk(text);
  const bytes = decodePem(text);
  try {
    return readDer(bytes);
  } catch (error) {
    if (error instanceof KeyProblem) throw error;
    throw new KeyProblem(say.truncated);
  }
}

/** Which format it is shows in its first values, whatever the label above it says. */
function readDer(bytes: Uint8Array): PrivateKey {
  const [outer] = readValues(bytes);
  if (outer?.tag !== SEQUENCE) throw new KeyProblem(say.noKey);
  const values = readValues(outer.content);
  const [first, second, third] = values;
  if (first?.tag === INTEGER && second?.tag === SEQUENCE && third?.tag === OCTET_STRING)
    return readPkcs8(second, third);
  if (first?.tag === INTEGER && second?.tag === OCTET_STRING) return readSec1(values, undefined);
  if (first?.tag === INTEGER && second?.tag === INTEGER && values.length >= 9) return readPkcs1(values);
  if (second?.tag === BIT_STRING || (values.length === 2 && second?.tag === INTEGER))
    throw new KeyProblem(say.publicKey);
  if (second?.tag === OCTET_STRING) throw new KeyProblem(say.encrypted);
  throw new KeyProblem(third?.tag === BIT_STRING ? say.certificate : say.noKey);
}

function readPkcs8(algorithm: DerValue, inner: DerValue): PrivateKey {
  const [identifier, parameters] = readValues(algorithm.content);
  const type = identifier === undefined ? '' : hex(identifier.content);
  if (type !== EC && type !== RSA) return { type: NAMES[type] ?? type, secret: inner.content, integers: [] };
  const values = readValues(readValues(inner.content)[0]?.content ?? inner.content);
  return type === RSA ? readPkcs1(values) : readSec1(values, parameters);
}

/** The curve stands in the key, or in the PKCS#8 wrapping around it. */
function readSec1([, secret, ...optional]: readonly DerValue[], outer: DerValue | undefined): PrivateKey {
  const inner = optional.find(({ tag }) => tag === 0xa0);
  const curve = inner === undefined ? outer : readValues(inner.content)[0];
  const type = curve?.tag === OBJECT_IDENTIFIER ? hex(curve.content) : '';
  return { type: NAMES[type] ?? type, secret: secret?.content ?? new Uint8Array(), integers: [] };
}

function readPkcs1(values: readonly DerValue[]): PrivateKey {
  const integers = values.slice(1, 9).map(({ content }) => content);
  return { type: 'RSA', secret: integers[2] ?? new Uint8Array(), integers };
}

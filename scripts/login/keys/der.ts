/** Reads private keys in DER (ITU-T X.690): PKCS#8 (RFC 5958), SEC1 (RFC 5915), PKCS#1 (RFC 8017 appendix A.1.2). */

import { hex } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { KeyProblem, type RawKey } from './key.ts';

interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
}

export const SEQUENCE = 0x30;
export const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;

const EMPTY = new Uint8Array();

/** Stands for a value that a key lacks. */
const NONE: DerValue = { tag: 0, content: EMPTY };

/** The values that follow one another in `bytes`. @throws KeyProblem when the last one is cut off */
export function readValues(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? NaN;
    at += 2;
    if (length > 0x7f) {
      const size = length - 0x80;
      length = parseInt(hex(bytes.subarray(at, at + size)), 16);
      at += size;
    }
    if (!(at + length <= bytes.length)) throw new KeyProblem(say.damaged);
    values.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return values;
}

/** Object identifiers of key types and curves. */
const NAMES: Readonly<Record<string, string>> = {
  '2a8648ce3d0201': 'EC',
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
  '2b6570': 'Ed25519',
  '2b6571': 'Ed448',
  '2a864886f70d010101': 'RSA',
  '2a864886f70d01010a': 'RSA-PSS',
};

const nameOf = (identifier: DerValue | undefined): string =>
  identifier?.tag === OBJECT_IDENTIFIER ? (NAMES[hex(identifier.content)] ?? '') : '';

/**
 * Reads a key. Which format it has shows in the tags of its values, whatever the label above it says.
 *
 * @param decrypt opens encrypted PKCS#8, given its scheme and its data (RFC 5958 §3)
 * @throws KeyProblem
 */
export function readDer(
  bytes: Uint8Array,
  decrypt: (scheme: Uint8Array, data: Uint8Array) => Uint8Array,
): RawKey {
  const [outer = NONE] = readValues(bytes);
  const values = outer.tag === SEQUENCE ? readValues(outer.content) : [];
  const tags = hex(Uint8Array.from(values, ({ tag }) => tag));
  const is = (beginning: string): boolean => tags.startsWith(beginning);
  const [first = NONE, second = NONE, third = NONE] = values;
  if (is('023004')) return readPkcs8(second, third);
  if (is('0204')) return readSec1(values);
  if (is('020202020202020202')) return readPkcs1(values);
  if (is('3003') || tags === '0202') throw new KeyProblem(say.publicKey);
  if (is('303003')) throw new KeyProblem(say.certificate);
  if (is('0230')) throw new KeyProblem(say.pkcs12);
  if (!is('3004')) throw new KeyProblem(say.noKey);
  return readDer(decrypt(first.content, second.content), () => EMPTY);
}

function readPkcs8(algorithm: DerValue, inner: DerValue): RawKey {
  const [identifier, parameters] = readValues(algorithm.content);
  const type = nameOf(identifier);
  const [{ content } = NONE] = readValues(inner.content);
  if (type === 'EC') return readSec1(readValues(content), parameters);
  return type.startsWith('RSA') ? readPkcs1(readValues(content), type) : { type, secret: content };
}

/** The curve stands in the key, or in the PKCS#8 wrapping around it. */
function readSec1([, secret = NONE, ...optional]: readonly DerValue[], outer?: DerValue): RawKey {
  const inner = optional.find(({ tag }) => tag === 0xa0);
  return { type: nameOf(inner ? readValues(inner.content)[0] : outer), secret: secret.content };
}

function readPkcs1([version, ...values]: readonly DerValue[], type = 'RSA'): RawKey {
  if (version?.content[0] === 1) throw new KeyProblem(say.manyPrimes);
  return { type, secret: EMPTY, numbers: values.slice(0, 5).map(({ content }) => content) };
}

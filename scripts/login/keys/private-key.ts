/** Reads a private key in PKCS#8 (RFC 5958), SEC1 (RFC 5915), PKCS#1 (RFC 8017 appendix A.1.2) or as a JWK (RFC 7517). */

import { hex } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { OBJECT_IDENTIFIER, readValues, SEQUENCE, type DerValue } from './der.ts';
import { readJwk } from './jwk.ts';
import { decodePem, normaliseKey } from './key-text.ts';
import { KeyProblem, type Family, type PrivateKey, type RawKey, type Wanted } from './key.ts';

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

const nameOf = (identifier: DerValue | undefined): string => {
  const digits = identifier?.tag === OBJECT_IDENTIFIER ? hex(identifier.content) : '';
  return NAMES[digits] ?? digits;
};

/** Reads what an encrypted key consists of: its scheme and the encrypted bytes (RFC 5958 §3). @throws KeyProblem */
export type Decrypt = (scheme: Uint8Array, data: Uint8Array) => RawKey;

/** Returns the key if it fits. @throws KeyProblem that says what was given instead. */
export function readPrivateKey(value: string, wanted: Wanted, family: Family, decrypt?: Decrypt): PrivateKey {
  const { algorithm } = wanted;
  const text = normaliseKey(value);
  const key = text.startsWith('{')
    ? readJwk(text, wanted, family.typeFor(algorithm))
    : readDer(decodePem(text), decrypt);
  return family.fit(key, algorithm);
}

/** Stands for a value that a key lacks. */
const NONE: DerValue = { tag: 0, content: new Uint8Array() };

/** Which format it is shows in the tags of its values, whatever the label above it says. */
export function readDer(bytes: Uint8Array, decrypt?: Decrypt): RawKey {
  const [outer = NONE] = readValues(bytes);
  const values = outer.tag === SEQUENCE ? readValues(outer.content) : [];
  const tags = hex(Uint8Array.from(values, ({ tag }) => tag));
  const is = (beginning: string): boolean => tags.startsWith(beginning);
  const [first = NONE, second = NONE, third = NONE] = values;
  if (is('023004')) return readPkcs8(second, third);
  if (is('0204')) return readSec1(values);
  if (is('020202020202020202')) return readPkcs1(values);
  if (is('3003') || tags === '0202') throw new KeyProblem(say.publicKey);
  if (!is('3004')) throw new KeyProblem(is('303003') ? say.certificate : say.noKey);
  if (!decrypt) throw new KeyProblem(say.encrypted);
  return decrypt(first.content, second.content);
}

function readPkcs8(algorithm: DerValue, inner: DerValue): RawKey {
  const [identifier, parameters] = readValues(algorithm.content);
  const type = nameOf(identifier);
  const [{ content } = inner] = readValues(inner.content);
  if (type === 'EC') return readSec1(readValues(content), parameters);
  return type[0] === 'R' ? readPkcs1(readValues(content), type) : { type, secret: content };
}

/** The curve stands in the key, or in the PKCS#8 wrapping around it. */
function readSec1([, secret, ...optional]: readonly DerValue[], outer?: DerValue): RawKey {
  const inner = optional.find(({ tag }) => tag === 0xa0);
  return { type: nameOf(inner ? readValues(inner.content)[0] : outer), secret: secret?.content };
}

const readPkcs1 = (values: readonly DerValue[], type = 'RSA'): RawKey => ({
  type,
  numbers: values.slice(1, 9).map(({ content }) => content),
});

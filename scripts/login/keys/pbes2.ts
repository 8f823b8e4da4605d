/** Opens an encrypted PKCS#8 key: PBES2 with PBKDF2 (RFC 5958 §3, RFC 8018 §6.2, appendix A.2 and A.4). */

import { hex, utf8 } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { OCTET_STRING, readValues, SEQUENCE } from './der.ts';
import { KeyProblem } from './key.ts';

/** What PBKDF2 makes a key of (RFC 8018 §5.2). */
interface Derivation {
  readonly hash: 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512';
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** How a key is encrypted. */
interface Encryption {
  readonly cipher: 'AES' | 'TripleDES';
  /** Bytes. */
  readonly keyLength: number;
  readonly iv: Uint8Array;
}

/** Decrypts in CBC mode under a key made of `password`. The padding stays on (RFC 8018 §6.2.2). */
export type DecryptKey = (
  data: Uint8Array,
  password: Uint8Array,
  derivation: Derivation,
  encryption: Encryption,
) => Uint8Array;

const PBES2 = '2a864886f70d01050d';
const PBKDF2 = '2a864886f70d01050c';

/** What PBKDF2 uses an HMAC of. */
const HASHES: Readonly<Record<string, Derivation['hash']>> = {
  '2a864886f70d0207': 'SHA1',
  '2a864886f70d0209': 'SHA256',
  '2a864886f70d020a': 'SHA384',
  '2a864886f70d020b': 'SHA512',
};

/** Ciphers in CBC mode, and the bytes of their keys. */
const CIPHERS: Readonly<Record<string, readonly [cipher: Encryption['cipher'], keyLength: number]>> = {
  '2a864886f70d0307': ['TripleDES', 24],
  '608648016503040102': ['AES', 16],
  '608648016503040116': ['AES', 24],
  '60864801650304012a': ['AES', 32],
};

/** More would take minutes in a sandbox. */
const MOST_ITERATIONS = 2_000_000;

const EMPTY = new Uint8Array();

/** An AlgorithmIdentifier (RFC 5280 §4.1.1.2): what it names, and its parameters. */
function readIdentifier(bytes: Uint8Array = EMPTY): readonly [name: string, parameters: Uint8Array] {
  const [identifier, parameters] = readValues(bytes);
  return [hex(identifier?.content ?? EMPTY), parameters?.content ?? EMPTY];
}

/** @throws KeyProblem when it is done in a way that is not known here */
function readScheme(scheme: Uint8Array): readonly [Derivation, Encryption] {
  const [name, parameters] = readIdentifier(scheme);
  const [derivation, encryption] = name === PBES2 ? readValues(parameters) : [];
  const [derived, settings] = readIdentifier(derivation?.content);
  const [encrypted, iv] = readIdentifier(encryption?.content);
  const [salt, count, ...optional] = derived === PBKDF2 ? readValues(settings) : [];
  const named = optional.find(({ tag }) => tag === SEQUENCE);
  // Without a name it is HMAC with SHA-1 (RFC 8018 appendix A.2).
  const hash = named ? HASHES[readIdentifier(named.content)[0]] : 'SHA1';
  const [cipher, keyLength] = CIPHERS[encrypted] ?? [];
  const iterations = parseInt(hex(count?.content ?? EMPTY), 16);
  if (salt?.tag !== OCTET_STRING || !(iterations <= MOST_ITERATIONS) || !hash || !cipher || !keyLength)
    throw new KeyProblem(say.otherEncryption);
  return [
    { hash, salt: salt.content, iterations },
    { cipher, keyLength, iv },
  ];
}

/** Takes the padding off (RFC 8018 §6.1.1, step 4). @throws RangeError when it is none */
function unpad(bytes: Uint8Array): Uint8Array {
  const length = bytes[bytes.length - 1] ?? 0;
  const padding = bytes.subarray(bytes.length - length);
  if (length < 1 || length > 16 || padding.some((byte) => byte !== length)) throw new RangeError();
  return bytes.subarray(0, -length);
}

/**
 * Returns the DER bytes of a key that was encrypted.
 *
 * @param decrypt absent = nobody has declared a passphrase
 * @throws KeyProblem
 */
export function openPbes2(
  scheme: Uint8Array,
  data: Uint8Array,
  passphrase: string,
  decrypt: DecryptKey | undefined,
): Uint8Array {
  if (!decrypt) throw new KeyProblem(say.encrypted);
  const [derivation, encryption] = readScheme(scheme);
  if (passphrase === '') throw new KeyProblem(say.noPassphrase);
  try {
    const bytes = unpad(decrypt(data, utf8(passphrase), derivation, encryption));
    // What the wrong passphrase makes of a key is no key, even where the padding looks right.
    if (readValues(bytes)[0]?.tag === SEQUENCE) return bytes;
  } catch {
    // The sentence below says more.
  }
  throw new KeyProblem(say.wrongPassphrase);
}

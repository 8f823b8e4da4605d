/**
 * What is used of crypto-js, which both sandboxes bring along, so that it costs a collection no bytes: the only file that
 * requires it. Nothing here takes a random number.
 */

import { fromHex, hex } from './bytes.ts';
import type { DecryptKey } from './keys/pbes2.ts';

/** Bytes, as crypto-js keeps them. */
interface Words {
  /** In hexadecimal. */
  toString(): string;
}

type Digest = (message: Words) => Words;
type KeyedDigest = (message: Words, key: Words) => Words;
export type Hash = 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512';

/** The little that is used; crypto-js has no types here. */
type CryptoJs = Readonly<Record<Hash, Digest>> &
  Readonly<Record<`Hmac${Hash}`, KeyedDigest>> & {
    readonly enc: { readonly Hex: { parse(digits: string): Words } };
    readonly algo: Readonly<Record<Hash, unknown>>;
    readonly pad: { readonly NoPadding: unknown };
    PBKDF2(password: Words, salt: Words, options: object): Words;
  } & Readonly<Record<'AES' | 'TripleDES', { decrypt(input: object, key: Words, options: object): Words }>>;

const load = (): CryptoJs => require('crypto-js');

const words = (bytes: Uint8Array): Words => load().enc.Hex.parse(hex(bytes));
const bytesOf = (result: Words): Uint8Array => fromHex(result.toString());

/** FIPS 180-4. */
export const digest = (hash: Hash, message: Uint8Array): Uint8Array => bytesOf(load()[hash](words(message)));

/** RFC 2104. */
export const hmac = (hash: Hash, key: Uint8Array, message: Uint8Array): Uint8Array =>
  bytesOf(load()[`Hmac${hash}`](words(message), words(key)));

/** Opens an encrypted private key. */
export const decrypt: DecryptKey = (
  data,
  password,
  { hash, salt, iterations },
  { cipher, keyLength, iv },
) => {
  const { PBKDF2, algo, pad, ...library } = load();
  const key = PBKDF2(words(password), words(salt), {
    keySize: keyLength / 4,
    iterations,
    hasher: algo[hash],
  });
  const options = { iv: words(iv), padding: pad.NoPadding };
  return bytesOf(library[cipher].decrypt({ ciphertext: words(data) }, key, options));
};

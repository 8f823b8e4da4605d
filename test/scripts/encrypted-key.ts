/** Encrypts PKCS#8 keys in every way that PBES2 knows, with node:crypto (RFC 5958 §3, RFC 8018 appendix A). */

import { createCipheriv, createHash, pbkdf2Sync, randomBytes, type KeyObject } from 'node:crypto';

const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
const octets = (content: Uint8Array): Buffer => der(0x04, content);
const identifier = (digits: string): Buffer => der(0x06, Buffer.from(digits, 'hex'));
const none = der(0x05);

/** As short as can be, and with its first bit unset (X.690 §8.3). */
const integer = (value: number): Buffer => {
  const digits = value.toString(16);
  const even = digits.padStart(digits.length + (digits.length % 2), '0');
  return der(0x02, Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex'));
};

/** Object identifiers of the HMACs; the default stands nowhere. */
const prfs = {
  default: undefined,
  sha1: '2a864886f70d0207',
  sha224: '2a864886f70d0208',
  sha256: '2a864886f70d0209',
  sha384: '2a864886f70d020a',
  sha512: '2a864886f70d020b',
} as const;

const ciphers = {
  'aes-128-cbc': ['608648016503040102', 16, 16],
  'aes-192-cbc': ['608648016503040116', 24, 16],
  'aes-256-cbc': ['60864801650304012a', 32, 16],
  'des-ede3-cbc': ['2a864886f70d0307', 24, 8],
} as const;

export interface Scheme {
  readonly prf: keyof typeof prfs;
  readonly cipher: keyof typeof ciphers;
  readonly iterations?: number;
  /** True: the key's length stands among the parameters. */
  readonly withLength?: boolean;
}

const pemOf = (content: Uint8Array): string => {
  const lines =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN ENCRYPTED PRIVATE KEY-----', ...lines, '-----END ENCRYPTED PRIVATE KEY-----', ''].join(
    '\n',
  );
};

const pkcs8 = (key: KeyObject): Buffer => key.export({ type: 'pkcs8', format: 'der' });

/** Encrypts in the way that is named. */
export const encryptKey = (key: KeyObject, passphrase: string, scheme: Scheme): string => {
  const { prf, cipher, iterations = 2048, withLength = false } = scheme;
  const [cipherName, keyLength, blockLength] = ciphers[cipher];
  const [salt, iv] = [randomBytes(8), randomBytes(blockLength)];
  const hash = prf === 'default' ? 'sha1' : prf;
  const derived = pbkdf2Sync(passphrase, salt, iterations, keyLength, hash);
  const encryption = createCipheriv(cipher, derived, iv);
  const data = Buffer.concat([encryption.update(pkcs8(key)), encryption.final()]);
  const prfName = prfs[prf];
  const parameters = sequence(
    octets(salt),
    integer(iterations),
    ...(withLength ? [integer(keyLength)] : []),
    ...(prfName === undefined ? [] : [sequence(identifier(prfName), none)]),
  );
  const scheme2 = sequence(
    identifier('2a864886f70d01050d'),
    sequence(
      sequence(identifier('2a864886f70d01050c'), parameters),
      sequence(identifier(cipherName), octets(iv)),
    ),
  );
  return pemOf(sequence(scheme2, octets(data)));
};

/** A key as `openssl pkcs8 -topk8 -v1 PBE-MD5-DES` and the like write it: only its scheme matters. */
export const encryptedWithPbes1 = (key: KeyObject): string => {
  const parameters = sequence(octets(randomBytes(8)), integer(2048));
  const data = createHash('sha512').update(pkcs8(key)).digest();
  return pemOf(sequence(sequence(identifier('2a864886f70d010503'), parameters), octets(data)));
};

/** A key as `openssl pkcs8 -topk8 -scrypt` writes it. */
export const encryptedWithScrypt = (key: KeyObject): string => {
  const parameters = sequence(octets(randomBytes(8)), integer(16_384), integer(8), integer(1));
  const scheme = sequence(
    identifier('2a864886f70d01050d'),
    sequence(
      sequence(identifier('2b06010401da47040b'), parameters),
      sequence(identifier(ciphers['aes-256-cbc'][0]), octets(randomBytes(16))),
    ),
  );
  const data = createHash('sha512').update(pkcs8(key)).digest();
  return pemOf(sequence(scheme, octets(data)));
};

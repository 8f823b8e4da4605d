/** A new key in every form in which somebody wants it, as files that are yet to be written. */

import { keyTypeFor } from '../../scripts/login/keys/private-key.ts';
import type { SigningAlgorithm } from '../oauth/authorization.ts';
import type { PublicKeyFormat } from '../presets/preset.ts';
import { certify, type ClientCertificate } from './certificate.ts';
import { makeKeyPair, makeSecret, privatePem, publicJwkOf, publicPem } from './key-pair.ts';
import type { NewFile } from './new-files.ts';

/** What is to be made. */
export interface KeyWish {
  readonly algorithm: SigningAlgorithm;
  /** Length of an RSA key. */
  readonly bits: number;
  /** What every file's name begins with, and the certificate's common name. */
  readonly name: string;
  /** Days for which the certificate is valid; absent = none is made. */
  readonly certificateDays?: number;
  /** Encrypts the private key. */
  readonly passphrase?: string;
}

/** The form of a key in a file. */
export type KeyForm = PublicKeyFormat | 'private key' | 'secret';

/** A file, and which form of the key it holds. */
export interface KeyFile extends NewFile {
  readonly form: KeyForm;
}

/** A new key. */
export interface NewKey {
  readonly algorithm: SigningAlgorithm;
  readonly files: readonly KeyFile[];
  /** The `kid` of the public key; a shared secret has none. */
  readonly keyId?: string;
  /** JSON of the JWK set (RFC 7517 §5); a shared secret is in none. */
  readonly jwkSet?: string;
  readonly certificate?: ClientCertificate;
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

// Without a line feed at its end, which would become a part of the secret wherever the file is read as it is.
const newSecret = ({ algorithm, name }: KeyWish): NewKey => ({
  algorithm,
  files: [{ name: `${name}.secret`, form: 'secret', isSecret: true, text: makeSecret(algorithm) }],
});

/** Makes the key that is wished for; nothing is written. */
export const makeKey = async (wish: KeyWish): Promise<NewKey> => {
  const { algorithm, bits, name, certificateDays, passphrase } = wish;
  if (keyTypeFor(algorithm) === 'oct') return newSecret(wish);
  const pair = await makeKeyPair(algorithm, bits);
  const jwk = await publicJwkOf(pair, algorithm);
  const jwkSet = json({ keys: [jwk] });
  const certificate = certificateDays === undefined ? undefined : await certify(pair, name, certificateDays);
  const published = (ending: string, form: KeyForm, text: string): KeyFile => ({
    name: `${name}.${ending}`,
    form,
    text,
    isSecret: false,
  });
  const privateFile = { name: `${name}.private.pem`, form: 'private key', isSecret: true } as const;
  return {
    algorithm,
    keyId: jwk.kid,
    jwkSet,
    files: [
      { ...privateFile, text: privatePem(pair, passphrase) },
      published('public.pem', 'PEM', publicPem(pair)),
      published('public.jwk.json', 'JWK', json(jwk)),
      published('public.jwks.json', 'JWK set', jwkSet),
      ...(certificate === undefined ? [] : [published('certificate.pem', 'certificate', certificate.pem)]),
    ],
    ...(certificate !== undefined && { certificate }),
  };
};

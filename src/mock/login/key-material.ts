/** Makes the key of a declared JWT, in the form that the environment holds. */

import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { keyTypeFor } from '../../../scripts/login/keys/private-key.ts';
import { privatePem } from '../../keys/key-pair.ts';
import type { JwtSettings } from '../../oauth/authorization.ts';
import type { ClientCertificate } from '../certificate.ts';
import { pooledCertificate, pooledKeyPair } from '../key-pool.ts';
import type { Values } from '../../values/placeholders.ts';

/** A key, and what the environment holds of it. */
export interface KeyMaterial {
  readonly privateKey: KeyObject;
  /** Of a shared secret the secret itself. */
  readonly publicKey: KeyObject;
  readonly certificate: ClientCertificate | undefined;
  /** The key id that a key file names. */
  readonly fileKeyId: string | undefined;
  /** Values by variable name with which the client signs. */
  readonly values: Values;
  /** The same with a key of the same type that the server does not know. */
  readonly strangeValues: Values;
}

/** A key, and what the variable of the key is to hold of it when nothing stands around it. */
interface Key extends Pick<KeyMaterial, 'privateKey' | 'publicKey' | 'certificate'> {
  /** @param passphrase encrypts it */
  write(passphrase: string | undefined): string;
}

/** What a key is made of. */
interface KeySource {
  readonly clientId: string;
  /** Tells the key from others of its type. */
  readonly number: number;
  /** The shared secret of HS256, HS384 and HS512, as its variable holds it. */
  readonly secret: string;
}

/** The bytes of the text itself (OpenID Connect Core §9), unless they are declared to be written otherwise. */
const secretKey = (text: string, { keyEncoding }: JwtSettings): Key => {
  const key = createSecretKey(Buffer.from(text, keyEncoding ?? 'utf8'));
  return { privateKey: key, publicKey: key, certificate: undefined, write: () => text };
};

const pairKey = async ({ algorithm, certificate }: JwtSettings, number: number): Promise<Key> => {
  const pair = await pooledKeyPair(algorithm, number);
  return {
    ...pair,
    certificate: certificate && (await pooledCertificate(pair)),
    write: (passphrase) => privatePem(pair, passphrase),
  };
};

/** Another secret, in the same encoding. */
const otherSecret = (text: string, { keyEncoding }: JwtSettings): string =>
  keyEncoding === undefined ? `${text}?` : Buffer.from(`other ${text}`).toString(keyEncoding);

const keysOf = async (settings: JwtSettings, { number, secret }: KeySource): Promise<readonly [Key, Key]> =>
  keyTypeFor(settings.algorithm) === 'oct'
    ? [secretKey(secret, settings), secretKey(otherSecret(secret, settings), settings)]
    : // A certificate that does not belong to the key would be noticed before anything is sent.
      Promise.all([pairKey(settings, number), pairKey(settings, number + 1)]);

/** Makes the key. */
export const createKeyMaterial = async (settings: JwtSettings, source: KeySource): Promise<KeyMaterial> => {
  const [key, strange] = await keysOf(settings, source);
  const { passphrase: variable, keyFile } = settings;
  const content = {
    passphrase: randomBytes(12).toString('base64'),
    keyId: randomBytes(8).toString('hex'),
    clientId: source.clientId,
  };
  const isEncrypted = variable !== undefined || keyFile?.passphrase !== undefined;
  const valuesOf = ({ write, certificate }: Key): Values => {
    const text = write(isEncrypted ? content.passphrase : undefined);
    return {
      // A passphrase that the key file names need not be in a variable.
      ...(variable !== undefined && {
        [variable]: keyFile?.passphrase === undefined ? content.passphrase : '',
      }),
      ...(settings.certificate && certificate && { [settings.certificate.variable]: certificate.pem }),
      [settings.key]: keyFile === undefined ? text : fileOf(keyFile, { ...content, key: text }),
    };
  };
  return {
    privateKey: key.privateKey,
    publicKey: key.publicKey,
    certificate: key.certificate,
    fileKeyId: keyFile?.keyId === undefined ? undefined : content.keyId,
    values: valuesOf(key),
    strangeValues: valuesOf(strange),
  };
};

/** The JSON file of a provider. */
const fileOf = (keyFile: NonNullable<JwtSettings['keyFile']>, content: Values): string => {
  const file = {};
  for (const [part, path] of Object.entries(keyFile)) setAt(file, path.split('.'), content[part] ?? '');
  return JSON.stringify(file, undefined, 2);
};

/** Puts a value where the names lead, and makes the objects on the way there. */
const setAt = (
  target: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  value: string,
): void => {
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = target[name];
  const next: Record<string, unknown> = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  target[name] = next;
  setAt(next, rest, value);
};

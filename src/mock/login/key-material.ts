/** A fresh key for a declared JWT, in the form in which the environment is to hold it. */

import { randomBytes } from 'node:crypto';
import type { JwtSettings } from '../../oauth/authorization.ts';
import { type ClientCertificate, issueClientCertificate } from '../certificate.ts';
import { type ClientKey, generateClientKey, isSymmetric, privateKeyPem, secretClientKey } from '../keys.ts';

type Values = Readonly<Record<string, string>>;

/** A key, and what the environment holds of it. */
export interface KeyMaterial {
  readonly key: ClientKey;
  /** Of the same type, and unknown to the server. */
  readonly strangeKey: ClientKey;
  readonly certificate: ClientCertificate | undefined;
  /** The key id that a key file names. */
  readonly fileKeyId: string | undefined;
  /** Values by variable name with which the client signs. */
  readonly values: Values;
  /** The same with the strange key. */
  readonly strangeValues: Values;
}

/** Makes the key; `secret` makes the shared secret of HS256, HS384 and HS512. */
export const createKeyMaterial = async (
  settings: JwtSettings,
  clientId: string,
  secret: () => string,
): Promise<KeyMaterial> => {
  const { algorithm } = settings;
  const [key, strangeKey] = await Promise.all(
    [secret(), `${secret()}?`].map((text) =>
      isSymmetric(algorithm) ? secretClientKey(algorithm, text) : generateClientKey(algorithm),
    ),
  );
  if (key === undefined || strangeKey === undefined) throw new TypeError('Two keys were made');
  // A certificate that does not belong to the key would be noticed before anything is sent.
  const certify = async (each: ClientKey) => settings.certificate && issueClientCertificate(each);
  const [certificate, strangeCertificate] = await Promise.all([certify(key), certify(strangeKey)]);
  const passphrase = randomBytes(12).toString('base64');
  const fileKeyId = settings.keyFile?.keyId === undefined ? undefined : randomBytes(8).toString('hex');
  const valuesOf = (each: ClientKey, certified: ClientCertificate | undefined): Values => ({
    ...passphraseValue(settings, passphrase),
    ...(settings.certificate && certified && { [settings.certificate.variable]: certified.pem }),
    [settings.key]: keyValue(each, settings, { passphrase, clientId, keyId: fileKeyId ?? '' }),
  });
  return {
    key,
    strangeKey,
    certificate,
    fileKeyId,
    values: valuesOf(key, certificate),
    strangeValues: valuesOf(strangeKey, strangeCertificate),
  };
};

/** A passphrase that the key file names need not be in a variable. */
const passphraseValue = ({ passphrase, keyFile }: JwtSettings, value: string): Values => {
  if (passphrase === undefined) return {};
  return { [passphrase]: keyFile?.passphrase === undefined ? value : '' };
};

interface FileContent {
  readonly passphrase: string;
  readonly clientId: string;
  readonly keyId: string;
}

const keyValue = (key: ClientKey, settings: JwtSettings, content: FileContent): string => {
  const { passphrase, keyFile } = settings;
  const isEncrypted = passphrase !== undefined || keyFile?.passphrase !== undefined;
  const text = isSymmetric(key.algorithm)
    ? key.privateKey.export().toString()
    : privateKeyPem(key, isEncrypted ? content.passphrase : undefined);
  if (keyFile === undefined) return text;
  const file = {};
  for (const [part, path] of Object.entries(keyFile)) {
    const values: Values = { ...content, key: text };
    setAt(file, path.split('.'), values[part] ?? '');
  }
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

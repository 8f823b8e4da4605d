/** The files of `--client-cert` and `--client-key`: a client's certificate and its key, in PEM. */

import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PostsmithError } from '../errors.ts';
import { inputError } from '../system-error.ts';

const read = (path: string, what: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw inputError(`The ${what} ${path}`, cause);
  });

const certificateIn = (text: string, path: string): X509Certificate => {
  try {
    return new X509Certificate(text);
  } catch (cause) {
    const message = `${path} holds no certificate in PEM (-----BEGIN CERTIFICATE-----).`;
    throw new PostsmithError('USAGE', message, { cause });
  }
};

const keyIn = (text: string, path: string): KeyObject => {
  if (/ENCRYPTED/.test(text)) {
    throw new PostsmithError(
      'USAGE',
      `The key in ${path} is encrypted, and nobody can be asked for its passphrase during a run. \`openssl pkey -in FILE -out PLAIN\` decrypts it; keep the result where nobody else can read it.`,
    );
  }
  try {
    return createPrivateKey(text);
  } catch (cause) {
    throw new PostsmithError('USAGE', `${path} holds no private key in PEM (-----BEGIN PRIVATE KEY-----).`, {
      cause,
    });
  }
};

/** @throws PostsmithError USAGE when a file cannot be used, the certificate has expired, or the key is that of another */
export const checkClientCertificate = async (certFile: string, keyFile: string): Promise<void> => {
  const certificate = certificateIn(await read(certFile, 'certificate'), certFile);
  const key = keyIn(await read(keyFile, 'key'), keyFile);
  if (!certificate.checkPrivateKey(key)) {
    throw new PostsmithError('USAGE', `The key in ${keyFile} is not that of the certificate in ${certFile}.`);
  }
  if (Date.parse(certificate.validTo) < Date.now()) {
    throw new PostsmithError(
      'USAGE',
      `The certificate in ${certFile} has expired on ${certificate.validTo}.`,
    );
  }
};

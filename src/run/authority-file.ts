/** The file of `--ca`: certificate authorities in PEM. */

import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PostsmithError } from '../errors.ts';
import { inputError } from '../system-error.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** @throws PostsmithError USAGE when the file is missing or holds no, or a broken, certificate. */
export const checkAuthorityFile = async (path: string): Promise<void> => {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw inputError(`The CA file ${path}`, cause);
  });
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    throw new PostsmithError(
      'USAGE',
      `The CA file ${path} holds no PEM certificate (-----BEGIN CERTIFICATE-----). ` +
        'A DER file becomes one with `openssl x509 -inform der -in FILE`.',
    );
  }
  for (const [position, certificate] of certificates.entries()) {
    try {
      void new X509Certificate(certificate);
    } catch (cause) {
      const message = `Certificate ${position + 1} of the CA file ${path} cannot be read.`;
      throw new PostsmithError('USAGE', message, { cause });
    }
  }
};

/** A throw-away certificate authority and its one certificate, for localhost (RFC 5280). */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { createPrivateFolder } from '../private-folder.ts';

const DAY = 24 * 60 * 60 * 1000;

/** PEM texts: the authority's certificate, and the server's certificate and private key. */
export interface ServerCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** Makes a new authority and lets it certify `localhost`; both are valid for a day, the authority's key is forgotten. */
export const issueServerCertificate = async (): Promise<ServerCertificate> => {
  // An hour back, for a client whose clock is a little behind; sha256, as OpenSSL refuses the library's sha1.
  const validity = {
    notBeforeDate: new Date(Date.now() - DAY / 24),
    notAfterDate: new Date(Date.now() + DAY),
  };
  const options = { ...validity, keyType: 'ec', algorithm: 'sha256' } as const;
  const authority = await generate([{ name: 'commonName', value: 'Postsmith verify' }], {
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...options,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { authority: authority.cert, certificate: server.cert, privateKey: server.private };
};

/** A file that exists until it is removed. */
export interface TemporaryFile {
  readonly path: string;
  remove(): void;
}

/** Writes the authority's certificate into a new folder that only the owner may enter. */
export const writeAuthorityFile = async (pem: string): Promise<TemporaryFile> => {
  const folder = await createPrivateFolder('postsmith-verify-');
  const path = join(folder.path, 'certificate-authority.pem');
  await writeFile(path, pem, { mode: 0o600 });
  return { path, remove: folder.remove };
};

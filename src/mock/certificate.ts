/** Throw-away certificate authorities, each with one certificate: for localhost, or for a client's key (RFC 5280). */

import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { PostsmithError } from '../errors.ts';
import { createPrivateFolder } from '../disk/private-folder.ts';
import { privatePem, publicPem, type KeyPair } from '../keys/key-pair.ts';

const DAY = 24 * 60 * 60 * 1000;

/** PEM texts: the authority's certificate, and the server's certificate and private key. */
interface ServerCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** Valid for a day, and from an hour back, for a client whose clock is a little behind. */
const options = (keyType: 'ec' | 'rsa' = 'ec') => ({
  notBeforeDate: new Date(Date.now() - DAY / 24),
  notAfterDate: new Date(Date.now() + DAY),
  keyType,
  // OpenSSL refuses the library's sha1.
  algorithm: 'sha256',
});

const issueAuthority = (keyType?: 'ec' | 'rsa') =>
  generate([{ name: 'commonName', value: 'Postsmith verify' }], {
    ...options(keyType),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });

/** Makes a new authority and lets it certify `localhost`; the authority's key is forgotten. */
const issueServerCertificate = async (): Promise<ServerCertificate> => {
  const authority = await issueAuthority();
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...options(),
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

let issued: Promise<ServerCertificate> | undefined;

/** The certificate of every server in this process. */
export const serverCertificate = (): Promise<ServerCertificate> => (issued ??= issueServerCertificate());

/** A client's certificate: PEM with its chain behind it, and each certificate in base64 DER, the client's first. */
export interface ClientCertificate {
  readonly pem: string;
  readonly chain: readonly string[];
}

const CURVES = ['P-256', 'P-384', 'P-521'] as const;

const curveOf = ({ publicKey }: KeyPair): { curve?: (typeof CURVES)[number] } => {
  const curve = CURVES.find((name) => name === publicKey.export({ format: 'jwk' }).crv);
  return curve === undefined ? {} : { curve };
};

/**
 * Lets a new authority certify a client's key (RFC 5280).
 *
 * @throws PostsmithError USAGE for an Ed25519 key
 */
export const issueClientCertificate = async (key: KeyPair): Promise<ClientCertificate> => {
  const { asymmetricKeyType } = key.publicKey;
  if (asymmetricKeyType !== 'ec' && asymmetricKeyType !== 'rsa') {
    const message = `The mock can't certify an Ed25519 key. Leave \`certificate\` out, or declare an RS, PS or ES algorithm.`;
    throw new PostsmithError('USAGE', message);
  }
  // The library signs with keys of the certified one's type only.
  const authority = await issueAuthority(asymmetricKeyType);
  const { cert } = await generate([{ name: 'commonName', value: 'Postsmith verify client' }], {
    ...options(asymmetricKeyType),
    ...curveOf(key),
    ca: { key: authority.private, cert: authority.cert },
    keyPair: {
      privateKey: privatePem(key, undefined),
      publicKey: publicPem(key),
    },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
    ],
  });
  const chain = [cert, authority.cert];
  return {
    pem: chain.map((pem) => pem.trim()).join('\n'),
    chain: chain.map((pem) => new X509Certificate(pem).raw.toString('base64')),
  };
};

/** A file that exists until it is removed. */
interface TemporaryFile {
  readonly path: string;
  remove(): void;
}

/** Writes the authority's certificate into a new folder that only the owner may enter. */
export const writeAuthorityFile = async (pem: string): Promise<TemporaryFile> => {
  const folder = await createPrivateFolder('verify');
  const path = join(folder.path, 'certificate-authority.pem');
  await writeFile(path, pem, { mode: 0o600 });
  return { path, remove: folder.remove };
};

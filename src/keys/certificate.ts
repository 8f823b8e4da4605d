/** A self-signed certificate for a client's key (RFC 5280), and what names it in a JWT (RFC 7515 §4.1.7, §4.1.8). */

import { createHash, X509Certificate } from 'node:crypto';
import type { KeyPair } from './key-pair.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** A certificate and its names. */
export interface ClientCertificate {
  readonly pem: string;
  /** The last day on which it is valid, as `2027-11-24`. */
  readonly until: string;
  /** The SHA-1 hash as consoles show it: upper-case hexadecimal digits. */
  readonly thumbprint: string;
  readonly x5t: string;
  readonly x5tS256: string;
}

/** A hash that is as strong as the curve. */
const hashOf = (curve: string | undefined): string =>
  curve === 'P-521' ? 'sha512' : curve === 'P-384' ? 'sha384' : 'sha256';

/**
 * Certifies an RSA or EC key pair with its own private key.
 *
 * @param commonName letters, digits, `.`, `_` and `-`
 * @param days how long it is valid; it is so from an hour ago, for a server whose clock is behind
 */
export const certify = async (
  keys: KeyPair,
  commonName: string,
  days: number,
): Promise<ClientCertificate> => {
  const { generate } = await import('selfsigned');
  const { kty, crv: curve } = keys.publicKey.export({ format: 'jwk' });
  const now = Date.now();
  const { cert } = await generate([{ name: 'commonName', value: commonName }], {
    notBeforeDate: new Date(now - HOUR),
    notAfterDate: new Date(now + days * DAY),
    algorithm: hashOf(curve),
    ...(kty === 'EC' ? { keyType: 'ec', curve: curveName(curve) } : { keyType: 'rsa' }),
    keyPair: {
      privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
    ],
  });
  return describeCertificate(`${cert}\n`);
};

/** Narrows a curve's name to those that the library knows. */
const curveName = (curve: string | undefined): 'P-256' | 'P-384' | 'P-521' =>
  curve === 'P-521' || curve === 'P-384' ? curve : 'P-256';

const describeCertificate = (pem: string): ClientCertificate => {
  const { raw, validTo } = new X509Certificate(pem);
  const hash = (algorithm: string, encoding: 'hex' | 'base64url'): string =>
    createHash(algorithm).update(raw).digest(encoding);
  return {
    pem,
    until: new Date(validTo).toISOString().slice(0, 'YYYY-MM-DD'.length),
    thumbprint: hash('sha1', 'hex').toUpperCase(),
    x5t: hash('sha1', 'base64url'),
    x5tS256: hash('sha256', 'base64url'),
  };
};

/** Headers that tell the server which certificate belongs to the key (RFC 7515 §4.1.6–4.1.8). */

import { base64url, fromBase64, hex } from '../bytes.ts';
import { readValues, SEQUENCE } from '../keys/der.ts';
import { KeyProblem, type PrivateKey } from '../keys/key.ts';
import { normaliseKey } from '../keys/key-text.ts';
import * as say from '../messages/certificate.ts';
import type { Digest } from '../parts.ts';
import type { CertificateHeader } from './content.ts';

/** Base64 without line ends: what `x5c` holds. */
function readChain(pem: string): string[] {
  const text = normaliseKey(pem);
  if (text === '') throw new KeyProblem(say.empty);
  const blocks = text.split('-----BEGIN CERTIFICATE-----').slice(1);
  if (blocks.length === 0)
    throw new KeyProblem(text.includes('PRIVATE KEY-----') ? say.privateKey : say.noCertificate);
  return blocks.map((block) => {
    const [body = '', end] = block.split('-----END CERTIFICATE-----');
    if (end === undefined) throw new KeyProblem(say.truncated);
    return body.replace(/\s/g, '');
  });
}

/** The bytes of a certificate: one sequence and nothing behind it. */
function decode(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  try {
    const [outer, second] = readValues(bytes);
    if (/^[\w+/]+={0,2}$/.test(base64) && outer?.tag === SEQUENCE && !second) return bytes;
  } catch {
    // The sentence below says more.
  }
  throw new KeyProblem(say.truncated);
}

/**
 * Returns the headers that are asked for. The chain stays in its order, the key's own certificate first.
 *
 * @param pem the certificate with, behind it, those that vouch for it
 * @param digest makes the hash of bytes
 * @param key the certificate must be its own, as far as its text tells the public part: that of an RSA key or a JWK does
 * @throws KeyProblem
 */
export function certificateHeaders(
  pem: string,
  headers: readonly CertificateHeader[],
  digest: Digest,
  key?: PrivateKey,
): Readonly<Partial<Record<CertificateHeader, string | readonly string[]>>> {
  const chain = readChain(pem);
  const [own = new Uint8Array()] = chain.map(decode);
  // A certificate holds the numbers of its public key as they are; of a point on a curve perhaps x alone.
  const publicPart = key?.integers?.[0] ?? key?.publicPart?.subarray(0, 32);
  if (publicPart && !hex(own).includes(hex(publicPart))) throw new KeyProblem(say.otherKey);
  const make = {
    x5c: () => chain,
    x5t: () => base64url(digest('SHA1', own)),
    'x5t#S256': () => base64url(digest('SHA256', own)),
  };
  return Object.fromEntries(headers.map((name) => [name, make[name]()]));
}

/** HMAC with SHA-2 (RFC 7518 §3.2), by the sandbox's own crypto-js: a hash in the bundle would be ten times this code. */

import { hmac } from '../../sandbox-crypto.ts';
import type { Signer } from './signer.ts';

/** The key is the shared secret. */
const hmacSigner = (hash: 'SHA256' | 'SHA384' | 'SHA512'): Signer => ({
  hmac: (key, message) => hmac(hash, key, message),
  sign: (message, { secret }) => hmac(hash, secret, message),
});

export const HS256 = hmacSigner('SHA256');
export const HS384 = hmacSigner('SHA384');
export const HS512 = hmacSigner('SHA512');

/** HMAC with SHA-2 (RFC 7518 §3.2), by the sandbox's own crypto-js: a hash in the bundle would be ten times this code. */

import { hmac } from '../../sandbox-crypto.ts';
import type { Signer } from './signer.ts';

/** Returns the signer of one hash; the key is the shared secret. */
export const hmacSigner = (hash: 'SHA256' | 'SHA384' | 'SHA512'): Signer => ({
  hmac: (key, message) => hmac(hash, key, message),
  sign: (message, { secret }) => hmac(hash, secret, message),
});

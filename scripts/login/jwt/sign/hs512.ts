/** HS512: HMAC with SHA-512 (RFC 7518 §3.2). */

import { hmacSigner } from './hmac.ts';

export const signer = hmacSigner('SHA512');

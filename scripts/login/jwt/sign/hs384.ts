/** HS384: HMAC with SHA-384 (RFC 7518 §3.2). */

import { hmacSigner } from './hmac.ts';

export const signer = hmacSigner('SHA384');

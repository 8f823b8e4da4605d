/** RS512: RSASSA-PKCS1-v1_5 with SHA-512 (RFC 7518 §3.3, RFC 8017 §8.2). */

import { sha512 } from '@noble/hashes/sha2.js';
import { rsaSigner } from './rsa.ts';

export const signer = rsaSigner('sha512', sha512);

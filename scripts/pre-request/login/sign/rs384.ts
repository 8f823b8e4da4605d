/** RS384: RSASSA-PKCS1-v1_5 with SHA-384 (RFC 7518 §3.3, RFC 8017 §8.2). */

import { sha384 } from '@noble/hashes/sha2.js';
import { rsaSigner } from './rsa.ts';

export const signer = rsaSigner('sha384', sha384);

/** RS512: RSASSA-PKCS1-v1_5 with SHA-512 (RFC 7518 §3.3, RFC 8017 §8.2). */

import { sha512 } from '@noble/hashes/sha2.js';
import { pkcs1Signer } from './pkcs1.ts';

export const signer = pkcs1Signer(sha512, '3051300d060960864801650304020305000440');

/** RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3, RFC 8017 §8.2). */

import { sha256 } from '@noble/hashes/sha2.js';
import { pkcs1Signer } from './pkcs1.ts';

export const signer = pkcs1Signer(sha256, '3031300d060960864801650304020105000420');

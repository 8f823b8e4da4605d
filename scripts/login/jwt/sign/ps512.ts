/** PS512: RSASSA-PSS with SHA-512 and MGF1 with SHA-512 (RFC 7518 §3.5, RFC 8017 §8.1). */

import { sha512 } from '@noble/hashes/sha2.js';
import { pssSigner } from './pss.ts';

export const signer = pssSigner(sha512);

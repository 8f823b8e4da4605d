/** PS256: RSASSA-PSS with SHA-256 and MGF1 with SHA-256 (RFC 7518 §3.5, RFC 8017 §8.1). */

import { sha256 } from '@noble/hashes/sha2.js';
import { pssSigner } from './pss.ts';

export const signer = pssSigner(sha256);

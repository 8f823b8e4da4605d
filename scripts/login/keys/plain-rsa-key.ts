/** Reads a private key for RS256 to PS512 that is not encrypted: PKCS#8, PKCS#1, JWK or JWK set. */

import type { PrivateKey, Wanted } from './key.ts';
import { readPrivateKey } from './private-key.ts';
import { rsa } from './rsa-key.ts';

/** A `KeyReader` that answers at once. @throws KeyProblem */
export const readPlainRsaKey = (text: string, wanted: Wanted): PrivateKey =>
  readPrivateKey(text, wanted, rsa);

/** Reads a private key that is not encrypted: PKCS#8, SEC1, PKCS#1, JWK or JWK set. */

import { familyOf } from './family.ts';
import type { PrivateKey, Wanted } from './key.ts';
import { readPrivateKey } from './private-key.ts';

/** A `KeyReader` that answers at once. @throws KeyProblem */
export const readPlainKey = (text: string, wanted: Wanted): PrivateKey =>
  readPrivateKey(text, wanted, familyOf(wanted.algorithm));

/** Reads a private key for ES256, ES384, ES512 or EdDSA that is not encrypted: PKCS#8, SEC1, JWK or JWK set. */

import { curves } from './curve-key.ts';
import type { PrivateKey, Wanted } from './key.ts';
import { readPrivateKey } from './private-key.ts';

/** A `KeyReader` that answers at once. @throws KeyProblem */
export const readPlainCurveKey = (text: string, wanted: Wanted): PrivateKey =>
  readPrivateKey(text, wanted, curves);

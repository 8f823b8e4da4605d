/** Reads a private key for ES256, ES384, ES512 or EdDSA that may be encrypted: what `plain-curve-key.ts` reads, and encrypted PKCS#8. */

import { curves } from './curve-key.ts';
import type { PrivateKey, Wanted } from './key.ts';
import { decryptWith } from './pbes2.ts';
import { readPrivateKey } from './private-key.ts';

/** A `KeyReader` that answers at once. @throws KeyProblem */
export const readEncryptedCurveKey = (text: string, wanted: Wanted): PrivateKey =>
  readPrivateKey(text, wanted, curves, decryptWith(wanted.passphrase));

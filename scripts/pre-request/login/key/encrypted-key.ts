/** Reads a private key that may be encrypted: what `plain-key.ts` reads, and encrypted PKCS#8. */

import { familyOf } from './family.ts';
import type { PrivateKey, Wanted } from './key.ts';
import { decryptWith } from './pbes2.ts';
import { readPrivateKey } from './private-key.ts';

/** A `KeyReader` that answers at once. @throws KeyProblem */
export const readEncryptedKey = (text: string, wanted: Wanted): PrivateKey =>
  readPrivateKey(text, wanted, familyOf(wanted.algorithm), decryptWith(wanted.passphrase));

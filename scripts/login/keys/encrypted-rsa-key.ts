/** Reads a private key for RS256 to PS512 that may be encrypted: what `plain-rsa-key.ts` reads, and encrypted PKCS#8. */

import type { PrivateKey, Wanted } from './key.ts';
import { decryptWith } from './pbes2.ts';
import { readPrivateKey } from './private-key.ts';
import { rsa } from './rsa-key.ts';

/** A `KeyReader` that answers at once. @throws KeyProblem */
export const readEncryptedRsaKey = (text: string, wanted: Wanted): PrivateKey =>
  readPrivateKey(text, wanted, rsa, decryptWith(wanted.passphrase));

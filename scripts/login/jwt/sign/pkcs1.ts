/** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2), which needs no random number. */

import { hmac } from '@noble/hashes/hmac.js';
import type { CHash } from '@noble/hashes/utils.js';
import { fromHex } from '../../bytes.ts';
import { modulusOf, signEncoded } from './rsa.ts';
import type { Signer } from './signer.ts';

/**
 * Returns the signer of one hash.
 *
 * @param prefix what stands before a digest of it, in hexadecimal (RFC 8017 §9.2, note 1)
 */
export const pkcs1Signer = (hash: CHash, prefix: string): Signer => ({
  hmac: (key, message) => hmac(hash, key, message),
  sign(message, key) {
    const digestInfo = [...fromHex(prefix), ...hash(message)];
    const encoded = new Uint8Array(modulusOf(key).length).fill(255);
    encoded.set([0, 1]);
    encoded.set([0, ...digestInfo], encoded.length - digestInfo.length - 1);
    return signEncoded(encoded, key);
  },
});

/** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2), which needs no random number: the only file that imports jsrsasign. */

import { hmac } from '@noble/hashes/hmac.js';
import type { CHash } from '@noble/hashes/utils.js';
import { BigInteger, RSAKey } from 'jsrsasign/lib/jsrsasign-rsa-min.js';
import type { Signer } from './signer.ts';
import { fromHex, hex } from '../bytes.ts';
import { LoginFailure } from '../failure.ts';
import { damaged } from '../messages/key.ts';
import { badInputs } from '../messages/settings.ts';

/** Returns the signer of one hash. */
export const rsaSigner = (name: 'sha256' | 'sha384' | 'sha512', hash: CHash): Signer => ({
  hmac: (key, message) => hmac(hash, key, message),
  sign(message, { integers }) {
    const [n = '', e = '', d = '', ...primes] = integers.map(hex);
    const [p = '', q = '', dP = '', dQ = '', qInverse = ''] = primes;
    const rsa = new RSAKey();
    if (primes.length === 5) rsa.setPrivateEx(n, e, d, p, q, dP, dQ, qInverse);
    else rsa.setPrivate(n, e, d);
    const digest = hex(hash(message));
    const signature = rsa.signWithMessageHash(digest, name);
    // A signature by a key whose numbers don't belong together is not just invalid: it can give the key away.
    const isGood = rsa.doPublic(new BigInteger(signature, 16)).toString(16).endsWith(digest);
    if (!isGood) throw new LoginFailure(badInputs, `The private key ${damaged}.`);
    return fromHex(signature);
  },
});

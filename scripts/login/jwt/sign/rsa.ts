/** The RSA private-key operation (RFC 8017 §5.2.1): the only file that imports jsrsasign. */

import { BigInteger, RSAKey } from 'jsrsasign/lib/jsrsasign-rsa-min.js';
import { fromHex, hex } from '../../bytes.ts';
import { KeyProblem, type PrivateKey } from '../../keys/key.ts';
import { damaged } from '../../messages/key.ts';

/** The modulus without leading zeros; a signature is as long. */
export function modulusOf({ integers: [modulus = new Uint8Array()] = [] }: PrivateKey): Uint8Array {
  return modulus.subarray(modulus.findIndex((byte) => byte !== 0));
}

/**
 * Returns the signature of an encoded message, which is a number below the modulus.
 *
 * @throws KeyProblem when the key's numbers don't belong together
 */
export function signEncoded(encoded: Uint8Array, key: PrivateKey): Uint8Array {
  const [n = '', e = '', d = '', ...primes] = (key.integers ?? []).map(hex);
  const [p = '', q = '', dP = '', dQ = '', qInverse = ''] = primes;
  const rsa = new RSAKey();
  if (primes.length === 5) rsa.setPrivateEx(n, e, d, p, q, dP, dQ, qInverse);
  else rsa.setPrivate(n, e, d);
  const message = new BigInteger(hex(encoded), 16);
  const signature = rsa.doPrivate(message);
  // A signature by a key whose numbers don't belong together is not just invalid: it can give the key away.
  if (rsa.doPublic(signature).toString(16) !== message.toString(16)) throw new KeyProblem(damaged);
  return fromHex(signature.toString(16).padStart(modulusOf(key).length * 2, '0'));
}

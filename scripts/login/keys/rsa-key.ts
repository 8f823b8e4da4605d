/** Keys of RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 §3.3, §3.5). */

import { fromBase64 } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { KeyProblem, type Family, type Members, type RawKey } from './key.ts';

/** RFC 7518 §6.3. */
const MEMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];

/** Bits of the smallest RSA key that RFC 7518 §3.3 permits. */
const BITS = 2048;

const isList = (numbers: Members | readonly Uint8Array[]): numbers is readonly Uint8Array[] =>
  Array.isArray(numbers);

/** Those that are there: all, or n, e and d, which serve without the primes' numbers. */
function integersOf({ numbers = [] }: RawKey): readonly (Uint8Array | undefined)[] {
  if (isList(numbers)) return numbers;
  const values = MEMBERS.map((name) => numbers[name]).map((value) =>
    typeof value === 'string' ? fromBase64(value) : undefined,
  );
  return values.includes(undefined) ? values.slice(0, 3) : values;
}

export const rsa: Family = {
  typeFor: () => 'RSA',
  fit(key, algorithm) {
    const { type } = key;
    // A key that is restricted to PSS has a type of its own (RFC 4055 §1.2).
    if (type !== 'RSA' && (type !== 'RSA-PSS' || algorithm[0] !== 'P'))
      throw new KeyProblem(say.misfit(type, algorithm, 'RSA'));
    const [n, e, d, ...primes] = integersOf(key);
    if (!n || !e || !d) throw new KeyProblem(say.damaged);
    const bits = (n.length - (n[0] === 0 ? 1 : 0)) * 8;
    if (bits < BITS) throw new KeyProblem(say.shortRsa(bits, algorithm));
    return { ...key, secret: d, integers: [n, e, d, ...primes.filter((prime) => prime !== undefined)] };
  },
};

/** Makes the `jti` of an assertion, which a server accepts only once (RFC 7519 §4.1.7). */

import { hex, utf8 } from '../bytes.ts';

/** What the current sandbox has and newman's lacks. */
declare const crypto: { getRandomValues?: (bytes: Uint8Array) => Uint8Array } | undefined;

/** A local variable: counts the assertions of a run. */
const COUNTER = 'postsmith.assertions';

/**
 * Returns 32 hexadecimal digits, as good as random. newman's sandbox has no secure random source, so there, after the
 * idea of RFC 6979, whatever differs from login to login is mixed by an HMAC under the private key: nobody without the
 * key can foresee the result, even where `Math.random` is predictable, and a standing clock repeats nothing.
 */
export function uniqueId(keyedHash: (message: Uint8Array) => Uint8Array): string {
  if (typeof crypto === 'object' && crypto.getRandomValues) {
    return hex(crypto.getRandomValues(new Uint8Array(16)));
  }
  const count = Number(pm.variables.get(COUNTER) ?? 0) + 1;
  pm.variables.set(COUNTER, count);
  const { requestId, iteration } = pm.info;
  // The environment still holds, or lacks, the last token: it came from a server's secure random source.
  const differing = [count, Date.now(), Math.random(), requestId, iteration, pm.environment.toObject()];
  return hex(keyedHash(utf8(JSON.stringify(differing)))).slice(0, 32);
}

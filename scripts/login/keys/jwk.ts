/** Reads a private key as a JSON Web Key or from a set of them (RFC 7517, RFC 7518 §6, RFC 8037 §2). */

import { fromBase64 } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { parseJson } from './json.ts';
import { KeyProblem, type Members, type RawKey, type Wanted } from './key.ts';

/**
 * @param type of key that the algorithm needs, to choose from a set
 * @throws KeyProblem that says what was given instead.
 */
export function readJwk(text: string, wanted: Wanted, type: string): RawKey {
  const jwk = parseJson(text);
  const { keys } = jwk;
  return readKey(Array.isArray(keys) ? choose(keys.map(Object), wanted, type) : jwk);
}

const typeOf = ({ kty, crv }: Members): string => `${crv ?? kty}`;

/** A key fits unless a member of it says otherwise; one that names the algorithm comes before one that doesn't. */
function choose(keys: readonly Members[], { algorithm, keyId }: Wanted, type: string): Members {
  const fits = keys.filter(
    (jwk) =>
      typeOf(jwk) === type &&
      (jwk['alg'] ?? algorithm) === algorithm &&
      jwk['use'] !== 'enc' &&
      (!keyId || (jwk['kid'] ?? keyId) === keyId),
  );
  const named = fits.filter(({ alg }) => alg);
  const [only, second] = named[0] ? named : fits;
  if (only && !second) return only;
  const others = keys.map((jwk) => `${jwk['kid'] ?? 'no kid'} (${typeOf(jwk)})`);
  throw new KeyProblem(say.jwkSet(algorithm, keyId, others.join(', ')));
}

function readKey(jwk: Members): RawKey {
  const { kty, kid, d } = jwk;
  if (!kty) throw new KeyProblem(say.otherJson);
  if (kty === 'oct') throw new KeyProblem(say.symmetric);
  if (typeof d !== 'string' || !d) throw new KeyProblem(say.jwkPublic);
  return { type: typeOf(jwk), secret: fromBase64(d), keyId: kid ? String(kid) : '', numbers: jwk };
}

/** Reads a key as a JSON Web Key or from a set of them (RFC 7517, RFC 7518 §6, RFC 8037 §2). */

import { fromBase64 } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { KeyProblem, type RawKey, type Wanted } from './key.ts';

/** The members of a JSON object. */
type Members = Readonly<Record<string, unknown>>;

/** @throws KeyProblem */
function parseJson(text: string): Members {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new KeyProblem(say.badJson);
  }
}

/**
 * Reads the private or symmetric key of a JWK. One of a set must be for the wanted `kid` and of the type.
 *
 * @param type of key that the algorithm needs
 * @throws KeyProblem that says what was given instead
 */
export function readJwk(text: string, wanted: Wanted, type: string): RawKey {
  const jwk = parseJson(text);
  const keys = Array.isArray(jwk) ? jwk : jwk['keys'];
  return readKey(Array.isArray(keys) ? choose(keys.map(Object), wanted, type) : jwk);
}

const typeOf = ({ kty, crv }: Members): string => String(crv ?? kty ?? '');

/** False when the key itself says that it is for something else (RFC 7517 §4.2–4.4). */
const isForSigning = ({ use, key_ops: operations, alg }: Members): boolean =>
  use !== 'enc' &&
  (!Array.isArray(operations) || operations.includes('sign')) &&
  !/^(ECDH|RSA)/.test(String(alg));

const isPrivate = (jwk: Members): boolean => 'd' in jwk || 'k' in jwk;

/** RFC 9864 names the algorithm after the curve. */
const isNamed = ({ alg }: Members, algorithm: string): boolean =>
  alg === algorithm || (alg === 'Ed25519' && algorithm === 'EdDSA');

/** The keys for which `test` holds, if there are any. */
const prefer = (keys: readonly Members[], test: (key: Members) => boolean): readonly Members[] =>
  keys.some(test) ? keys.filter(test) : keys;

/** A key fits unless a member of it says otherwise; one that says more of what is wanted is preferred. */
function choose(keys: readonly Members[], { algorithm, keyId }: Wanted, type: string): Members {
  const fits = keys.filter(
    (jwk) => typeOf(jwk) === type && isForSigning(jwk) && (!keyId || String(jwk['kid'] ?? keyId) === keyId),
  );
  if (fits.length > 0 && !fits.some(isPrivate)) throw new KeyProblem(say.publicJwk);
  const preferences = [
    (jwk: Members) => String(jwk['kid']) === keyId,
    (jwk: Members) => isNamed(jwk, algorithm),
    ({ alg }: Members) => alg === undefined,
  ];
  const [only, ...more] = preferences.reduce(prefer, fits.filter(isPrivate));
  if (only && more.length === 0) return only;
  throw new KeyProblem(
    only
      ? say.manyJwks(algorithm, [only, ...more].map(nameOf))
      : say.noJwk(algorithm, keyId, keys.map(nameOf)),
  );
}

/** What a key can be told by. */
const nameOf = (jwk: Members): string =>
  `${jwk['kid'] === undefined ? 'one without kid' : JSON.stringify(jwk['kid']).slice(0, 80)} (${say.keyName(typeOf(jwk))})`;

function readKey(jwk: Members): RawKey {
  const { kty, kid, d, k, x, y } = jwk;
  if (!kty) throw new KeyProblem(say.otherJson);
  if (!isForSigning(jwk)) throw new KeyProblem(say.notForSigning);
  if ('oth' in jwk) throw new KeyProblem(say.manyPrimes);
  const secret = kty === 'oct' ? k : d;
  if (typeof secret !== 'string' || !secret) throw new KeyProblem(say.publicJwk);
  const bytes = (name: string): Uint8Array => decode(jwk, name);
  return {
    type: typeOf(jwk),
    secret: decode({ secret }, 'secret'),
    ...(kty === 'RSA' && {
      numbers: ['n', 'e', 'd', ...('p' in jwk && 'q' in jwk ? ['p', 'q'] : [])].map(bytes),
    }),
    ...(typeof x === 'string' && {
      publicPart: Uint8Array.from([...bytes('x'), ...(typeof y === 'string' ? bytes('y') : [])]),
    }),
    ...(kid !== undefined && { keyId: String(kid) }),
  };
}

/** @throws KeyProblem when it is no base64url */
function decode(jwk: Members, name: string): Uint8Array {
  const { [name]: value } = jwk;
  if (typeof value !== 'string' || !/^[\w+/-]+=*$/.test(value)) throw new KeyProblem(say.damaged);
  return fromBase64(value);
}

/** Reads a private key as a JSON Web Key (RFC 7517, RFC 7518 §6). */

import { fromBase64 } from '../bytes.ts';
import * as say from '../messages/key.ts';
import { KeyProblem, type PrivateKey } from './key.ts';

const RSA_MEMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];

/** @throws KeyProblem that says what was given instead. */
export function readJwk(text: string): PrivateKey {
  const jwk = parse(text);
  if (Array.isArray(jwk['keys'])) throw new KeyProblem(say.jwkSet);
  const { kty, crv, d } = jwk;
  if (typeof kty !== 'string') throw new KeyProblem(say.otherJson);
  if (kty === 'oct') throw new KeyProblem(say.symmetric);
  if (typeof d !== 'string' || d === '') throw new KeyProblem(say.jwkPublic);
  if (kty !== 'RSA') return { type: String(crv), secret: fromBase64(d), integers: [] };
  const members = RSA_MEMBERS.map((name) => jwk[name]);
  const present = members.filter((member): member is string => typeof member === 'string');
  // Without all of the primes' numbers only n, e and d serve.
  const integers = (present.length === RSA_MEMBERS.length ? present : present.slice(0, 3)).map(fromBase64);
  if (typeof members[0] !== 'string' || typeof members[1] !== 'string') throw new KeyProblem(say.damaged);
  return { type: 'RSA', secret: fromBase64(d), integers };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return { ...Object(value) };
  } catch {
    throw new KeyProblem(say.badJson);
  }
}

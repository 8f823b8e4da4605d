/** Reads keys with the module that the script and the command line share, and writes JWKs to read. */

import type { KeyObject } from 'node:crypto';
import { KeyProblem, type PrivateKey, type Wanted } from '../../scripts/login/keys/key.ts';
import { readPrivateKey } from '../../scripts/login/keys/private-key.ts';
import { readSharedSecret } from '../../scripts/login/keys/shared-secret.ts';
import { jwtTools } from '../../src/keys/key-object.ts';
import type { SigningAlgorithm } from '../../src/oauth/authorization.ts';

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const jwkOf = (key: KeyObject): Record<string, unknown> => ({ ...key.export({ format: 'jwk' }) });

/** The JWK of a key as text; members may be changed or, if undefined, left out. */
export const jwk = (key: KeyObject, more: object = {}): string => JSON.stringify({ ...jwkOf(key), ...more });

export const setOf = (...keys: readonly object[]): string => JSON.stringify({ keys });

/** Reads the key for an algorithm; only with a passphrase, even an empty one, an encrypted one. */
export const readKey = (
  algorithm: SigningAlgorithm,
  text: string,
  wanted: Partial<Wanted> = {},
): PrivateKey => {
  const all = { algorithm, keyId: '', passphrase: '', ...wanted };
  if (algorithm.startsWith('HS')) return readSharedSecret(text, all);
  return readPrivateKey(text, all, wanted.passphrase === undefined ? undefined : jwtTools.decrypt);
};

/** What is wrong with a text; '' = it is a key. */
export const problemOf = (...call: Parameters<typeof readKey>): string => {
  try {
    readKey(...call);
    return '';
  } catch (error) {
    if (error instanceof KeyProblem) return error.message;
    throw error;
  }
};

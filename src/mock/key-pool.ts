/** Key pairs that every mock of this process shares: an RSA key takes up to a second to make. */

import type { SigningAlgorithm } from '../oauth/authorization.ts';
import { keyTypeFor } from '../../scripts/login/keys/private-key.ts';
import { makeKeyPair, type KeyPair } from '../keys/key-pair.ts';
import { issueClientCertificate, type ClientCertificate } from './certificate.ts';

const BITS = 2048;

const pairs = new Map<string, Promise<KeyPair>>();
const certificates = new WeakMap<KeyPair, Promise<ClientCertificate>>();

/** The key pair of a type with this number: always the same one. RS and PS algorithms share their type. */
export const pooledKeyPair = (algorithm: SigningAlgorithm, number: number): Promise<KeyPair> => {
  const type = keyTypeFor(algorithm) === 'RSA' ? 'RSA' : algorithm;
  const name = `${type} ${number}`;
  const pair = pairs.get(name) ?? makeKeyPair(algorithm, BITS);
  pairs.set(name, pair);
  return pair;
};

/** The certificate of a pooled key pair. @throws PostsmithError USAGE for an Ed25519 key */
export const pooledCertificate = (pair: KeyPair): Promise<ClientCertificate> => {
  const certificate = certificates.get(pair) ?? issueClientCertificate(pair);
  certificates.set(pair, certificate);
  return certificate;
};

/** Which key of a JWK set is taken (RFC 7517 §5), and what is said when it isn't clear. */

import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { ecKey, rsaKey } from './bundles.ts';
import { jwkOf, problemOf, readKey, setOf } from './read-key.ts';

const p256 = ecKey();
const rsa = rsaKey();
const one = { ...jwkOf(p256), kid: 'one' };
const two = { ...jwkOf(ecKey()), kid: 'two' };
const other = { ...jwkOf(ecKey('P-384')), kid: 'other' };
const nameless = jwkOf(p256);
const publicOne = { ...one, d: undefined };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const secret = Buffer.from(String(one['d' as keyof typeof one]), 'base64url').toString('hex');

const choices: readonly (readonly [string, string, string])[] = [
  ['the key whose kid is wanted', setOf(two, one, other), 'one'],
  ['the key whose kid is wanted before one without a kid', setOf({ ...two, kid: undefined }, one), 'one'],
  ['the only key that fits', setOf(other, one), ''],
  ['the only key that fits, though it has no kid', setOf(nameless, other), 'x'],
  ['the key that names the algorithm', setOf(two, { ...one, alg: 'ES256' }), ''],
  ['the key that is not for another algorithm', setOf({ ...two, alg: 'ECDH-ES' }, one), ''],
  ['the key that is not for encryption', setOf({ ...two, use: 'enc' }, { ...one, use: 'sig' }), ''],
  ['the key that may sign', setOf({ ...two, key_ops: ['deriveKey'] }, { ...one, key_ops: ['sign'] }), ''],
  ['the private key before a public one', setOf({ ...two, d: undefined }, one), ''],
  ['the key of numeric kid', setOf({ ...one, kid: 7 }, two), '7'],
];

test.each(choices)('%s is taken', (_which, set, keyId) => {
  const key = readKey('ES256', set, { keyId });
  expect({ type: key.type, secret: hex(key.secret) }).toEqual({ type: 'P-256', secret });
});

test('a JWK tells its kid, and serves under another one that is wanted', () => {
  expect(readKey('ES256', JSON.stringify(one), { keyId: 'declared' })).toMatchObject({ keyId: 'one' });
});

test('a key whose algorithm is named after its curve serves EdDSA (RFC 9864)', () => {
  const [first, second] = [1, 2].map(() => jwkOf(generateKeyPairSync('ed25519').privateKey));
  const set = setOf({ ...first, kid: 'first', alg: 'Ed25519' }, { ...second, kid: 'second' });
  expect(readKey('EdDSA', set)).toMatchObject({ keyId: 'first' });
});

test('of keys for two RSA algorithms, the one that names the wanted one is taken', () => {
  const set = setOf(
    { ...jwkOf(rsaKey(2048, 'another')), alg: 'RS256', kid: 'a' },
    { ...jwkOf(rsa), alg: 'PS256', kid: 'b' },
  );
  expect(readKey('PS256', set)).toMatchObject({ keyId: 'b' });
});

const without = 'is a JWK set without a private key for ES256';
const problems: readonly (readonly [string, string, string, string])[] = [
  [
    'two keys that fit',
    setOf(one, two),
    '',
    'is a JWK set with 2 private keys for ES256: "one" (an EC key on P-256), "two" (an EC key on P-256). Paste only the one whose public part the server knows, from its { to its }, or declare its kid as `keyId`',
  ],
  [
    'two keys of the wanted kid',
    setOf(one, { ...two, kid: 'one' }),
    'one',
    'is a JWK set with 2 private keys for ES256: "one"',
  ],
  [
    'none that fits',
    setOf(other, jwkOf(rsa)),
    '',
    `${without}. It has "other" (an EC key on P-384), one without kid (an RSA key). Paste the key that was made for this client`,
  ],
  ['none of the wanted kid', setOf(one, other), 'three', `${without} that has the kid three. It has "one"`],
  [
    'a wanted kid whose key is of another type',
    setOf(one, other),
    'other',
    `${without} that has the kid other.`,
  ],
  ['no key that is any', JSON.stringify({ keys: [null, 'x'] }), '', `${without}. It has one without kid`],
  ['no key at all', setOf(), '', `${without}. It has no key at all.`],
  ['a public key alone', setOf(publicOne), '', 'is a public key (a JWK without "d")'],
  [
    'public keys alone',
    setOf(publicOne, { ...two, d: undefined }),
    '',
    'is a public key (a JWK without "d")',
  ],
];

test.each(problems)('%s: the set is refused in words', (_what, set, keyId, sentence) => {
  expect(problemOf('ES256', set, { keyId })).toContain(sentence);
});

/** Encrypted PKCS#8: opened with what each side has for it, crypto-js in Postman's sandboxes and node:crypto elsewhere. */

import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SigningAlgorithm } from '../../src/oauth/authorization.ts';
import { ecKey, pem, rsaKey } from './bundles.ts';
import { encryptedWithPbes1, encryptedWithScrypt, encryptKey, type Scheme } from './encrypted-key.ts';
import { readerScript, Sandboxes } from './login-modules.ts';
import { problemOf, readKey } from './read-key.ts';
import { engines } from './sandbox.ts';

const passphrase = 'correct hörse {{battery}} staple $&"';
const rsa = rsaKey();
const ec = ecKey();
const ed25519 = generateKeyPairSync('ed25519').privateKey;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const secretOf = (key: KeyObject): string =>
  Buffer.from(String(key.export({ format: 'jwk' }).d), 'base64url').toString('hex');

const encryptedByNode = (key: KeyObject, cipher = 'aes-256-cbc'): string =>
  key.export({ type: 'pkcs8', format: 'pem', cipher, passphrase }).toString();

const ciphers = ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc'] as const;

const schemes: readonly Scheme[] = [
  ...(['default', 'sha1', 'sha256', 'sha384', 'sha512'] as const).map((prf) => ({
    prf,
    cipher: 'des-ede3-cbc' as const,
  })),
  ...ciphers.map((cipher) => ({ prf: 'sha256' as const, cipher })),
  { prf: 'sha256', cipher: 'aes-256-cbc', withLength: true },
  { prf: 'default', cipher: 'aes-128-cbc', withLength: true },
  { prf: 'sha1', cipher: 'aes-256-cbc', iterations: 1 },
];

const named = schemes.map((scheme) => [Object.values(scheme).join(', '), scheme] as const);
const wrongPassphrase = 'does not open with the passphrase that is given.';

test.each(named)('a key that is encrypted with %s is read', (_name, scheme) => {
  const key = encryptKey(ec, passphrase, scheme);
  // OpenSSL judges whether this is how such keys are written.
  expect(createPrivateKey({ key, passphrase }).equals(ec)).toBe(true);
  expect(hex(readKey('ES256', key, { passphrase }).secret)).toBe(secretOf(ec));
  expect(problemOf('ES256', key, { passphrase: 'another passphrase' })).toContain(wrongPassphrase);
});

test.each(ciphers)('RSA and Ed25519 keys that OpenSSL encrypts with %s are read', (cipher) => {
  const read = (algorithm: SigningAlgorithm, key: KeyObject): string =>
    hex(readKey(algorithm, encryptedByNode(key, cipher), { passphrase }).secret);
  expect(read('RS256', rsa)).toBe(secretOf(rsa));
  expect(read('EdDSA', ed25519)).toBe(secretOf(ed25519));
});

describe.each(engines)('in the sandbox of %s', (engine) => {
  const sandboxes = new Sandboxes();
  let script = '';
  beforeAll(async () => {
    await sandboxes.open();
    script = await readerScript('ES256');
  });
  afterAll(() => sandboxes.close());

  test.each(named)('a key that is encrypted with %s is read', async (_name, scheme) => {
    const key = encryptKey(ec, passphrase, scheme);
    const opened = await sandboxes.call(engine, script, { key, passphrase });
    expect(opened).toMatchObject({ problem: '', value: { secret: secretOf(ec) } });
  });

  test('a wrong passphrase is told', async () => {
    const key = encryptKey(ec, passphrase, { prf: 'sha256', cipher: 'aes-256-cbc' });
    const { problem } = await sandboxes.call(engine, script, { key, passphrase: 'another passphrase' });
    expect(problem).toContain(wrongPassphrase);
  });
});

test('a key on one line and its passphrase are read', () => {
  const key = encryptedByNode(ec).trim().replaceAll('\n', '\\n');
  expect(hex(readKey('ES256', key, { passphrase }).secret)).toBe(secretOf(ec));
});

test('an encrypted key without a passphrase is refused in words', () => {
  expect(problemOf('ES256', encryptedByNode(ec), { passphrase: '' })).toBe(
    'is encrypted, and its passphrase is empty. Fill in the variable of the passphrase, or paste what this prints: openssl pkey -in FILE',
  );
});

test.each([
  ['plain PKCS#8', pem(ec)],
  ['SEC1', pem(ec, 'sec1')],
  ['a JWK', JSON.stringify(ec.export({ format: 'jwk' }))],
])('a key that is not encrypted just works, though there is a passphrase: %s', (_format, key) => {
  expect(hex(readKey('ES256', key, { passphrase }).secret)).toBe(secretOf(ec));
});

test.each([
  ['PBES1', encryptedWithPbes1(ec)],
  ['scrypt', encryptedWithScrypt(ec)],
  ['an HMAC that is not known', encryptKey(ec, passphrase, { prf: 'sha224', cipher: 'aes-256-cbc' })],
  [
    'the old way of PEM',
    ec.export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
  ],
])('a key that is encrypted with %s is refused, and how to mend it is said', (_scheme, key) => {
  expect(problemOf('ES256', key, { passphrase })).toBe(
    'is encrypted in a way that is not supported. Encrypt a copy anew, and paste that: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEW_FILE',
  );
});

test('a key of another type is refused as one that is not encrypted', () => {
  const problem = problemOf('ES256', encryptedByNode(rsa), { passphrase });
  expect(problem).toContain('is an RSA key, but ES256 needs an EC key on P-256.');
});

test('an encrypted key that is cut off is refused', () => {
  const lines = encryptedByNode(rsa).split('\n');
  const problem = problemOf('RS256', lines.toSpliced(5, 1).join('\n'), { passphrase });
  expect(problem).toContain('is a key that is cut off or damaged');
});

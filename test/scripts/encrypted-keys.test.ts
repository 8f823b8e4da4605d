import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SigningAlgorithm } from '../../src/oauth/authorization.ts';
import { ecKey, pem, rsaKey } from './bundles.ts';
import { encryptedWithPbes1, encryptedWithScrypt, encryptKey, type Scheme } from './encrypted-key.ts';
import { readerScript, Sandboxes } from './login-modules.ts';
import { engines, type Engine } from './sandbox.ts';

const sandboxes = new Sandboxes();
const scripts = new Map<SigningAlgorithm, string>();

beforeAll(async () => {
  await sandboxes.open();
  for (const algorithm of ['ES256', 'EdDSA', 'RS256'] as const)
    scripts.set(algorithm, await readerScript(algorithm, 'encrypted'));
});
afterAll(() => sandboxes.close());

const passphrase = 'correct hörse {{battery}} staple $&"';

const read = (engine: Engine, algorithm: SigningAlgorithm, key: string, given = passphrase) =>
  sandboxes.call(engine, scripts.get(algorithm) ?? '', { key, passphrase: given });

const rsa = rsaKey();
const ec = ecKey();
const ed25519 = generateKeyPairSync('ed25519').privateKey;

const secretOf = (key: KeyObject): string =>
  Buffer.from(String(key.export({ format: 'jwk' }).d), 'base64url').toString('hex');

const encryptedByNode = (key: KeyObject, cipher: string): string =>
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
  { prf: 'sha256', cipher: 'aes-256-cbc', iterations: 10_000 },
];

const naming = (scheme: Scheme): string => Object.values(scheme).join(', ');

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(schemes.map((scheme) => [naming(scheme), scheme] as const))(
    'a key that is encrypted with %s is read',
    async (_name, scheme) => {
      const key = encryptKey(ec, passphrase, scheme);
      // OpenSSL judges whether this is how such keys are written.
      expect(createPrivateKey({ key, passphrase }).equals(ec)).toBe(true);
      const { value, problem } = await read(engine, 'ES256', key);
      expect(problem).toBe('');
      expect(value).toMatchObject({ type: 'P-256', secret: secretOf(ec) });
    },
  );

  test.each(ciphers)(
    'RSA and Ed25519 keys as Node and OpenSSL encrypt them with %s are read',
    async (cipher) => {
      const first = await read(engine, 'RS256', encryptedByNode(rsa, cipher));
      expect(first.problem).toBe('');
      expect(first.value).toMatchObject({ type: 'RSA', secret: expect.stringContaining(secretOf(rsa)) });
      const second = await read(engine, 'EdDSA', encryptedByNode(ed25519, cipher));
      expect(second.value).toMatchObject({ type: 'Ed25519', secret: secretOf(ed25519) });
    },
  );

  test('another passphrase is refused, and neither it nor the key is shown', async () => {
    for (const scheme of schemes.slice(0, 9)) {
      const key = encryptKey(rsa, passphrase, scheme);
      const { value, problem } = await read(engine, 'RS256', key, 'another passphrase');
      expect(value).toBeUndefined();
      expect(problem).toBe('does not open with the passphrase that is given; check both');
    }
  });
});

test('a key on one line and its passphrase are read', async () => {
  const key = encryptedByNode(ec, 'aes-256-cbc').trim().replaceAll('\n', '\\n');
  const { value } = await read('newman', 'ES256', key);
  expect(value).toMatchObject({ secret: secretOf(ec) });
});

test('an encrypted key without a passphrase is refused in words', async () => {
  const { value, problem } = await read('newman', 'ES256', encryptedByNode(ec, 'aes-256-cbc'), '');
  expect(value).toBeUndefined();
  expect(problem).toBe(
    'is encrypted; fill in its passphrase, or decrypt it: openssl pkey -in FILE -out NEW_FILE',
  );
});

test.each([
  ['plain PKCS#8', pem(ec)],
  ['SEC1', pem(ec, 'sec1')],
  ['a JWK', JSON.stringify(ec.export({ format: 'jwk' }))],
])('a key that is not encrypted just works, though there is a passphrase: %s', async (_format, key) => {
  const { value, problem } = await read('newman', 'ES256', key);
  expect(problem).toBe('');
  expect(value).toMatchObject({ secret: secretOf(ec) });
});

test.each([
  ['PBES1', encryptedWithPbes1(ec)],
  ['scrypt', encryptedWithScrypt(ec)],
  ['an HMAC that is not known', encryptKey(ec, passphrase, { prf: 'sha224', cipher: 'aes-256-cbc' })],
])('a key that is encrypted with %s is refused, and how to mend it is said', async (_scheme, key) => {
  const { value, problem } = await read('newman', 'ES256', key);
  expect(value).toBeUndefined();
  expect(problem).toBe(
    'is encrypted in a way that is not supported here; encrypt a copy anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEW_FILE',
  );
});

test('a key of another type is refused as one that is not encrypted', async () => {
  const { problem } = await read('newman', 'ES256', encryptedByNode(rsa, 'aes-256-cbc'));
  expect(problem).toBe('is an RSA key; ES256 needs an EC key on P-256');
});

test('the old way to encrypt PEM is refused with the command that encrypts anew', async () => {
  const legacy = ec
    .export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString();
  const { problem } = await read('newman', 'ES256', legacy, 'x');
  expect(problem).toBe(
    'is encrypted in a way that is not supported here; encrypt a copy anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEW_FILE',
  );
});

test('an encrypted key that is cut off is refused', async () => {
  const lines = encryptedByNode(rsa, 'aes-256-cbc').split('\n');
  const { problem } = await read('newman', 'RS256', lines.toSpliced(5, 1).join('\n'));
  expect(problem).toContain('is cut off or damaged; paste all of it');
});

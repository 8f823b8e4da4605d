import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SigningAlgorithm } from '../../src/oauth/authorization.ts';
import { ecKey, pem, publicPem, rsaKey } from './bundles.ts';
import { readerScript, Sandboxes } from './login-modules.ts';
import { engines } from './sandbox.ts';

const sandboxes = new Sandboxes();
const scripts = new Map<SigningAlgorithm, string>();

const asymmetric = ['ES256', 'ES384', 'ES512', 'EdDSA', 'RS256', 'PS256'] as const;
type Asymmetric = (typeof asymmetric)[number];

beforeAll(async () => {
  await sandboxes.open();
  for (const algorithm of asymmetric) scripts.set(algorithm, await readerScript(algorithm));
});
afterAll(() => sandboxes.close());

const read = (
  engine: (typeof engines)[number],
  algorithm: SigningAlgorithm,
  key: string,
  wanted: object = {},
) => sandboxes.call(engine, scripts.get(algorithm) ?? '', { key, ...wanted });

const ed25519 = generateKeyPairSync('ed25519').privateKey;
const ed448 = generateKeyPairSync('ed448').privateKey;
const x25519 = generateKeyPairSync('x25519').privateKey;
const rsaPss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;
const rsa = rsaKey();
const p256 = ecKey('P-256');
const p384 = ecKey('P-384');
const p521 = ecKey('P-521');

const jwkOf = (key: KeyObject): Record<string, unknown> => ({ ...key.export({ format: 'jwk' }) });
const jwk = (key: KeyObject, more: object = {}): string => JSON.stringify({ ...jwkOf(key), ...more });
const setOf = (...keys: readonly object[]): string => JSON.stringify({ keys });

/** The bytes of a member, in hexadecimal. */
const hexOf = (key: KeyObject, name: string): string =>
  Buffer.from(String(jwkOf(key)[name]), 'base64url').toString('hex');

const MEMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];

/** Without the zero that DER puts before a number whose first bit is set. */
const withoutZeros = (digits: unknown): string => String(digits).replace(/^(00)+/, '');

const curveKeys: readonly (readonly [Asymmetric, string, KeyObject])[] = [
  ['ES256', 'P-256', p256],
  ['ES384', 'P-384', p384],
  ['ES512', 'P-521', p521],
  ['EdDSA', 'Ed25519', ed25519],
];

const formatsOf = (key: KeyObject): readonly string[] => [
  pem(key),
  ...(key.asymmetricKeyType === 'ec' ? [pem(key, 'sec1')] : []),
  ...(key.asymmetricKeyType === 'rsa' ? [pem(key, 'pkcs1'), jwk(key, { p: undefined })] : []),
  jwk(key),
  setOf(jwkOf(key)),
  setOf(jwkOf(ecKey('secp256k1')), jwkOf(ed448), jwkOf(key)),
];

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(curveKeys)(
    '%s reads the secret of a key on %s from every format',
    async (algorithm, type, key) => {
      for (const text of formatsOf(key)) {
        const { value, problem } = await read(engine, algorithm, text);
        expect(problem).toBe('');
        expect(value).toMatchObject({ type, secret: hexOf(key, 'd'), integers: [] });
      }
    },
  );

  test.each(['RS256', 'PS256'] as const)(
    '%s reads the numbers of an RSA key from every format',
    async (algorithm) => {
      for (const text of formatsOf(rsa)) {
        const { value, problem } = await read(engine, algorithm, text);
        expect(problem).toBe('');
        const { type, secret, integers } = value as { type: string; secret: string; integers: string[] };
        expect(type).toBe('RSA');
        expect(withoutZeros(secret)).toBe(withoutZeros(hexOf(rsa, 'd')));
        const names = text.includes('"p":') || !text.includes('"n":') ? MEMBERS : MEMBERS.slice(0, 3);
        expect(integers.map(withoutZeros)).toEqual(names.map((name) => withoutZeros(hexOf(rsa, name))));
      }
    },
  );
});

test('a key that is restricted to PSS serves PS256, but not RS256', async () => {
  const { value } = await read('newman', 'PS256', pem(rsaPss));
  expect(value).toMatchObject({ type: 'RSA-PSS' });
  const { problem } = await read('newman', 'RS256', pem(rsaPss));
  expect(problem).toBe('is an RSA-PSS key; RS256 needs an RSA key');
});

test.each([
  ['one zero before it', (d: Buffer) => Buffer.concat([Buffer.alloc(1), d])],
  ['its leading zeros left out', (d: Buffer) => d.subarray(d.findIndex((byte) => byte !== 0))],
])('the scalar of an EC key is read with %s', async (_how, change) => {
  // A scalar that begins with a zero byte, as one of 256 does.
  const d = Buffer.concat([Buffer.alloc(1), Buffer.alloc(31, 0x5a)]);
  const key = JSON.stringify({ kty: 'EC', crv: 'P-256', d: change(d).toString('base64url') });
  const { value } = await read('newman', 'ES256', key);
  expect(value).toMatchObject({ secret: d.toString('hex') });
});

const misfits: readonly (readonly [string, Asymmetric, string, string])[] = [
  ['an Ed25519 key', 'ES256', pem(ed25519), 'is an Ed25519 key; ES256 needs an EC key on P-256'],
  ['a P-256 key', 'ES512', pem(p256, 'sec1'), 'is an EC key on P-256; ES512 needs an EC key on P-521'],
  ['a P-521 key', 'ES384', jwk(p521), 'is an EC key on P-521; ES384 needs an EC key on P-384'],
  ['an EC key', 'EdDSA', pem(p256), 'is an EC key on P-256; EdDSA needs an Ed25519 key'],
  ['an Ed448 key', 'EdDSA', pem(ed448), 'is an Ed448 key; EdDSA needs an Ed25519 key'],
  ['an Ed448 JWK', 'EdDSA', jwk(ed448), 'is an Ed448 key; EdDSA needs an Ed25519 key'],
  ['an X25519 key', 'EdDSA', pem(x25519), 'is a key of another type; EdDSA needs an Ed25519 key'],
  ['an RSA key', 'EdDSA', jwk(rsa), 'is an RSA key; EdDSA needs an Ed25519 key'],
  ['an EC key', 'RS256', pem(p256), 'is an EC key on P-256; RS256 needs an RSA key'],
  ['an Ed25519 key', 'PS256', jwk(ed25519), 'is an Ed25519 key; PS256 needs an RSA key'],
  ['a public key', 'EdDSA', publicPem(ed25519), 'is a public key; the private key is needed'],
  ['a public key', 'PS256', publicPem(rsa), 'is a public key; the private key is needed'],
  [
    'a public key in PKCS#1',
    'RS256',
    createPublicKey(rsa).export({ type: 'pkcs1', format: 'pem' }).toString(),
    'is a public key; the private key is needed',
  ],
  [
    'an Ed25519 seed that is cut short',
    'EdDSA',
    jwk(ed25519, { d: Buffer.alloc(31, 7).toString('base64url') }),
    'is damaged: its numbers make no key',
  ],
  [
    'a scalar of zeros',
    'ES256',
    jwk(p256, { d: Buffer.alloc(32).toString('base64url') }),
    'is damaged: its numbers make no key',
  ],
  [
    'a scalar that is too long',
    'ES256',
    jwk(p256, { d: Buffer.alloc(33, 7).toString('base64url') }),
    'is damaged: its numbers make no key',
  ],
  [
    'an RSA JWK without its modulus',
    'RS256',
    jwk(rsa, { n: undefined }),
    'is damaged: its numbers make no key',
  ],
  ['a JWK without "kty"', 'RS256', jwk(rsa, { kty: undefined }), 'is JSON but no JWK ("kty" is missing)'],
  ['a short RSA key', 'PS256', pem(rsaKey(1024)), 'is an RSA key of 1024 bits; PS256 needs 2048 or more'],
  [
    'an encrypted key, where no passphrase is declared',
    'RS256',
    rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
    'is encrypted; declare the variable of its `passphrase`, or decrypt it: openssl pkey -in FILE -out NEW_FILE',
  ],
];

/** Every run of a text's characters that would give some of a key away. */
const partsOf = (text: string): readonly string[] =>
  text.replace(/-----[^-]+-----|\\n/g, '').match(/[\w+/-]{16,}/g) ?? [];

test.each(misfits)('%s is refused for %s in words', async (_what, algorithm, key, sentence) => {
  const { value, problem } = await read('newman', algorithm, key);
  expect(value).toBeUndefined();
  expect(problem).toBe(sentence);
  for (const part of partsOf(key)) expect(problem).not.toContain(part);
});

describe('of a JWK set', () => {
  const one = { ...jwkOf(p256), kid: 'one' };
  const two = { ...jwkOf(ecKey()), kid: 'two' };
  const other = { ...jwkOf(p384), kid: 'other' };

  const choices: readonly (readonly [string, string, object, string, KeyObject])[] = [
    ['the key whose kid is wanted', setOf(two, one, other), { keyId: 'one' }, 'one', p256],
    ['the only key that fits', setOf(other, one), {}, 'one', p256],
    ['the key that names the algorithm', setOf(two, { ...one, alg: 'ES256' }), {}, 'one', p256],
    ['the key that is not for another algorithm', setOf({ ...two, alg: 'ECDH-ES' }, one), {}, 'one', p256],
    [
      'the key that is not for encryption',
      setOf({ ...two, use: 'enc' }, { ...one, use: 'sig' }),
      {},
      'one',
      p256,
    ],
    ['the only key that fits, without a kid of its own', setOf(jwkOf(p256), other), { keyId: 'x' }, '', p256],
  ];

  test.each(choices)('%s is taken', async (_which, set, wanted, kid, key) => {
    const { value, problem } = await read('newman', 'ES256', set, wanted);
    expect(problem).toBe('');
    expect(value).toMatchObject({ type: 'P-256', secret: hexOf(key, 'd'), keyId: kid });
  });

  const refusals: readonly (readonly [string, string, object, string])[] = [
    [
      'two keys that fit',
      setOf(one, two),
      {},
      'is a JWK set; paste just one key, for ES256; it has one (P-256), two (P-256)',
    ],
    [
      'none that fits',
      setOf(other, jwkOf(rsa)),
      {},
      'is a JWK set; paste just one key, for ES256; it has other (P-384), no kid (RSA)',
    ],
    [
      'none of the wanted kid',
      setOf(one, other),
      { keyId: 'three' },
      'is a JWK set; paste just one key, for ES256 and kid three; it has one (P-256), other (P-384)',
    ],
    [
      'a wanted kid whose key is of another type',
      setOf(one, other),
      { keyId: 'other' },
      'is a JWK set; paste just one key, for ES256 and kid other; it has one (P-256), other (P-384)',
    ],
    [
      'no key that is any',
      JSON.stringify({ keys: [null, 'x'] }),
      {},
      'is a JWK set; paste just one key, for ES256; it has no kid (undefined), no kid (undefined)',
    ],
    ['no key at all', setOf(), {}, 'is a JWK set; paste just one key, for ES256; it has none'],
    [
      'a public key alone',
      setOf({ ...one, d: undefined }),
      {},
      'is a public JWK ("d" is missing); the private key is needed',
    ],
  ];

  test.each(refusals)(
    '%s: it is refused with its kids and types, and no key',
    async (_what, set, wanted, sentence) => {
      const { value, problem } = await read('newman', 'ES256', set, wanted);
      expect(value).toBeUndefined();
      expect(problem).toBe(sentence);
      for (const part of partsOf(set)) expect(problem).not.toContain(part);
    },
  );

  test('a JWK tells its kid', async () => {
    const { value } = await read('newman', 'ES256', JSON.stringify(one));
    expect(value).toMatchObject({ keyId: 'one' });
  });
});

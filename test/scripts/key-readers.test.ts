/** Which key fits which algorithm, and what is said of one that doesn't. */

import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SigningAlgorithm } from '../../src/oauth/authorization.ts';
import { ecKey, pem, publicPem, rsaKey } from './bundles.ts';
import { jwk, jwkOf, problemOf, readKey, setOf } from './read-key.ts';

const ed25519 = generateKeyPairSync('ed25519').privateKey;
const ed448 = generateKeyPairSync('ed448').privateKey;
const x25519 = generateKeyPairSync('x25519').privateKey;
const rsaPss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey;
const rsa = rsaKey();
const [p256, p384, p521] = [ecKey('P-256'), ecKey('P-384'), ecKey('P-521')];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The bytes of a member, in hexadecimal, without leading zeros. */
const hexOf = (key: KeyObject, name: string): string =>
  Buffer.from(String(jwkOf(key)[name]), 'base64url').toString('hex');

const MEMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];
const withoutPrimes = Object.fromEntries(MEMBERS.slice(3).map((name) => [name, undefined]));

const formatsOf = (key: KeyObject): readonly string[] => [
  pem(key),
  ...(key.asymmetricKeyType === 'ec' ? [pem(key, 'sec1')] : []),
  ...(key.asymmetricKeyType === 'rsa' ? [pem(key, 'pkcs1')] : []),
  jwk(key),
  setOf(jwkOf(ecKey('secp256k1')), jwkOf(ed448), jwkOf(key)),
];

test.each([
  ['ES256', 'P-256', p256],
  ['ES384', 'P-384', p384],
  ['ES512', 'P-521', p521],
  ['EdDSA', 'Ed25519', ed25519],
] as const)('%s reads the secret of a key on %s from every format', (algorithm, type, key) => {
  for (const text of formatsOf(key)) {
    const read = readKey(algorithm, text);
    expect({ type: read.type, secret: hex(read.secret) }).toEqual({ type, secret: hexOf(key, 'd') });
  }
});

describe('an RSA key', () => {
  test.each(['RS256', 'PS256'] as const)('is read for %s with all its numbers', (algorithm) => {
    for (const text of formatsOf(rsa)) {
      const { type, integers = [] } = readKey(algorithm, text);
      expect(type).toBe('RSA');
      expect(integers.map(hex)).toEqual(MEMBERS.map((name) => hexOf(rsa, name)));
    }
  });

  test.each([2048, 3072])('of %i bits that leaves out its primes is completed', (bits) => {
    for (const key of [rsaKey(bits), rsaKey(bits, 'another')]) {
      const { integers = [] } = readKey('RS256', jwk(key, withoutPrimes));
      const [n, e, d, p = '', q = ''] = integers.map(hex);
      expect([n, e, d]).toEqual(['n', 'e', 'd'].map((name) => hexOf(key, name)));
      expect([p, q].sort()).toEqual([hexOf(key, 'p'), hexOf(key, 'q')].sort());
    }
  });

  test('that is restricted to PSS serves PS256, but not RS256', () => {
    expect(readKey('PS256', pem(rsaPss))).toMatchObject({ type: 'RSA-PSS' });
    expect(problemOf('RS256', pem(rsaPss))).toContain('is an RSA-PSS key, but RS256 needs an RSA key.');
  });

  test('is as long as its modulus is without leading zeros', () => {
    const short = rsaKey(1024);
    const n = Buffer.concat([Buffer.alloc(128), Buffer.from(hexOf(short, 'n'), 'hex')]).toString('base64url');
    for (const text of [pem(short), jwk(short), jwk(short, { n }), jwk(short, { n, ...withoutPrimes })])
      expect(problemOf('PS256', text)).toMatch(/^is an RSA key of 1024 bits, but PS256 needs 2048 or more\./);
    expect(problemOf('RS256', pem(rsaKey(2047)))).toContain('is an RSA key of 2047 bits');
  });

  const other = jwkOf(rsaKey(2048, 'another'));
  test.each([
    ['another secret exponent', { d: other['d'] }],
    ['another secret exponent and no primes', { ...withoutPrimes, d: other['d'] }],
    ['another modulus', { n: other['n'] }],
    ['another prime', { p: other['p'] }],
    ['the primes of another key', { p: other['p'], q: other['q'] }],
    ['no modulus', { n: undefined }],
    ['exponents of one, which sign nothing', { e: 'AQ', d: 'AQ' }],
    ['a secret exponent of zero', { d: 'AA' }],
    ['a prime of zero', { p: 'AA' }],
    ['a prime of one', { p: 'AQ', q: jwkOf(rsa)['n'] }],
    ['foreign characters', { d: 'not base64!' }],
    ['a number in place of a text', { e: 65_537 }],
  ])('with %s is refused', (_what, change) => {
    expect(problemOf('RS256', jwk(rsa, change))).toMatch(/^is a key that is cut off or damaged: its numbers/);
  });

  test('of three primes is refused in words', () => {
    expect(problemOf('RS256', jwk(rsa, { oth: [] }))).toContain('of more than two primes');
  });
});

describe('a key on a curve', () => {
  test.each([
    ['one zero before it', (d: Buffer) => Buffer.concat([Buffer.alloc(1), d])],
    ['its leading zeros left out', (d: Buffer) => d.subarray(d.findIndex((byte) => byte !== 0))],
  ])('is read with %s', (_how, change) => {
    // A scalar that begins with a zero byte, as one of 256 does.
    const d = Buffer.concat([Buffer.alloc(1), Buffer.alloc(31, 0x5a)]);
    const text = JSON.stringify({ kty: 'EC', crv: 'P-256', d: change(d).toString('base64url') });
    expect(hex(readKey('ES256', text).secret)).toBe(d.toString('hex'));
  });

  const ORDERS = {
    ES256: ['P-256', 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'],
    ES384: ['P-384', `${'f'.repeat(48)}c7634d81f4372ddf581a0db248b0a77aecec196accc52973`],
    ES512: ['P-521', `01${'f'.repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`],
  } as const;

  test.each(['ES256', 'ES384', 'ES512'] as const)('for %s is refused unless 0 < d < n', (algorithm) => {
    const [crv, order] = ORDERS[algorithm];
    const withD = (d: bigint): string => {
      const bytes = Buffer.from(d.toString(16).padStart(order.length, '0'), 'hex');
      return JSON.stringify({ kty: 'EC', crv, d: bytes.toString('base64url') });
    };
    const n = BigInt(`0x${order}`);
    expect([1n, n - 1n].map((d) => problemOf(algorithm, withD(d)))).toEqual(['', '']);
    for (const d of [0n, n, n + 1n])
      expect(problemOf(algorithm, withD(d))).toMatch(/^is a key that is damaged: its secret number/);
  });

  test('is refused when its secret is too long or too short', () => {
    const [short, long] = [31, 33].map((length) => ({
      d: Buffer.alloc(length, 7).toString('base64url'),
    }));
    for (const [algorithm, text] of [
      ['EdDSA', jwk(ed25519, short)],
      ['EdDSA', jwk(ed25519, long)],
      ['ES256', jwk(p256, long)],
    ] as const)
      expect(problemOf(algorithm, text)).toContain('its numbers make no key');
  });

  test('tells its public part where it is a JWK', () => {
    const point = hexOf(p256, 'x') + hexOf(p256, 'y');
    expect(hex(readKey('ES256', jwk(p256)).publicPart ?? new Uint8Array())).toBe(point);
    expect(hex(readKey('EdDSA', jwk(ed25519)).publicPart ?? new Uint8Array())).toBe(hexOf(ed25519, 'x'));
    for (const text of [pem(p256), jwk(p256, { x: undefined, y: undefined })])
      expect(readKey('ES256', text)).not.toHaveProperty('publicPart');
  });
});

const needs = (what: string, algorithm: string, needed: string): string =>
  `is ${what}, but ${algorithm} needs ${needed}. Paste the key that was made for ${algorithm}`;

const misfits: readonly (readonly [string, SigningAlgorithm, string, string])[] = [
  ['an Ed25519 key', 'ES256', pem(ed25519), needs('an Ed25519 key', 'ES256', 'an EC key on P-256')],
  ['a P-256 key', 'ES512', pem(p256, 'sec1'), needs('an EC key on P-256', 'ES512', 'an EC key on P-521')],
  ['a P-521 key', 'ES384', jwk(p521), needs('an EC key on P-521', 'ES384', 'an EC key on P-384')],
  [
    'a secp256k1 key',
    'ES256',
    pem(ecKey('secp256k1')),
    needs('a key of another type', 'ES256', 'an EC key on P-256'),
  ],
  ['an RSA key', 'ES256', pem(rsa, 'pkcs1'), needs('an RSA key', 'ES256', 'an EC key on P-256')],
  ['an EC key', 'EdDSA', pem(p256), needs('an EC key on P-256', 'EdDSA', 'an Ed25519 key')],
  ['an Ed448 key', 'EdDSA', pem(ed448), needs('an Ed448 key', 'EdDSA', 'an Ed25519 key')],
  ['an Ed448 JWK', 'EdDSA', jwk(ed448), needs('an Ed448 key', 'EdDSA', 'an Ed25519 key')],
  ['an X25519 key', 'EdDSA', pem(x25519), needs('a key of another type', 'EdDSA', 'an Ed25519 key')],
  ['an EC key', 'RS256', pem(p256), needs('an EC key on P-256', 'RS256', 'an RSA key')],
  ['an Ed25519 key', 'PS256', jwk(ed25519), needs('an Ed25519 key', 'PS256', 'an RSA key')],
  ['a public key', 'EdDSA', publicPem(ed25519), 'is a public key, but the private key is needed'],
  ['a public key', 'PS256', publicPem(rsa), 'is a public key, but the private key is needed'],
  [
    'a public key in PKCS#1',
    'RS256',
    createPublicKey(rsa).export({ type: 'pkcs1', format: 'pem' }).toString(),
    'is a public key, but the private key is needed',
  ],
  [
    'a JWK without "kty"',
    'RS256',
    jwk(rsa, { kty: undefined }),
    'is JSON, but no key: a JWK has a member "kty"',
  ],
  [
    'a key for encryption',
    'ES256',
    jwk(p256, { use: 'enc' }),
    'is a JWK that says itself that it is not for signing',
  ],
  ['a key for checking', 'ES256', jwk(p256, { key_ops: ['verify'] }), 'is not for signing'],
  ['a key for key agreement', 'ES256', jwk(p256, { alg: 'ECDH-ES' }), 'is not for signing'],
];

/** Every run of a text's characters that would give some of a key away. */
const partsOf = (text: string): readonly string[] =>
  text.replaceAll(/-----[^-]+-----|\\n/g, '').match(/[\w+/-]{16,}/g) ?? [];

test.each(misfits)('%s is refused for %s in words', (_what, algorithm, text, sentence) => {
  const problem = problemOf(algorithm, text);
  expect(problem).toContain(sentence);
  for (const part of partsOf(text)) expect(problem).not.toContain(part);
});

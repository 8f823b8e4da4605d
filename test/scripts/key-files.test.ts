/** A provider's key file that is pasted whole, shared secrets, and a sample of all key modules in the sandboxes. */

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyInFile, readMember } from '../../scripts/login/keys/key-file.ts';
import type { SigningAlgorithm } from '../../src/oauth/authorization.ts';
import { ecKey, pem, publicPem, rsaKey } from './bundles.ts';
import { moduleScript, readerScript, Sandboxes } from './login-modules.ts';
import { base64, jwk, problemOf, readKey } from './read-key.ts';
import { engines } from './sandbox.ts';

const pair = ecKey();
const key = pem(pair).trim();
const google = { type: 'service_account', private_key_id: 'abc', private_key: `${key}\n`, client_id: 123 };
const box = {
  boxAppSettings: { clientID: 'x', appAuth: { publicKeyID: 'k', privateKey: key, passphrase: 'p' } },
};

const hex = (value: Uint8Array | string): string => Buffer.from(value).toString('hex');

test('a member of a key file is found by its path', () => {
  const pretty = JSON.stringify(box, null, 2);
  expect(readMember(pretty, 'boxAppSettings.appAuth.privateKey')).toBe(key);
  expect(readMember(pretty, 'boxAppSettings.appAuth.passphrase')).toBe('p');
  expect(readMember(JSON.stringify(google), 'private_key')).toBe(`${key}\n`);
  expect(readMember(JSON.stringify(google), 'client_id')).toBe('123');
});

test('there is no member where the path leads nowhere, to no text, or through a text', () => {
  for (const path of ['other', 'boxAppSettings', 'boxAppSettings.appAuth.other', 'boxAppSettings.clientID.x'])
    expect(readMember(JSON.stringify(box), path)).toBeUndefined();
});

test('a text that is no JSON has no members', () => {
  for (const text of [key, 'swordfish', '', '"swordfish"']) expect(readMember(text, 'key')).toBeUndefined();
});

test.each([
  ['a byte order mark and blanks around it', (text: string) => `\ufeff ${text}\n`],
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['quotes around it', (text: string) => `'${text}'`],
  ['the whole of it as a JSON text', (text: string) => JSON.stringify(text)],
  ['the whole of it in base64', base64],
  ['line ends within its texts', (text: string) => text.replaceAll('\\n', '\n')],
  ['line ends within its texts that were escaped twice', (text: string) => text.replaceAll('\\n', '\\\\n')],
])('a key file with %s is read', (_how, change) => {
  const text = change(JSON.stringify(google, null, 2));
  expect(readMember(text, 'private_key')?.replaceAll(/\\n|\s/g, '')).toBe(key.replaceAll(/\s/g, ''));
  expect(readMember(text, 'private_key_id')).toBe('abc');
  expect(problemOf('ES256', keyInFile(text, 'private_key'))).toBe('');
});

test.each([
  ['a key', key],
  ['a JWK', jwk(pair)],
  ['a JWK set', JSON.stringify({ keys: [pair.export({ format: 'jwk' })] })],
])('%s without its file is read as well', (_what, text) => {
  expect(problemOf('ES256', keyInFile(text, 'private_key'))).toBe('');
});

test('another JSON file is refused in words, and none of it is shown', () => {
  const text = JSON.stringify({ installed: { client_secret: 'swordfish' } });
  expect(() => keyInFile(text, 'private_key')).toThrow(
    'is JSON without "private_key" in it. Paste the provider\'s key file as it was downloaded, all of it',
  );
});

test.each([
  ['a key file that is cut off', JSON.stringify(google).slice(0, -20), 'is JSON that is cut off or damaged'],
  [
    'a damaged key in it',
    JSON.stringify({ private_key: key.slice(0, 99) }),
    'the line with -----END is missing',
  ],
  ['a word', 'swordfish', 'is no private key in PEM'],
])('%s is refused in words', (_what, text, sentence) => {
  expect(problemOf('ES256', keyInFile(text, 'private_key'))).toContain(sentence);
});

describe('a shared secret', () => {
  test.each([
    'short',
    'Zoë & {{k}} % = + "quoted" \\n ünïque',
    ' blanks around ',
    '{"json": "of another kind"}',
    '{ no json',
    'null',
    '123',
    'eyJhbGciOiJIUzI1NiJ9',
    'c2VjcmV0',
  ])('is the bytes of its text: %s', (text) => {
    expect(hex(readKey('HS256', text).secret)).toBe(hex(text));
  });

  test('is what a symmetric JWK holds, which tells its kid, alone or in a set', () => {
    const k = Buffer.from([0, 255, 1, 254]).toString('base64url');
    const one = { kty: 'oct', k, kid: 'one' };
    for (const text of [
      JSON.stringify(one),
      JSON.stringify({ keys: [one, { kty: 'oct', k, use: 'enc' }] }),
    ]) {
      const { secret, keyId } = readKey('HS256', text);
      expect([hex(secret), keyId]).toEqual(['00ff01fe', 'one']);
    }
  });

  test.each([
    ['base64', 'AP8B/g=='],
    ['base64', 'AP8B_g'],
    ['base64url', ' AP8B_g\n'],
    ['hex', '00ff01FE'],
  ] as const)('is what is written in %s, where that is declared: %s', (encoding, text) => {
    expect(hex(readKey('HS256', text, { encoding }).secret)).toBe('00ff01fe');
  });

  test.each([
    ['base64', 'not base64!'],
    ['hex', '0ff'],
    ['hex', ''],
  ] as const)('that is not written in the declared %s is refused: %j', (encoding, text) => {
    expect(problemOf('HS256', text, { encoding })).toContain(`is not written in ${encoding}, as`);
  });

  test.each([
    ['a private key', key],
    ['a public key', publicPem(ecKey())],
    ['a private JWK', jwk(ecKey())],
    ['a public SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me'],
  ])('is no key: %s is refused', (_what, text) => {
    expect(problemOf('HS256', text)).toBe(
      'is a key, but HS256 needs the client secret, which is shared with the server. Paste the client secret there',
    );
  });

  test('is not a symmetric JWK without its key', () => {
    expect(problemOf('HS256', '{"kty":"oct"}')).not.toBe('');
  });
});

describe.each(engines)('in the sandbox of %s', (engine) => {
  const sandboxes = new Sandboxes();
  beforeAll(() => sandboxes.open());
  afterAll(() => sandboxes.close());

  const rsa = rsaKey();
  const withoutPrimes = { p: undefined, q: undefined, dp: undefined, dq: undefined, qi: undefined };
  const samples: readonly (readonly [SigningAlgorithm, KeyObject, string])[] = [
    ['ES256', pair, base64(key)],
    ['ES512', ecKey('P-521'), ''],
    ['EdDSA', generateKeyPairSync('ed25519').privateKey, ''],
    ['RS256', rsa, jwk(rsa, withoutPrimes)],
  ];

  test.each(samples)('a key for %s is read as elsewhere', async (algorithm, own, other) => {
    const script = await readerScript(algorithm);
    for (const text of [pem(own), jwk(own), ...(other === '' ? [] : [other])]) {
      const { type, secret, integers = [] } = readKey(algorithm, text);
      const { value, problem } = await sandboxes.call(engine, script, { key: text });
      expect(problem).toBe('');
      expect(value).toMatchObject({ type, secret: hex(secret), integers: integers.map(hex) });
    }
    for (const text of [
      pem(own).slice(0, 90),
      jwk(own, { d: undefined }),
      '/etc/key.pem',
      '\n'.repeat(30_000),
    ]) {
      const { problem } = await sandboxes.call(engine, script, { key: text });
      expect(problem).toBe(problemOf(algorithm, text));
    }
  });

  test('a key file is read as elsewhere', async () => {
    const script = await moduleScript({ 'keys/key-file': 'keyInFile' }, 'keyInFile(input.text, input.path)');
    const input = { text: base64(JSON.stringify(google)), path: 'private_key' };
    expect(await sandboxes.call(engine, script, input)).toEqual({ value: google.private_key, problem: '' });
  });
});

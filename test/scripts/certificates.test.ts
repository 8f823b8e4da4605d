/** Headers that are made of a certificate: what node:crypto says of it, read in Node and, as a sample, in the sandboxes. */

import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificateHeaders } from '../../scripts/login/jwt/certificate.ts';
import { KeyProblem, type PrivateKey } from '../../scripts/login/keys/key.ts';
import { ecKey, pem, publicPem, rsaKey } from './bundles.ts';
import { moduleScript, Sandboxes } from './login-modules.ts';
import { jwk, readKey } from './read-key.ts';
import { engines } from './sandbox.ts';

const digest = (hash: string, bytes: Uint8Array): Uint8Array => createHash(hash).update(bytes).digest();

const all = ['x5c', 'x5t', 'x5t#S256'] as const;
type Header = (typeof all)[number];

const headersOf = (text: string, headers: readonly Header[] = all, key?: PrivateKey) =>
  certificateHeaders(text, headers, digest, key);

const problemOf = (...call: Parameters<typeof headersOf>): string => {
  try {
    headersOf(...call);
    return '';
  } catch (error) {
    if (error instanceof KeyProblem) return error.message;
    throw error;
  }
};

const rsa = { keyType: 'rsa', algorithm: 'sha256' } as const;
const above = await generate([{ name: 'commonName', value: 'Authority' }], rsa);
const own = await generate([{ name: 'commonName', value: 'Client' }], {
  ...rsa,
  ca: { key: above.private, cert: above.cert },
});
const [leaf, authority, leafKey] = [own.cert.trim(), above.cert.trim(), own.private];

const base64url = (colons: string): string =>
  Buffer.from(colons.replaceAll(':', ''), 'hex').toString('base64url');

/** What node:crypto makes of a certificate. */
const expected = (text: string) => {
  const { fingerprint, fingerprint256, raw } = new X509Certificate(text);
  return { x5c: raw.toString('base64'), x5t: base64url(fingerprint), 'x5t#S256': base64url(fingerprint256) };
};

test('the headers say what node:crypto says', () => {
  const { x5c, ...thumbprints } = expected(leaf);
  expect(headersOf(leaf)).toEqual({ x5c: [x5c], ...thumbprints });
});

test('a chain keeps its order, and the thumbprints are those of the first', () => {
  const { x5t } = expected(leaf);
  expect(headersOf(`${leaf}\n${authority}`)).toMatchObject({
    x5c: [expected(leaf).x5c, expected(authority).x5c],
    x5t,
  });
});

test.each(all)('only %s is made when only that is asked for', (header) => {
  expect(Object.keys(headersOf(leaf, [header]))).toEqual([header]);
});

test.each([
  ['literal \\n on one line', leaf.replaceAll('\n', '\\n')],
  ['CRLF and quotes', `"${leaf.replaceAll('\n', '\r\n')}"`],
  ['line ends turned into blanks', leaf.replaceAll('\n', ' ')],
  ['base64 around it', Buffer.from(leaf).toString('base64')],
  ['its attributes before it', `Bag Attributes\n  friendlyName: client\n${leaf}`],
  ['its private key before it', `${leafKey}\n${leaf}`],
  ['its private key behind it', `${leaf}\n${leafKey}`],
])('a certificate with %s is read', (_how, text) => {
  expect(headersOf(text, ['x5t'])).toEqual({ x5t: expected(leaf).x5t });
});

const whole =
  'Paste all of it in PEM, from the first hyphen of -----BEGIN CERTIFICATE to the last one of the line with -----END CERTIFICATE';
const damaged = `is a certificate that is cut off or damaged. ${whole}`;
const without = (text: string, line: number): string => text.split('\n').toSpliced(line, 1).join('\n');

test.each([
  ['nothing', ' \n', `is empty. ${whole}`],
  ['a word', 'swordfish', `is no certificate. ${whole}`],
  ['a public key', publicPem(ecKey()), `is no certificate. ${whole}`],
  [
    'the private key',
    leafKey,
    'is a private key, but the certificate is needed. Paste the certificate there',
  ],
  ['a private key in SEC1', pem(ecKey(), 'sec1'), 'is a private key, but the certificate is needed. Paste'],
  ['a certificate without its end', leaf.slice(0, 300), damaged],
  ['a certificate with a line missing', without(leaf, 3), damaged],
  ['a certificate with foreign characters', leaf.replace('MII', 'M§I'), damaged],
  ['a chain whose second certificate is damaged', `${leaf}\n${without(authority, 3)}`, damaged],
  ['an empty certificate', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', damaged],
])('%s is refused in words, and none of it is shown', (_what, text, sentence) => {
  expect(problemOf(text)).toContain(sentence);
});

describe('of the private key', () => {
  const other = 'is not the certificate of the private key. Paste the two that belong together';

  test.each([
    ['PKCS#8', leafKey],
    ['a JWK', jwk(createPrivateKey(leafKey))],
  ])('the certificate is taken when the RSA key is %s', (_format, text) => {
    expect(problemOf(leaf, all, readKey('RS256', text))).toBe('');
  });

  test('another one is refused, and so is a chain that does not begin with it', () => {
    expect(problemOf(leaf, all, readKey('RS256', pem(rsaKey())))).toBe(other);
    expect(problemOf(`${authority}\n${leaf}`, all, readKey('RS256', leafKey))).toBe(other);
    expect(problemOf(leaf, all, readKey('ES256', jwk(ecKey())))).toBe(other);
  });

  test('the certificate is taken when it is on a curve', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'Client' }], {
      keyType: 'ec',
      algorithm: 'sha256',
    });
    for (const text of [key, jwk(createPrivateKey(key))])
      expect(problemOf(cert, all, readKey('ES256', text))).toBe('');
  });
});

describe.each(engines)('in the sandbox of %s', (engine) => {
  const sandboxes = new Sandboxes();
  beforeAll(() => sandboxes.open());
  afterAll(() => sandboxes.close());

  test('the headers are the same', async () => {
    const script = await moduleScript(
      { 'jwt/certificate': 'certificateHeaders', 'sandbox-crypto': 'digest' },
      'certificateHeaders(input.text, input.headers, digest)',
    );
    const called = await sandboxes.call(engine, script, { text: `${leaf}\n${authority}`, headers: all });
    expect(called).toEqual({ problem: '', value: headersOf(`${leaf}\n${authority}`) });
    const refused = await sandboxes.call(engine, script, { text: leafKey, headers: all });
    expect(refused.problem).toBe(problemOf(leafKey));
  });
});

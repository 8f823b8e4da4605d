/** Every form in which people paste a private key, and what is said of a text that is none. */

import type { KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPrivateKey } from '../../scripts/login/keys/private-key.ts';
import { ecKey, pem, publicPem, rsaKey } from './bundles.ts';
import { encryptKey } from './encrypted-key.ts';
import { base64, jwk, jwkOf, problemOf, setOf } from './read-key.ts';

const ec = ecKey();
const rsa = rsaKey();
const ecPem = pem(ec);
const body = (text: string): string => text.replaceAll(/-----[^-]+-----|\s/g, '');
const onOneLine = (text: string): string => text.trim().replaceAll('\n', '\\n');
const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';

const formats = (key: KeyObject, other: 'sec1' | 'pkcs1'): readonly (readonly [string, string])[] => [
  ['PKCS#8', pem(key)],
  [other, pem(key, other)],
  ['a JWK', jwk(key)],
  ['a JWK on many lines', JSON.stringify(jwkOf(key), null, 2)],
  ['a JWK within a JSON string', JSON.stringify(jwk(key))],
  ['a JWK set', setOf(jwkOf(key))],
  ['the bare list of a JWK set', JSON.stringify([jwkOf(key)])],
  ['CRLF', pem(key).replaceAll('\n', '\r\n')],
  ['literal \\n on one line', onOneLine(pem(key))],
  ['literal \\r\\n on one line', pem(key).trim().replaceAll('\n', '\\r\\n')],
  ['literal \\n that was escaped twice', pem(key).trim().replaceAll('\n', '\\\\n')],
  ['line ends turned into blanks', pem(key).replaceAll('\n', ' ')],
  ['no line ends at all', pem(key).replaceAll('\n', '')],
  ['quotes around it', `"${pem(key)}"`],
  ['quotes, blanks and literal \\n', `  '${onOneLine(pem(key))}'  `],
  ['a byte order mark', `\ufeff${pem(key)}`],
  ['a certificate before it', `-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${pem(key)}`],
  ['attributes before it', `Bag Attributes\n  friendlyName: client\n${pem(key)}`],
  ['the bare base64 of its DER', body(pem(key))],
  ['base64 -w0 of the PEM file', base64(pem(key))],
  ['base64 of the PEM file, in lines', base64(pem(key)).replaceAll(/.{76}/g, '$&\n')],
  ['base64 of the PEM file, in quotes', `"${base64(pem(key))}"`],
  ['base64url of the PEM file', Buffer.from(pem(key)).toString('base64url')],
  ['base64 of a JWK', base64(jwk(key))],
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const secretOf = (key: KeyObject): string => Buffer.from(String(jwkOf(key).d), 'base64url').toString('hex');

test.each(formats(ec, 'sec1'))('an EC key is read from %s', (_format, text) => {
  const { type, secret } = readPrivateKey(text, { algorithm: 'ES256', keyId: '', passphrase: '' });
  expect({ type, secret: hex(secret) }).toEqual({ type: 'P-256', secret: secretOf(ec) });
});

test('an EC key is read from SEC1 behind its parameters', () => {
  expect(problemOf('ES256', parameters + pem(ec, 'sec1'))).toBe('');
});

test.each(formats(rsa, 'pkcs1'))('an RSA key is read from %s', (_format, text) => {
  const { type, secret } = readPrivateKey(text, { algorithm: 'RS256', keyId: '', passphrase: '' });
  expect({ type, secret: hex(secret) }).toEqual({ type: 'RSA', secret: secretOf(rsa) });
});

const encrypted = encryptKey(ec, 'x', { prf: 'sha256', cipher: 'aes-256-cbc' });
const legacy = ec.export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
/** The outline of a certificate: a sequence of two sequences and a bit string (RFC 5280 §4.1). */
const certificate = `-----BEGIN CERTIFICATE-----\n${Buffer.from('300d30030201013003020101030100', 'hex').toString('base64')}\n-----END CERTIFICATE-----`;
/** The outline of a PKCS#12 file: a version and a sequence (RFC 7292 §4). */
const pkcs12 = Buffer.from('300d0201033008060355040304010000', 'hex').subarray(0, 15).toString('base64');
const lines = ecPem.split('\n');

const bad: readonly (readonly [string, string, string])[] = [
  ['a public key', publicPem(ec), 'is a public key, but the private key is needed'],
  ['a public key labelled private', publicPem(ec).replaceAll('PUBLIC', 'PRIVATE'), 'is a public key, but'],
  ['a certificate', certificate, 'is a certificate, but the private key is needed'],
  ['a PKCS#12 file', pkcs12, 'Paste what this prints: openssl pkcs12 -in FILE'],
  ['an encrypted key', encrypted, 'is encrypted, but no variable is declared for its passphrase'],
  ['a legacy encrypted key', legacy, 'is encrypted in a way that is not supported'],
  ['a PEM without its end', ecPem.slice(0, 120), 'the line with -----END is missing'],
  ['a PEM without its beginning', lines.slice(1).join('\n'), 'the line with -----BEGIN is missing'],
  ['the middle of a PEM', lines.slice(2, 4).join('\n'), 'the line with -----BEGIN is missing'],
  ['a PEM with a line missing', lines.toSpliced(2, 1).join('\n'), 'is a key that is cut off or damaged'],
  ['garbage within PEM', ecPem.replace('MIG', '!§$'), 'is a key with foreign characters in it'],
  ['PEM without anything in it', '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----', 'foreign'],
  ['just a word', 'swordfish', 'is no private key in PEM, and no JWK'],
  ['a path', '/home/ann/keys/client', 'holds the path of a file'],
  ['a path from home', '~/client-key', 'holds the path of a file'],
  ['a path of Windows', String.raw`C:\new\read.me`, 'holds the path of a file'],
  ['the name of a file', 'client.private.pem', 'holds the path of a file'],
  ['a path in quotes', '"./keys/client.key"', 'holds the path of a file'],
  ['a path as curl takes it', '@client', 'holds the path of a file'],
  ['the address of a file', 'file:///home/ann/client', 'holds the path of a file'],
  ['a JWT', 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl', 'is a token (a JWT)'],
  ['a public JWK', jwk(ec, { d: undefined }), 'is a public key (a JWK without "d")'],
  ['half a JWK', jwk(ec).slice(0, 60), 'is JSON that is cut off or damaged'],
  ['other JSON', '{"private":"x"}', 'is JSON, but no key'],
  ['a symmetric JWK', '{"kty":"oct","k":"AAAAAAAAAAAA"}', 'is a symmetric key, but ES256 needs'],
  ['a public SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me', 'is a public SSH key, but'],
  ['an SSH key file', '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n', 'ssh-keygen -p -m PKCS8 -f COPY'],
  ['a PuTTY key file', 'PuTTY-User-Key-File-3: ecdsa-sha2-nistp256\nEncryption: none', 'In PuTTYgen'],
];

describe('a text that is no private key is told in words, and none of it is shown', () => {
  test.each(bad)('%s', (_what, text, sentence) => {
    const problem = problemOf('ES256', text);
    expect(problem).toContain(sentence);
    expect(problem).not.toMatch(/\.$/);
    for (const part of text.match(/[\w+/]{24,}/g) ?? []) expect(problem).not.toContain(part);
  });

  test('a path or half a PEM is told how to paste the key whole', () => {
    for (const text of ['/etc/key.pem', ecPem.slice(0, 99), lines[2] ?? '', 'swordfish']) {
      expect(problemOf('ES256', text)).toContain(
        'Open the file of the key in a text editor and paste all of it, from the first hyphen of -----BEGIN to the last one of the line with -----END',
      );
    }
  });
});

/** Characters. A reader that takes four times as long for twice as many needs minutes for them. */
const LONG = 300_000;

test.each([
  ['line feeds', '\n'.repeat(LONG)],
  ['line feeds and a letter', `${'\n'.repeat(LONG)}x`],
  ['blanks', ' '.repeat(LONG)],
  ['blanks within PEM', `-----BEGIN PRIVATE KEY-----${' '.repeat(LONG)}!`],
  ['backslashes', '\\'.repeat(LONG)],
  ['quotes', '"'.repeat(LONG)],
  ['hyphens', '-'.repeat(LONG)],
  ['beginnings', '-----BEGIN '.repeat(LONG / 10)],
  ['letters', 'A'.repeat(LONG)],
  ['brackets', '['.repeat(LONG)],
  ['dots', 'a.'.repeat(LONG / 2)],
  ['an RSA key of far too many bits', jwk(rsa, { n: 'A_'.repeat(LONG / 2), p: undefined, q: undefined })],
])('a very long text of %s is refused at once', (_what, text) => {
  const before = performance.now();
  expect(problemOf('ES256', text)).not.toBe('');
  expect(problemOf('RS256', text)).not.toBe('');
  expect(performance.now() - before).toBeLessThan(2000);
});

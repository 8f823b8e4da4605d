import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSecretName, isSecretValue, secretIn } from '../../src/declare/secret-patterns.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pkcs8 = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const sec1 = String(privateKey.export({ type: 'sec1', format: 'pem' }));
const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
const jwt = ['{"alg":"ES256"}', '{"sub":"client"}', 'a signature of some bytes']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

test.each([
  ['a private key (PEM)', pkcs8],
  ['a private key (PEM)', sec1.replaceAll('\n', '\r\n')],
  ['a private key (PEM)', JSON.stringify({ key: pkcs8 })],
  ['a private key (PEM)', JSON.stringify(JSON.stringify(sec1))],
  ['a private key (PEM)', sec1.replaceAll('\n', ' ')],
  ['a private key (JWK)', jwk],
  ['a private key (JWK)', JSON.stringify(jwk)],
  ['a private key (JWK)', `const key = {kty:'oct',k:'${'Ab1-'.repeat(11)}'}`],
  ['a JSON Web Token', `the token ${jwt} of yesterday`],
  ['a bearer token', 'Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA'],
  ['Basic credentials', 'Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW'],
  ['an AWS access key', 'AKIAIOSFODNN7EXAMPLE'],
  ['a GitHub token', `ghp_${'a1B2'.repeat(9)}`],
  ['a Slack token', 'xoxb-123456789012-abcdef'],
  ['a Postman API key', `PMAK-${'0a'.repeat(12)}-${'1b'.repeat(17)}`],
])('recognises %s', (what, text) => {
  expect(secretIn(text)).toBe(what);
});

test.each([
  ['a public key', String(publicKey.export({ type: 'spki', format: 'pem' }))],
  ['a public JWK', JSON.stringify(publicKey.export({ format: 'jwk' }))],
  [
    'code that mentions a label',
    "const begin = '-----BEGIN PRIVATE KEY-----'; if (!text.includes(begin)) return;",
  ],
  [
    'advice about a key',
    'It begins with -----BEGIN EC PRIVATE KEY----- and ends with -----END EC PRIVATE KEY-----.',
  ],
  ['a shortened key', '-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----'],
  ['a placeholder', 'Bearer {{access_token}}'],
  ['prose', 'Bearer authentication-is-explained-in-the-guide; Basic AuthenticationOfUsers'],
  ['a JWK parser', 'if (jwk.kty === "EC") use({ kty: jwk.kty, d: jwk.d })'],
])('lets %s pass', (_, text) => {
  expect(secretIn(text)).toBeUndefined();
});

test.each([
  'client_secret',
  'clientSecret',
  'API_KEY',
  'x-api-key',
  'admin_password',
  'access_token',
  'Authorization',
])('takes %s for the name of a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  'host',
  'client_id',
  'access_token_for',
  'token_endpoint',
  'password_policy',
  'scope',
  'tokenName',
])('takes %s for a name like others', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  '',
  '{{secret}}',
  'Bearer {{token}}',
  '<your key>',
  'your-api-key',
  'short',
  '********',
  'some prose here',
])('takes %j for a stand-in', (value) => {
  expect(isSecretValue(value)).toBe(false);
});

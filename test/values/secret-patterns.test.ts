import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { isSecretName, isSecretValue, secretIn, secretInText } from '../../src/values/secret-patterns.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pkcs8 = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const sec1 = String(privateKey.export({ type: 'sec1', format: 'pem' }));
const derOf = (type: 'rsa', format: 'pkcs1' | 'pkcs8'): string =>
  generateKeyPairSync(type, { modulusLength: 2048 })
    .privateKey.export({ type: format, format: 'der' })
    .toString('base64');
const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
const JWT_IO =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c';
const jwt = ['{"alg":"ES256"}', '{"sub":"client"}', 'a signature of some bytes']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

test.each([
  ['a password in an address', 'postgres://app:Hunter2hunter9x@db.example.net/x'],
  ['a password on a command line', 'curl -u admin:Hunter2hunter9 https://x'],
  ['a SendGrid key', `SG.${'aB3'.repeat(8)}.${'cD4'.repeat(12)}`],
  ['an Azure account key', `AccountKey=${'aB3+'.repeat(20)}==`],
  [
    'the address of a Slack webhook',
    `https://hooks.slack.com/services/T012AB3CD/B012AB3CD/${'aB3'.repeat(8)}`,
  ],
  ['a private key (PEM)', pkcs8],
  ['a private key (PEM)', sec1.replaceAll('\n', '\r\n')],
  ['a private key (PEM)', JSON.stringify({ key: pkcs8 })],
  ['a private key (PEM)', JSON.stringify(JSON.stringify(sec1))],
  ['a private key (PEM)', sec1.replaceAll('\n', ' ')],
  ['a private key (base64)', pkcs8.split('\n').slice(1, -2).join('')],
  ['a private key (base64)', derOf('rsa', 'pkcs1')],
  ['a private key (base64)', derOf('rsa', 'pkcs8')],
  ['a private key (base64)', encodeURIComponent(sec1)],
  ['a private key (base64 of PEM)', Buffer.from(pkcs8).toString('base64')],
  ['a private key (base64 of PEM)', Buffer.from(sec1).toString('base64')],
  ['a private key (JWK)', jwk],
  ['a private key (JWK)', JSON.stringify(jwk)],
  ['a private key (JWK)', `const key = {kty:'oct',k:'${'Ab1-'.repeat(11)}'}`],
  ['a JSON Web Token', `the token ${jwt} of yesterday`],
  ['a bearer token', 'Authorization: Bearer 3YotnFZFEjr1zCsicMWpAA'],
  ['Basic credentials', 'Basic c2VydmljZTpnWDFmQmF0M2JXcQ=='],
  ['an AWS access key', 'AKIAIOSFODNN7QWERTZU'],
  ['a GitHub token', `ghp_${'a1B2'.repeat(9)}`],
  ['a Slack token', 'xoxb-123456789012-abcdef'],
  ['a Slack token', 'not xoxb-your-token-here but xoxb-123456789012-abcdef'],
  ['a Postman API key', `PMAK-${'0a'.repeat(12)}-${'1b'.repeat(17)}`],
])('recognises %s', (what, text) => {
  expect(secretIn(text)).toBe(what);
});

test.each([
  ['a public key', String(publicKey.export({ type: 'spki', format: 'pem' }))],
  ['the base64 of a public key', publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
  [
    'the base64 of a public PEM',
    Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })).toString('base64'),
  ],
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
  ['jwt.io’s sample', `Bearer ${JWT_IO}`],
  [
    'the sample of RFC 7519',
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  ],
  ['the token of RFC 6749', 'Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA'],
  ['the credentials of RFC 6749', 'Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW'],
  ['the sample of Amazon', 'AKIAIOSFODNN7EXAMPLE'],
  ['a stand-in for a Slack token', 'xoxb-your-token-here'],
  ['a stand-in for a GitHub token', `ghp_${'x'.repeat(36)}`],
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

const random = 'mZ4k9QpL2xW7vB1n';
const password = 'hunter2Qx';

test.each([
  ['JSON', `{"client_secret": "${random}"}`, 'client_secret'],
  ['JSON in JSON', JSON.stringify(`{"client_secret": "${random}"}`), 'client_secret'],
  ['a form', `grant_type=password&refresh_token=${random}&x=1`, 'refresh_token'],
  ['prose', `Log in as admin, password: ${password}.`, 'password'],
  ['a sentence', `The password is ${password}.`, 'The password'],
  ['Markdown', `**Password:** \`${password}\``, 'Password'],
  ['a table', `| client secret | ${random} |`, 'client secret'],
  ['a pair after another', `Login: password=${password}`, 'password'],
  ['XML', `<wsse:Password Type="text">${password}</wsse:Password>`, 'Password'],
  ['an attribute', `<user name="x" password="${password}"/>`, 'password'],
  ['JSON with a short password', `{"password": "hunter2"}`, 'password'],
  ['an environment file', `HOST=a.example\nCLIENT_SECRET=${random}\n`, 'CLIENT_SECRET'],
])('recognises a random value under the name of a secret in %s', (_, text, name) => {
  expect(secretInText(text)).toBe(`a value of ${name}`);
});

test.each([
  '{"access_token": "<your token, 36 characters>", "token_type": "Bearer"}',
  '{"client_secret": "{{client_secret}}", "gms_access_token": "/api/admin/v1/gms_access_token/1/"}',
  '{"token_endpoint": "https://a.example/oauth2/token", "token_endpoint_auth_method": "client_secret_post2"}',
  'client_secret=YOUR_CLIENT_SECRET and password=correct-horse-battery, expires=1762000000',
  '{"next_page_token": "CAUQAA1234567890abc", "csrfToken": "a8f5f167f44f4964e6c998dee827110c"}',
  'password: <password>, or password: your-password1, or password: ***, or api_key=example-key-4711',
  'The password is hashed with bcrypt; password: sha256, token: opaque. <password>string</password>',
  'Set `token: string` and `"api_key": "your-api-key-1234"`.',
])('takes %s for documentation', (text) => {
  expect(secretInText(text)).toBeUndefined();
});

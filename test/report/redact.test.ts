import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Redactor } from '../../src/report/redact.ts';

const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const SECRET = 'sé:cret/ +%"&=';

const redactor = new Redactor();
redactor.add('client_private_key', KEY);
redactor.add('client_secret', SECRET);
redactor.add('empty', '');

describe('a secret value is replaced by its name', () => {
  const lines = KEY.trim().split('\n');
  const forms: readonly (readonly [string, string, string])[] = [
    ['as it is', KEY, 'client_private_key'],
    ['JSON-escaped', JSON.stringify({ key: KEY }), 'client_private_key'],
    ['with literal \\n', KEY.trim().replaceAll('\n', '\\n'), 'client_private_key'],
    ['one line of a PEM block', `… ${lines[1] ?? ''} …`, 'client_private_key'],
    ['in base64', Buffer.from(KEY).toString('base64'), 'client_private_key'],
    ['a secret as it is', SECRET, 'client_secret'],
    ['a secret in JSON', JSON.stringify(SECRET), 'client_secret'],
    ['a secret in a query', encodeURIComponent(SECRET), 'client_secret'],
    ['a secret in a form', new URLSearchParams({ s: SECRET }).toString(), 'client_secret'],
    ['a secret in base64', Buffer.from(SECRET).toString('base64'), 'client_secret'],
    ['a secret in base64url', Buffer.from(SECRET).toString('base64url'), 'client_secret'],
  ];
  test.each(forms)('%s', (_title, text, name) => {
    const redacted = redactor.redact(`before ${text} after`);
    expect(redacted).toContain(`‹${name}›`);
    expect(redacted).toMatch(/^before .* after$/s);
    for (const line of lines.slice(1, -1)) expect(redacted).not.toContain(line);
    expect(redacted).not.toContain(SECRET);
  });
});

test('what looks like a JWT or a private key is replaced although nobody named it', () => {
  const jwt = `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${Buffer.from('{"sub":"me"}').toString('base64url')}.c2ln`;
  expect(new Redactor().redact(`token ${jwt}.`)).toBe('token ‹JWT›.');
  expect(new Redactor().redact(`key ${KEY.trim()} end`)).toBe('key ‹private key› end');
  expect(new Redactor().redact(`key ${KEY.trim().slice(0, 80)}`)).toBe('key ‹private key›');
});

test('text without secrets stays as it is, and very short values tear nothing apart', () => {
  const short = new Redactor();
  short.add('x', 'a');
  expect(short.redact('banana')).toBe('banana');
});

test('of two secrets, one inside the other, the longer is found first', () => {
  const two = new Redactor();
  two.add('inner', 'abcdef');
  two.add('outer', '123abcdef456');
  expect(two.redact('123abcdef456')).toBe('‹outer›');
});

test('of a JSON Web Key, the private members are secret by themselves', () => {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const keys = new Redactor();
  keys.add('client_private_key', JSON.stringify(jwk));
  expect(keys.redact(`d is ${jwk.d ?? ''}, x is ${jwk.x ?? ''}`)).toBe(
    `d is ‹client_private_key›, x is ${jwk.x ?? ''}`,
  );
});

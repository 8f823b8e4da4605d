import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Redactor } from '../../src/report/redact.ts';

const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const SECRET = 'sé:cret/ +%"&=';

const redactor = new Redactor();
redactor.add(KEY);
redactor.add(SECRET);

describe('a secret value is hidden', () => {
  const lines = KEY.trim().split('\n');
  const forms: readonly (readonly [string, string])[] = [
    ['as it is', KEY],
    ['JSON-escaped', JSON.stringify({ key: KEY })],
    ['with literal \\n', KEY.trim().replaceAll('\n', '\\n')],
    ['one line of a PEM block', `… ${lines[1] ?? ''} …`],
    ['in base64', Buffer.from(KEY).toString('base64')],
    ['a secret as it is', SECRET],
    ['a secret in JSON', JSON.stringify(SECRET)],
    ['a secret in a query', encodeURIComponent(SECRET)],
    ['a secret in a form', new URLSearchParams({ s: SECRET }).toString()],
    ['a secret in base64', Buffer.from(SECRET).toString('base64')],
    ['a secret in hex', Buffer.from(SECRET).toString('hex')],
    ['a secret that is cut', `${SECRET.slice(0, 9)}…`],
    ['a secret in base64url', Buffer.from(SECRET).toString('base64url')],
  ];
  test.each(forms)('%s', (_title, text) => {
    const redacted = redactor.redact(`before ${text} after`);
    expect(redacted).toContain('[hidden]');
    expect(redacted).toMatch(/^before .* after$/s);
    for (const line of lines.slice(1, -1)) expect(redacted).not.toContain(line);
    expect(redacted).not.toContain(SECRET);
  });
});

test('what looks like a JWT or a private key is replaced although nobody named it', () => {
  const jwt = `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${Buffer.from('{"sub":"me"}').toString('base64url')}.c2ln`;
  expect(new Redactor().redact(`token ${jwt}.`)).toBe('token [hidden].');
  expect(new Redactor().redact(`key ${KEY.trim()} end`)).toBe('key [hidden] end');
  expect(new Redactor().redact(`key ${KEY.trim().slice(0, 80)}`)).toBe('key [hidden]');
});

test('text without secrets stays as it is, and very short values tear nothing apart', () => {
  const short = new Redactor();
  short.add('a');
  expect(short.redact('banana')).toBe('banana');
});

test('of two secrets, one inside the other, the longer is found first', () => {
  const two = new Redactor();
  two.add('abcdef');
  two.add('123abcdef456');
  expect(two.redact('123abcdef456')).toBe('[hidden]');
});

test('of a JSON Web Key, the private members are secret by themselves', () => {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const keys = new Redactor();
  keys.add(JSON.stringify(jwk));
  expect(keys.redact(`d is ${jwk.d ?? ''}, x is ${jwk.x ?? ''}`)).toBe(`d is [hidden], x is ${jwk.x ?? ''}`);
});

test('our own words about a key are no key, and nothing after them is lost', () => {
  const advice =
    'It begins with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----. Paste all of it.';
  expect(redactor.redact(advice)).toBe(advice);
});

test('our own words may begin as a secret does, but hold no whole one', () => {
  const own = new Redactor();
  own.add('collection-2026');
  expect(own.guard('collection  engine, collection-2026')).toBe('collection  engine, [hidden]');
  expect(own.redact('collection…')).toBe('[hidden]…');
});

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

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

describe('a secret is hidden also', () => {
  const PLANTED = 'Größe 7\nzwei "drei"\\vier-und-fünf-und-sechs-und-sieben-und-acht-und-neun';
  const bytes = Buffer.from(PLANTED);
  const known = new Redactor();
  known.add(PLANTED);
  const json = quoted(PLANTED);
  test.each([
    ['in upper case', PLANTED.toUpperCase().replace('SS', 'ß')],
    ['in JSON in JSON in JSON', quoted(quoted(json))],
    ['percent-encoded as Latin-1', escape(PLANTED)],
    ['as a header has it, whose bytes are Latin-1', bytes.toString('latin1')],
    ['with the entities of HTML', PLANTED.replaceAll('ö', '&ouml;').replaceAll('ü', '&uuml;')],
    ['on one line', PLANTED.replaceAll('\n', ' ')],
    ['with the line ends of a form', PLANTED.replaceAll('\n', '\r\n')],
    [
      'as JavaScript',
      PLANTED.replace(/[^\w]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
  ])('%s', (_how, text) => expect(known.redact(`a ${text} b`)).toBe('a [hidden] b'));

  test.each([
    ['behind a byte', Buffer.from(`:${PLANTED}`).toString('base64')],
    ['behind two bytes', Buffer.from(`x:${PLANTED}`).toString('base64url')],
    ['in the midst', Buffer.from(`{"client_secret":"${PLANTED}"}`).toString('base64')],
    ['encoded for a Basic header', Buffer.from(`me:${encodeURIComponent(PLANTED)}`).toString('base64')],
    ['on lines of 76', bytes.toString('base64').replaceAll(/.{76}/g, '$&\n')],
    ['on lines of 64', bytes.toString('base64').replaceAll(/.{64}/g, '$&\n')],
  ])('in Base64, %s', (_how, text) => {
    const shown = known.redact(text);
    expect(shown).toContain('[hidden]');
    // Whatever of it is left, in any of the three ways in which bytes lie, decodes to nothing of the secret.
    const left = shown.split('[hidden]').map((part) => part.trim());
    const read = left.flatMap((part) =>
      [0, 1, 2, 3].map((skip) => Buffer.from(part.slice(skip), 'base64').toString()),
    );
    for (const word of ['zwei', 'drei', 'vier', 'sechs', 'sieben', 'acht'])
      expect(read.join()).not.toContain(word);
  });

  test('only as it is written, when it is a short word', () => {
    const short = new Redactor();
    short.add('Tea');
    short.add('Post');
    short.add('Z9q4!');
    expect(short.redact('Tea, post, POST, Post, z9Q4!')).toBe('Tea, post, POST, [hidden], [hidden]');
  });
});

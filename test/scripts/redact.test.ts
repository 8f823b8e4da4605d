/** What messages hide of texts that come from outside. It is pure, so it is tested here, and sampled in the sandboxes. */

import { describe, expect, test } from 'vitest';
import { clean, hideSecrets, SecretForms } from '../../scripts/login/redact.ts';

const SECRET = 'Qx7v/Kp+2m "é<&\'>~(!*) =%zz';

const lowerCase = (text: string): string => text.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase());
const percent = encodeURIComponent(SECRET);
const form = new URLSearchParams({ s: SECRET }).toString().slice(2);
const bytes = Buffer.from(SECRET);

const echoes: readonly (readonly [string, string])[] = [
  ['raw', SECRET],
  ['percent-encoded', percent],
  ['percent-encoded in lower case', lowerCase(percent)],
  ['percent-encoded twice', encodeURIComponent(percent)],
  ['with every byte percent-encoded', bytes.toString('hex').replace(/../g, '%$&')],
  ['form-encoded', form],
  ['form-encoded in lower case', lowerCase(form)],
  ['form-encoded by encodeURIComponent', percent.replaceAll('%20', '+')],
  ['in hexadecimal', bytes.toString('hex')],
  ['in upper case hexadecimal', bytes.toString('hex').toUpperCase()],
  ['in base64', bytes.toString('base64')],
  ['in base64url', bytes.toString('base64url')],
  ['in percent-encoded base64', encodeURIComponent(bytes.toString('base64'))],
  ['JSON-escaped', JSON.stringify(SECRET).slice(1, -1)],
  [
    'JSON-escaped to ASCII',
    JSON.stringify(SECRET).slice(1, -1).replace('é', '\\u00e9').replaceAll('/', '\\/'),
  ],
  [
    'HTML-escaped',
    SECRET.replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  ],
  [
    'HTML-escaped by numbers',
    SECRET.replace(/[&<>"'é]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`),
  ],
];

describe('a secret that is echoed', () => {
  test.each(echoes)('%s is hidden, and what stands around it is not', (_how, echo) => {
    const shown = clean(`The secret ${echo} is wrong.`, [SECRET]);
    expect(shown).toBe('The secret [hidden] is wrong.');
  });

  test.each(echoes)('%s and cut after 8 or more characters is hidden', (_how, echo) => {
    // A piece of an escape may be left behind.
    for (const length of [echo.length - 1, Math.ceil(echo.length / 2)]) {
      const shown = clean(`expected '${echo.slice(0, length)}…' to equal`, [SECRET]);
      expect(shown).toMatch(/^expected '\[hidden\].{0,6}…' to equal$/);
    }
  });
});

test('secrets that overlap, hold each other, or begin alike are all hidden to the end', () => {
  const secrets = ['abcdefghij', 'fghijklmnop', 'abcdefghijXYZ-and-more', 'cdef-inner'];
  expect(clean('1 abcdefghijklmnop 2', secrets)).toBe('1 [hidden] 2');
  expect(clean('1 abcdefghijXYZ-and-more 2', secrets)).toBe('1 [hidden] 2');
  expect(clean('1 abcdefghcdef-inner 2', secrets)).toBe('1 [hidden][hidden] 2');
});

test('short secrets are hidden as a whole only, and those of fewer than 4 characters not at all', () => {
  expect(clean('p4ss! p4ss p4', ['p4ss!'])).toBe('[hidden] p4ss p4');
  expect(clean('a b c', ['a', ''])).toBe('a b c');
});

test('lines of a key are secrets; the words around it are not', () => {
  const pem = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\nAgEGCCqGSM49\n-----END PRIVATE KEY-----\n';
  expect(clean('got MIGHAgEAMBMGByqGSM49, a PRIVATE KEY', [pem])).toBe('got [hidden], a PRIVATE KEY');
  expect(clean(`got ${pem}!`, [])).toBe('got [hidden] !');
});

test('what looks like a JWT or a key is hidden whoever has it', () => {
  expect(clean('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', [])).toBe('[hidden]');
  expect(clean(`id ${'a1'.repeat(30)}`, [])).toBe('id [hidden]');
});

test('a text becomes one line without controls, without placeholders, and is cut', () => {
  expect(clean('a\r\nb\u2028c\u202ed\u0007{{x}} {{{{y', [])).toBe('a b c d { {x}} { { { {y');
  expect(clean('x'.repeat(30).replaceAll('xxx', 'xx '), [], 10)).toBe('xx xx xx x…');
  expect(clean(`${'ab '.repeat(50_000)}`, []).length).toBe(301);
});

test('a long text with many escapes and many secrets takes no square of the time', () => {
  const forms = new SecretForms(Array.from({ length: 200 }, (_, at) => `secret-number-${at}`));
  const shown = hideSecrets('%2F&amp;\\u0041 secret-number-7 '.repeat(20_000), forms);
  expect(shown).not.toContain('secret-number');
});

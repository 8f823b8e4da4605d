/** Foreign texts that cannot act: colours of a terminal, controls, directions, halves of characters. */

import { expect, test } from 'vitest';
import { plainText } from '../../src/report/plain-text.ts';

test.each([
  ['what people write', 'Grüße, 你好, 👩‍👩‍👧 and\ta tab\nand a line', 'Grüße, 你好, 👩‍👩‍👧 and\ta tab\nand a line'],
  ['Arabic, which needs no controls', 'مرحبا', 'مرحبا'],
  ['colours', '\u001B[1;31mred\u001B[0m', 'red'],
  ['links of a terminal', '\u001B]8;;https://a.example\u0007here\u001B]8;;\u001B\\', 'here'],
  ['an escape alone', 'a\u001Bc', 'a␛c'],
  ['NUL, bell, backspace, delete', '\0\u0007\b\u007F', '␀␇␈␡'],
  ['line ends of Windows', 'a\r\nb\rc', 'a\nb␍c'],
  ['controls of ISO 8859', 'a\u009Bb', 'a\uFFFDb'],
  ['halves of characters', 'a\uD800b\uDC00', 'a\uFFFDb\uFFFD'],
  ['what XML cannot hold', 'a\uFFFEb\uFFFF', 'a⟨U+FFFE⟩b⟨U+FFFF⟩'],
  ['directions', 'a\u202Eb\u2066c\u200Fd', 'a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩d'],
  ['separators of lines', 'a\u2028b\u2029', 'a⟨U+2028⟩b⟨U+2029⟩'],
  ['what has no width', 'a\u200Bb\uFEFF', 'a⟨U+200B⟩b⟨U+FEFF⟩'],
])('%s', (_what, text, plain) => {
  expect(plainText(text)).toBe(plain);
});

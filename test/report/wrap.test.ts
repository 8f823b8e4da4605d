import { describe, expect, test } from 'vitest';
import { wrap, wrapText } from '../../src/report/wrap.ts';

describe('a paragraph', () => {
  test.each([
    ['breaks at blanks and line feeds alike', 'one two\nthree', 9, ['one two', 'three']],
    [
      'keeps a word whole that is longer than a line',
      'see https://example.com/long x',
      9,
      ['see', 'https://example.com/long', 'x'],
    ],
    [
      'keeps code on one line',
      'Call (`postsmith run -e lab`) now',
      20,
      ['Call', '(`postsmith run -e lab`)', 'now'],
    ],
    [
      'keeps an option with its value',
      'or --engine <engine name>, and',
      20,
      ['or', '--engine <engine name>,', 'and'],
    ],
    ['takes a lone backtick for a letter', 'a `b c d', 4, ['a `b', 'c d']],
    ['of nothing has no lines', ' ', 9, []],
  ])('%s', (_, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  test('is never wider than people can read', () => {
    expect(Math.max(...wrap('word '.repeat(100), 500).map((line) => line.length))).toBe(99);
  });

  test('of a hostile server is broken in no time', () => {
    for (const part of ['[ ', '` ', '< ', '--a <', '`'.repeat(9)]) {
      expect(wrap(part.repeat(50_000), 80).join('').length).toBeGreaterThan(50_000);
    }
  });
});

describe('a text of several lines', () => {
  test('keeps its lines, and the indentation of those that it breaks', () => {
    expect(wrapText('short\n  one two three\n\nend', 10)).toEqual([
      'short',
      '  one two',
      '  three',
      '',
      'end',
    ]);
  });

  test('leaves code and tables alone', () => {
    const frame = [
      '  > 12 | const aLongName = pm.response.json().value;',
      '     |       ^',
      'a    table   row',
    ];
    expect(wrapText(frame.join('\n'), 10)).toEqual(frame);
  });
});

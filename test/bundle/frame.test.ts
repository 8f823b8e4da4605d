/** A place in a source, as a terminal shows it. */

import { expect, test } from 'vitest';
import { tellFrame } from '../../src/bundle/problem.ts';

const frame = (lines: readonly string[], line: number, column: number): string[] =>
  tellFrame({ file: '/p/x.ts', line, column, code: lines[line - 1] ?? '', lines }, '/p').split('\n');

test('is the line with a caret between its neighbours', () => {
  expect(frame(['const a = 1;', '\tpm.gone();', ''], 2, 5)).toEqual([
    'x.ts:2:5',
    '  1 | const a = 1;',
    '> 2 |  pm.gone();',
    '    |     ^',
    '  3 |',
  ]);
});

test('of a long line is the part around the caret, so that no terminal breaks it', () => {
  const lines = [`${'a'.repeat(100)}b${'c'.repeat(100)}`];
  const [, code = '', caret = ''] = frame(lines, 1, 101);
  expect(code.length).toBeLessThan(76);
  expect(code[caret.indexOf('^')]).toBe('b');
});

test('of numbers that get longer stays in line', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `line ${at + 1}`);
  expect(frame(lines, 9, 1)).toEqual([
    'x.ts:9:1',
    '   8 | line 8',
    '>  9 | line 9',
    '     | ^',
    '  10 | line 10',
  ]);
});

test('is the place alone where the text is not known', () => {
  expect(frame([], 3, 7)).toEqual(['x.ts:3:7']);
});

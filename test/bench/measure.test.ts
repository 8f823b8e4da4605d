/** The bench's arithmetic and its verdicts. */

import { expect, test } from 'vitest';
import { interleave, median, valueOf } from './measure.ts';
import { formatResults, jsonOf } from './print.ts';
import { keepsBudget, type Result } from './result.ts';

test.each([
  [[3], 3],
  [[3, 1], 2],
  [[9, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test('samplers take turns, and one with fewer rounds drops out', async () => {
  const order: string[] = [];
  const sampler = (name: string, rounds: number) => ({
    rounds,
    sample: async () => {
      order.push(name);
      return new Map([[name, [order.length]]]);
    },
  });
  const medians = await interleave([sampler('a', 3), sampler('b', 1)]);
  expect(order).toEqual(['a', 'b', 'a', 'a']);
  expect([...medians]).toEqual([
    ['a', 3],
    ['b', 2],
  ]);
  expect(() => valueOf(medians, 'c')).toThrow('nothing was measured under "c"');
});

const results: Result[] = [
  { section: 'time', name: 'free', value: 12.34, unit: 'ms' },
  { section: 'size', name: 'kept', value: 46_000, unit: 'bytes', budget: 46_000 },
  { section: 'size', name: 'missed', value: 1.31, unit: '×', budget: 1.3 },
];

test('a budget is kept up to its last byte', () => {
  expect(results.map(keepsBudget)).toEqual([undefined, true, false]);
});

test('people get a table', () => {
  expect(formatResults(results)).toBe(
    [
      'section  what           value          budget',
      'time     free         12.3 ms',
      'size     kept    46,000 bytes  ≤ 46,000 bytes  kept',
      'size     missed        1.31 ×        ≤ 1.30 ×  MISSED',
    ].join('\n'),
  );
});

test('programs get JSON with a verdict', () => {
  expect(JSON.parse(jsonOf(results))).toMatchObject({
    node: process.version,
    kept: false,
    results: [{ name: 'free' }, { name: 'kept', kept: true }, { name: 'missed', kept: false }],
  });
});

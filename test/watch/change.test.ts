/** What is said of two texts of a built file. */

import { expect, test } from 'vitest';
import { describeChange } from '../../src/watch/change.ts';

const BANNER = '/*! scripts/post-response/a.ts; postsmith 1.0.0 */';

const request = (name: string, url = 'https://a.example', code = 'run();') => ({
  id: name,
  name,
  request: { url },
  event: [{ listen: 'test', script: { exec: [BANNER, code] } }],
});

const collection = (items: readonly unknown[], info = {}) =>
  JSON.stringify({ info: { name: 'Own', ...info }, item: [{ id: 'f', name: 'Things', item: items }] });

const one = request('One');

const environment = (value: string) =>
  JSON.stringify({
    name: 'E',
    values: [
      { key: 'client\n_id', value },
      { key: 'host', value: 'h' },
    ],
  });

test.each([
  ['a request', [one], [request('One', 'https://b.exämple')], '+1 byte: request "Things › One" changed'],
  [
    'a script',
    [one],
    [request('One', undefined, 'ran();')],
    '0 bytes: script scripts/post-response/a.ts changed',
  ],
  [
    'a script in several',
    [one, request('Two')],
    [request('One', undefined, 'r();'), request('Two', undefined, 'r();')],
    '-4 bytes: script scripts/post-response/a.ts in 2 places changed',
  ],
  ['what is new', [one], [one, { id: '2', name: 'Two' }], '+24 bytes: request "Things › Two" new'],
  ['what is gone', [one, { id: '2', name: 'Two' }], [one], '-24 bytes: request "Things › Two" gone'],
  ['the order', [one, request('Two')], [request('Two'), one], '0 bytes: the order of its parts changed'],
  [
    'many',
    [],
    ['A', 'B', 'C', 'D', 'E'].map((name) => ({ id: name, name })),
    '+109 bytes: request "Things › A", request "Things › B", request "Things › C" and 2 more new',
  ],
])('tells %s', (_what, before, now, told) => {
  expect(describeChange(collection(before), collection(now))).toBe(told);
});

test('tells what is said of the whole', () => {
  expect(describeChange(collection([one]), collection([one], { description: 'Words' }))).toBe(
    '+22 bytes: its description new',
  );
});

test('tells the names of variables, and never a value', () => {
  expect(describeChange(environment('planted'), environment('planted-too'))).toBe(
    '+4 bytes: variable "client _id" changed',
  );
});

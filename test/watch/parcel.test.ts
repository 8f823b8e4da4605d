/** What one thread hands to another is what the other would have loaded. */

import { expect, test } from 'vitest';
import { defineCollection, get } from '../../src/index.ts';
import { descriptionOf, withDescription } from '../../src/model/described.ts';
import { isUntouched, originalOf, withOriginal } from '../../src/model/original.ts';
import { pack, unpack } from '../../src/watch/parcel.ts';

const sent = (value: unknown): unknown => {
  const parcel = pack(value);
  return parcel === undefined ? undefined : unpack(structuredClone(parcel));
};

test('data arrives, with what stands under symbols, at every depth, and with what is the same', () => {
  const read = get({ name: 'A', url: 'https://a.example' });
  const original = withOriginal(read, { raw: { name: 'A' }, version: '2.1' });
  const description = { document: 'api.yaml', losses: [], operations: [] };
  const collection = withDescription(defineCollection({ name: 'Own', items: [original, read] }), description);
  const arrived = sent(collection) as typeof collection;
  expect(arrived).toEqual(collection);
  expect(descriptionOf(arrived)).toEqual(description);
  const [item] = arrived.items;
  expect(item !== undefined && originalOf(item)?.raw).toEqual({ name: 'A' });
  expect(item !== undefined && isUntouched(item)).toBe(true);
});

test('what goes round in circles arrives so', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const arrived = sent({ circle }) as { circle: typeof circle };
  expect(arrived.circle.self).toBe(arrived.circle);
});

class Plain {
  readonly name = 'own';
}

class Getting {
  get name(): string {
    return 'of the class';
  }
}

test.each([
  ['a function', { run: () => 1 }],
  ['a symbol', { key: Symbol.iterator }],
  ['a date', { at: new Date(0) }],
  ['an address', { url: new URL('https://a.example') }],
  ['a getter of a class', new Getting()],
])('%s is more than data', (_what, value) => {
  expect(pack(value)).toBeUndefined();
});

test('of an object of a class its own fields arrive', () => {
  expect(sent({ inner: new Plain() })).toEqual({ inner: { name: 'own' } });
});

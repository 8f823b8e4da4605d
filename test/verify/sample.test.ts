import { describe, expect, test } from 'vitest';
import { indexCollection } from '../../src/format/read-collection.ts';
import { onlyRequest, sampleOf } from '../../src/verify/sample.ts';

const request = (name: string, auth?: string) => ({
  id: name,
  name,
  request: { method: 'GET', url: 'https://{{host}}/', ...(auth !== undefined && { auth: { type: auth } }) },
});
const collection = (...item: object[]): string =>
  JSON.stringify({ info: { name: 'C' }, event: ['kept'], item });
const names = (text: string): readonly (string | undefined)[] =>
  indexCollection(text).items.map(({ path }) => path.at(-1));

describe('a sample', () => {
  test('is the first three requests that log in, out of their folders', () => {
    const sample = sampleOf(
      collection(
        { name: 'F', item: [request('a', 'noauth'), request('b')] },
        request('c'),
        request('d'),
        request('e'),
      ),
    );
    expect(names(sample)).toEqual(['b', 'c', 'd']);
    expect(JSON.parse(sample)).toMatchObject({ info: { name: 'C' }, event: ['kept'] });
  });

  test('of fewer than three requests repeats them under other ids', () => {
    const { items } = indexCollection(sampleOf(collection(request('a'), request('b'))));
    expect(items.map(({ path }) => path[0])).toEqual(['a', 'b', 'a']);
    expect(new Set(items.map(({ id }) => id)).size).toBe(3);
  });

  test('of nothing is nothing', () => {
    expect(names(sampleOf(collection(request('a', 'noauth'))))).toEqual([]);
  });
});

describe('one request', () => {
  const file = collection({ name: 'F', item: [request('a', 'noauth'), request('b')] }, request('c'));

  test('is found by its place, out of its folder, with the collection around it', () => {
    expect(names(onlyRequest(file, 1))).toEqual(['b']);
    expect(names(onlyRequest(file, 2))).toEqual(['c']);
    expect(JSON.parse(onlyRequest(file, 0))).toMatchObject({ info: { name: 'C' }, event: ['kept'] });
  });

  test('that is not there is nothing', () => {
    expect(names(onlyRequest(file, 3))).toEqual([]);
  });
});

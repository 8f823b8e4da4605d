/** What was renamed between two builds, told by what stayed the same. */

import { expect, test } from 'vitest';
import { defineCollection, folder, get, type ItemDeclaration } from 'postsmith';
import { emitCollection } from '../../src/emit/collection.ts';
import { renamedFile, renamedIn } from '../../src/output/renamed.ts';

const built = (...items: ItemDeclaration[]): string =>
  JSON.stringify(
    emitCollection(defineCollection({ name: 'A', items }), 'a', { text: () => '', requireScope: () => '' }),
  );

const read = (name: string, path = name, key?: string) =>
  get({ name, url: `https://a.example/${path}`, ...(key !== undefined && { key }) });

test('a folder is told once, with how much lies in it', () => {
  const inside = [read('one'), folder('inner', [read('two')])];
  expect(renamedIn(built(folder('Old', inside), read('x')), built(read('x'), folder('New', inside)))).toEqual(
    [{ before: 'Old', now: 'New', key: 'Old', count: 4 }],
  );
});

test('a request is told wherever it lies, also when its neighbours are renamed', () => {
  const before = built(folder('A', [read('one'), read('two')]));
  expect(renamedIn(before, built(folder('A', [read('1', 'one'), read('2', 'two')])))).toEqual([
    { before: 'one', now: '1', key: 'one', count: 1 },
    { before: 'two', now: '2', key: 'two', count: 1 },
  ]);
});

test.each([
  ['the old name is the key', built(read('new', 'old', 'old'))],
  ['nothing has changed', built(read('old'))],
  ['it sends something else now', built(read('new', 'other'))],
  ['it is gone', built()],
])('nothing is told when %s', (_what, now) => {
  expect(renamedIn(built(read('old')), now)).toEqual([]);
});

test.each(['', '{}', '[]', 'no JSON'])('a file with %j in it has nothing that could be renamed', (text) => {
  expect(renamedIn(text, built(read('new')))).toEqual([]);
});

test('what has moved is told with the key that keeps all its ids', () => {
  const moved = folder('in/ner', [read('two')]);
  const before = built(folder('A', [moved, read('one')]), folder('B', []));
  const after = (key?: string): string =>
    built(
      folder('A', [read('one')]),
      folder('B', [key === undefined ? moved : folder(moved.name, moved.items, { key })]),
    );
  const key = '/A/in~1ner';
  expect(renamedIn(before, after())).toEqual([{ before: 'A › in/ner', now: 'B › in/ner', key, count: 2 }]);
  expect(renamedIn(before, after(key))).toEqual([]);
  expect(ids(after(key))).toEqual(expect.arrayContaining(ids(before)));
});

const ids = (text: string): string[] => [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id);

const file = (name: string, text: string) => ({
  path: `dist/collections/${name}.postman_collection.json`,
  text,
});

test('a collection whose file was renamed is told with the key that keeps all its ids', () => {
  const collection = (slug: string, key?: string): string =>
    JSON.stringify(
      emitCollection(
        defineCollection({ name: 'A', ...(key !== undefined && { key }), items: [read('one'), read('two')] }),
        slug,
        { text: () => '', requireScope: () => '' },
      ),
    );
  const old = file('old', collection('old'));
  const renamed = { before: 'old', now: 'new', key: 'old', count: 3 };
  expect(renamedFile([old], file('new', collection('new')))).toEqual([renamed]);
  expect(renamedFile([old], file('new', collection('new', 'old')))).toEqual([]);
  expect(renamedFile([old], file('new', built(read('three'))))).toEqual([]);
});

const environment = (name: string, id: string, variable = 'host') => ({
  path: `dist/environments/${name}.postman_environment.json`,
  text: JSON.stringify({ id, values: [{ key: variable }] }),
});

test('an environment whose file was renamed is told', () => {
  const old = environment('old', '1');
  expect(renamedFile([old], environment('new', '2'))).toEqual([
    { before: 'old', now: 'new', key: 'old', count: 1 },
  ]);
  expect(renamedFile([old], environment('new', '1'))).toEqual([]);
  expect(renamedFile([old], environment('new', '2', 'other'))).toEqual([]);
});

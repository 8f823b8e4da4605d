/** What was renamed between two builds, told by what stayed the same. */

import { expect, test } from 'vitest';
import { defineCollection, folder, get, type ItemDeclaration } from 'postsmith';
import { emitCollection } from '../../src/emit/collection.ts';
import { renamedIn } from '../../src/output/renamed.ts';

const built = (...items: ItemDeclaration[]): string =>
  JSON.stringify(
    emitCollection(defineCollection({ name: 'A', items }), 'a', { text: () => '', requireScope: () => '' }),
  );

const read = (name: string, path = name, key?: string) =>
  get({ name, url: `https://a.example/${path}`, ...(key !== undefined && { key }) });

test('a folder is told once, with how much lies in it', () => {
  const inside = [read('one'), folder('inner', [read('two')])];
  expect(renamedIn(built(folder('Old', inside), read('x')), built(read('x'), folder('New', inside)))).toEqual(
    [{ before: 'Old', now: 'New', count: 4 }],
  );
});

test('a request is told wherever it lies, also when its neighbours are renamed', () => {
  const before = built(folder('A', [read('one'), read('two')]));
  expect(renamedIn(before, built(folder('A', [read('1', 'one'), read('2', 'two')])))).toEqual([
    { before: 'one', now: '1', count: 1 },
    { before: 'two', now: '2', count: 1 },
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

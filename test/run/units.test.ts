/** What of a collection stays in order, and how it is shared out. */

import { describe, expect, test } from 'vitest';
import { indexCollection, requestsIn, type FileItem } from '../../src/format/read-collection.ts';
import { dealOut, unitsOf, type Unit, type UnitKind } from '../../src/run/units.ts';
import { collectionOf, sampleFolder, sampleRequest } from '../engines/sample-collection.ts';

const namesOf = (units: readonly Unit[]): readonly string[] =>
  units.map((unit) => unit.map(({ name }) => name).join(' '));

const units = (
  items: readonly object[],
  kind: UnitKind = 'folder',
  isChosen: (item: FileItem) => boolean = () => true,
): readonly string[] => {
  const { collection } = indexCollection(collectionOf(...items));
  return namesOf(unitsOf(collection.item, [...requestsIn(collection.item)].filter(isChosen), kind));
};

const sets = (name: string, after: string) => sampleRequest(name, { after });
const reads = (name: string, variable: string) =>
  sampleRequest(name, { url: `https://{{host}}/{{${variable}}}` });

test('a top-level folder is a unit, and the requests outside of folders are one together', () => {
  const items = [
    sampleRequest('x'),
    sampleFolder('One', [sampleRequest('a'), sampleFolder('Deep', [sampleRequest('b')])]),
    sampleRequest('y'),
    sampleFolder('Two', [sampleRequest('c')]),
    sampleFolder('Empty', []),
  ];
  expect(units(items)).toEqual(['x y', 'a b', 'c']);
});

test('only what is chosen is in a unit', () => {
  const items = [
    sampleFolder('One', [sampleRequest('a'), sampleRequest('b')]),
    sampleFolder('Two', [sampleRequest('c')]),
  ];
  expect(units(items, 'folder', ({ name }) => name === 'b')).toEqual(['b']);
});

const next = (code: string) => [
  sampleFolder('One', [sets('a', code)]),
  sampleFolder('Two', [sampleRequest('b')]),
  sampleFolder('Three', [sampleRequest('c')]),
];

describe('units are joined', () => {
  test.each([
    ['pm.environment.set', `pm.environment.set('id', 1)`],
    ['pm.collectionVariables.set', `pm.collectionVariables.set("id", 1)`],
    ['pm.globals.set', 'pm.globals.set(`id`, 1)'],
    ['the old way', `postman.setEnvironmentVariable('id', 1)`],
    ['a name in a variable', `const name = 'id'; pm.environment.set(name, 1)`],
  ])('by a variable that one sets and another reads: %s', (_what, code) => {
    const items = [
      sampleFolder('Makes', [sets('make', code)]),
      sampleFolder('Other', [sampleRequest('other')]),
      sampleFolder('Takes', [reads('take', 'id')]),
    ];
    expect(units(items)).toEqual(['make take', 'other']);
  });

  test('by a variable that a script reads', () => {
    const items = [
      sampleFolder('Makes', [sets('make', `pm.environment.set('id', 1)`)]),
      sampleFolder('Takes', [sampleRequest('take', { before: `pm.environment.get("id")` })]),
    ];
    expect(units(items)).toEqual(['make take']);
  });

  test('by a turn that is handed on, and by one that nobody can read all of them', () => {
    expect(units(next(`pm.execution.setNextRequest('c')`))).toEqual(['a c', 'b']);
    expect(units(next(`postman.setNextRequest(null)`))).toEqual(['a', 'b', 'c']);
    expect(units(next(`pm.execution.setNextRequest(list.shift())`))).toEqual(['a b c']);
  });

  test('through others', () => {
    const items = [
      sampleFolder('One', [sets('a', `pm.environment.set('x', 1)`)]),
      sampleFolder('Two', [
        { ...reads('b', 'x'), ...sets('b', `pm.environment.set('y', 1)`), request: reads('b', 'x').request },
      ]),
      sampleFolder('Three', [reads('c', 'y')]),
      sampleFolder('Four', [sampleRequest('d')]),
    ];
    expect(units(items)).toEqual(['a b c', 'd']);
  });

  test('not by a variable that each sets for itself before it reads it', () => {
    const crud = (folder: string, first: string, last: string) =>
      sampleFolder(folder, [sets(first, `pm.environment.set('id', 1)`), reads(last, 'id')]);
    expect(units([crud('One', 'a', 'b'), crud('Two', 'c', 'd')])).toEqual(['a b', 'c d']);
    const late = sampleFolder('Three', [reads('e', 'id'), sets('f', `pm.environment.set('id', 1)`)]);
    expect(units([crud('One', 'a', 'b'), late])).toEqual(['a b e f']);
  });

  test('not by what the programs of Postsmith itself keep', () => {
    const ours = [
      '/*! postsmith login; postsmith 0.1.0 */',
      `(v => pm.environment.set(v, 'token'))('id')`,
      '/*! scripts/post-response/x.ts; postsmith 0.1.0 */',
    ];
    const items = [
      sampleFolder('One', [sets('a', [...ours, `pm.test('x', () => {});`].join('\n'))]),
      sampleFolder('Two', [reads('b', 'id')]),
    ];
    expect(units(items)).toEqual(['a', 'b']);
    const theirs = [
      sampleFolder('One', [sets('a', [...ours, `pm.environment.set('id', 1)`].join('\n'))]),
      items[1] ?? {},
    ];
    expect(units(theirs)).toEqual(['a b']);
  });

  test('also when requests are units', () => {
    const items = [
      sampleFolder('One', [sets('a', `pm.environment.set('id', 1)`), sampleRequest('b'), reads('c', 'id')]),
    ];
    expect(units(items, 'request')).toEqual(['a c', 'b']);
  });
});

const unitsOfSizes = (...sizes: readonly number[]): readonly Unit[] =>
  sizes.map((size, place) => Array.from({ length: size }, () => ({ name: `${place}` })));
const sizesOf = (dealt: readonly (readonly Unit[])[]): readonly number[] =>
  dealt.map((part) => part.flat().length);

describe('dealing out', () => {
  test('makes parts that are about as long', () => {
    expect(sizesOf(dealOut(unitsOfSizes(8, 1, 7, 2, 6, 3), 3))).toEqual([9, 9, 9]);
  });

  test('gives each unit once, in its order, and the same each time', () => {
    const given = unitsOfSizes(1, 5, 2, 2, 9, 1);
    const dealt = dealOut(given, 3);
    expect(dealt.flat()).toHaveLength(6);
    expect(new Set(dealt.flat())).toEqual(new Set(given));
    expect(dealOut(given, 3)).toEqual(dealt);
    for (const part of dealt) expect(part).toEqual(given.filter((unit) => part.includes(unit)));
  });

  test('leaves parts empty where there are too few units', () => {
    expect(sizesOf(dealOut(unitsOfSizes(4), 3))).toEqual([4, 0, 0]);
  });
});

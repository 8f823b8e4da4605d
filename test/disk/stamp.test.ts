/** Whether files and folders are still what something was made of. */

import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stamp, withSurroundings } from '../../src/disk/stamp.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postsmith-stamp-'));
  file = join(folder, 'a.ts');
  writeFileSync(file, 'one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As if reading had begun long after the last change. */
const stamp = (paths: Iterable<string>): Stamp => new Stamp(paths, Date.now() + 60_000);

test('what nobody touched is fresh', () => {
  expect(stamp([file, `${folder}/`, folder, join(folder, 'nowhere.ts'), '/dev/null']).isFresh()).toBe(true);
});

test.each([
  ['is written', () => writeFileSync(file, 'two')],
  ['is removed', () => rmSync(file)],
  [
    'is replaced by one of the same size and time',
    () => {
      const other = join(folder, 'b.ts');
      writeFileSync(other, 'two');
      utimesSync(other, 1, 1);
      renameSync(other, file);
    },
  ],
])('a file that %s is told', (_what, change) => {
  utimesSync(file, 1, 1);
  const before = stamp([file]);
  change();
  expect(before.changed()).toEqual([file]);
});

test('a name that comes into a folder is told, also where there was no folder; one of what is built is not', () => {
  const inner = join(folder, 'inner');
  const before = stamp([`${folder}/`, join(inner, 'b.ts')]);
  mkdirSync(join(folder, 'dist'));
  expect(before.changed()).toEqual([]);
  mkdirSync(inner);
  expect(before.changed()).toEqual([`${folder}/`]);
  writeFileSync(join(inner, 'b.ts'), '');
  expect(before.changed()).toEqual([`${folder}/`, join(inner, 'b.ts')]);
});

test('what has changed since reading began is not trusted', () => {
  expect(new Stamp([file], Date.now() - 1000).changed()).toEqual([file]);
});

test('what may have gone since reading began is not trusted', () => {
  rmSync(file);
  expect(new Stamp([file], Date.now() - 1000).changed()).toEqual([file]);
});

test('what is looked for below a file is no mistake', () => {
  const inFile = join(file, 'nowhere', 'b.ts');
  expect(stamp([inFile]).changed()).toEqual([]);
  expect(new Stamp([inFile], 0).changed()).toEqual([inFile]);
});

test('what an import leads to depends on manifests and installed packages all the way up', () => {
  const all = withSurroundings(['/p/scripts/a.ts', '/p/node_modules/b/index.js']);
  for (const path of [
    '/p/scripts/a.ts',
    '/p/scripts/',
    '/p/package.json',
    '/p/node_modules',
    '/package.json',
    '/p/node_modules/b/package.json',
  ])
    expect(all).toContain(path);
  expect(all).toContain('/p/node_modules/.package-lock.json');
  // Nobody adds a file to a package.
  expect(all).not.toContain('/p/node_modules/b/');
});

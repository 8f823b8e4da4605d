/** The file of `--data`. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readIterationData } from '../../src/run/iteration-data.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postsmith-data-'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return readIterationData(join(folder, name));
};

test('JSON is a list of objects', async () => {
  expect(await read('a.json', '[{"name":"one","count":2},{"name":"two"}]')).toEqual([
    { name: 'one', count: 2 },
    { name: 'two' },
  ]);
});

test('JSON is known by its beginning too', async () => {
  expect(await read('a.txt', ' [{"a":1}]')).toEqual([{ a: 1 }]);
});

test('CSV has names on its first line; numbers without quotes are numbers', async () => {
  expect(
    await read('a.csv', '\uFEFFname,count,zip,price\r\n"a, b", 7 ,01234,1.5\r\n"say ""hi""","8",x,\r\n\r\n'),
  ).toEqual([
    { name: 'a, b', count: 7, zip: '01234', price: 1.5 },
    { name: 'say "hi"', count: '8', zip: 'x', price: '' },
  ]);
});

test('a number that is too long to be one stays as it is written', async () => {
  expect(await read('a.csv', 'id\n12345678901234567890\n')).toEqual([{ id: '12345678901234567890' }]);
});

test.each([
  ['a.json', '{"a":1}', 'is no JSON list of objects'],
  ['a.json', '[1]', 'Row 1 of'],
  ['a.json', '[{},null]', 'Row 2 of'],
  ['a.json', '[', 'is no JSON list of objects'],
  ['a.json', '[]', 'holds no row'],
  ['a.csv', 'name\n', 'holds no row'],
  ['a.csv', '', 'holds no row'],
  ['a.csv', 'a,b\n"open,1\n', 'is no CSV that can be read: '],
])('%s with %j is refused', async (name, text, message) => {
  await expect(read(name, text)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining(message),
  });
});

test('a file that is not there is named', async () => {
  await expect(readIterationData(join(folder, 'none.csv'))).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('none.csv'),
  });
});

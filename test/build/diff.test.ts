/** What a small edit changes in the generated files, in lines. */

import { afterAll, expect, test } from 'vitest';
import { buildProject } from '../../src/build/build.ts';
import { temporaryProject, type Files } from '../bundle/temporary-project.ts';

const project = temporaryProject('postsmith-diff-');
afterAll(project.remove);

const FILES: Files = {
  'collections/shop.ts': `
    import { defineCollection, folder, get } from 'postsmith';
    const read = (name: string) =>
      get({ name, url: 'https://shop.example/', description: 'Lists orders.', scripts: { postResponse: ['expect'] } });
    export default defineCollection({
      name: 'Shop',
      items: [folder('Orders', [read('One'), read('Two')]), folder('Users', [read('One')])],
    });`,
  'scripts/post-response/expect.ts': `
import { isOrder } from '../orders.ts';

// Orders come as a list.
pm.test('there are orders', () => {
  const orders: unknown[] = pm.response.json();
  if (!orders.every(isOrder)) throw new Error('one is none');
});
`,
  'scripts/orders.ts': `export const isOrder = (value: unknown): boolean => typeof value === 'object';`,
};

const linesOf = async (files: Files): Promise<readonly string[]> => {
  project.write(files);
  const { collections } = await buildProject(project.root);
  return (collections[0]?.artifact.content ?? '').split('\n');
};

/** Lines that others do not have; one that stands several times is looked for so often. */
const less = (some: readonly string[], others: readonly string[]): string[] => {
  const left = [...others];
  return some.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/** Lines that are gone and lines that are new, for an edit of one file. */
const changed = async (file: string, from: string, to: string) => {
  const before = await linesOf(FILES);
  const after = await linesOf({ ...FILES, [file]: (FILES[file] ?? '').replace(from, to) });
  return { gone: less(before, after), come: less(after, before) };
};

test.each([
  [
    'a word of a script, on each request that has it',
    'scripts/post-response/expect.ts',
    'one is none',
    'one is not',
    3,
  ],
  ['a comment of a script', 'scripts/post-response/expect.ts', 'come as', 'are', 3],
  ['a word of a module of scripts', 'scripts/orders.ts', `'object'`, `'string'`, 3],
  ['the description of all requests', 'collections/shop.ts', 'Lists orders.', 'Lists all orders.', 3],
  ['the name of the collection, whose file stays', 'collections/shop.ts', `'Shop'`, `'Store'`, 1],
])('%s changes the lines in which it is', async (_, file, from, to, count) => {
  const { gone, come } = await changed(file, from, to);
  expect(gone).toHaveLength(count);
  expect(come).toHaveLength(count);
});

test('a folder that is renamed changes its name and the ids below it, and nothing else', async () => {
  const { gone, come } = await changed('collections/shop.ts', `'Users'`, `'People'`);
  expect(come).toHaveLength(gone.length);
  expect(come.filter((line) => !/^\s*"(?:id|name|_postman_id)": /.test(line))).toEqual([]);
  const kept = await changed(
    'collections/shop.ts',
    `folder('Users', [read('One')])`,
    `folder('People', [read('One')], { key: 'Users' })`,
  );
  expect(kept).toEqual({
    gone: [expect.stringContaining('"name": "Users"')],
    come: [expect.stringContaining('"name": "People"')],
  });
});

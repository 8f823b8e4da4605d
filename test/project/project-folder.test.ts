/** The project in which somebody stands, from any folder in it. */

import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, parse } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { loadProject } from '../../src/project/project.ts';
import { projectFolder } from '../../src/project/project-folder.ts';
import { temporaryProject, type Files } from '../bundle/temporary-project.ts';

const project = temporaryProject('postsmith Prüfung-');
const { root } = project;
beforeEach(() => {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
});
afterAll(project.remove);

const api = `import { defineCollection } from 'postsmith'; export default defineCollection({ name: 'API', items: [] });`;

const write = (files: Files, ...folders: readonly string[]): void => {
  project.write(files);
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
};

const found = (from: string): string => projectFolder(join(root, from));

test('is the nearest one above, which a load takes as well', async () => {
  write({ 'collections/a.ts': api, 'inner/collections/b.ts': api }, 'scripts/post-response', 'inner/x/y');
  for (const from of ['', 'scripts/post-response', 'collections']) expect(found(from)).toBe(root);
  for (const from of ['inner', 'inner/x', 'inner/x/y']) expect(found(from)).toBe(join(root, 'inner'));
  const { collections } = await loadProject(join(root, 'scripts', 'post-response'));
  expect(collections.map(({ file }) => file)).toEqual(['collections/a.ts']);
});

test('is not what build wrote, although that has a folder of the same name', () => {
  write({ 'collections/a.ts': api, 'dist/collections/a.postman_collection.json': '{}' });
  expect(found('dist')).toBe(root);
  expect(found('dist/collections')).toBe(root);
});

test('is known by its package.json where no declaration names Postsmith itself', () => {
  write({ 'collections/a.ts': `export { default } from '../lib/a.ts';` }, 'scripts');
  expect(found('scripts')).toBe(join(root, 'scripts'));
  write({ 'package.json': '{ "devDependencies": { "postsmith": "^0.1.0" } }' });
  expect(found('scripts')).toBe(root);
});

test('is none of another program that has a folder of that name', () => {
  write({ 'collections/users.ts': `export const Users = { slug: 'users' };` }, 'components');
  expect(found('components')).toBe(join(root, 'components'));
});

test('needs no name where somebody stands in it', () => {
  write({ 'collections/a.ts': `export { default } from '../lib/a.ts';` });
  expect(found('')).toBe(root);
});

test('is where somebody stands when there is none, also in a home folder or at the root of the disk', () => {
  write({}, 'empty');
  expect(found('empty')).toBe(join(root, 'empty'));
  expect(projectFolder(homedir())).toBe(homedir());
  expect(projectFolder(parse(root).root)).toBe(parse(root).root);
});

test('is found although a declaration cannot be read', () => {
  write({ 'collections/b.ts': api }, 'scripts');
  symlinkSync(join(root, 'nowhere.ts'), join(root, 'collections', 'a.ts'));
  expect(found('scripts')).toBe(root);
});

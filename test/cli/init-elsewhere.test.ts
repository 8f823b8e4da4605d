/** `postsmith init` of a document or a collection that lies elsewhere. */

import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { execute } from './execute.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-init-')));
});
afterEach(() => rm(folder, { recursive: true }));

const init = (...parameters: string[]) => execute(['init', ...parameters], { folder });
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
const all = async (): Promise<string[]> => (await readdir(folder, { recursive: true })).sort();

const exported = join(import.meta.dirname, '../sources/postman/bookshop-v2.1.json');

const outside = async (path: string, text: string): Promise<string> => {
  await write(`elsewhere/${path}`, text);
  return `elsewhere/${path}`;
};

describe('a document or a collection from elsewhere', () => {
  test('comes along, so that the project is whole', async () => {
    const document = { openapi: '3.1.0', info: { title: 'Things', version: '1' }, paths: {} };
    const path = await outside('api.json', JSON.stringify(document));
    expect((await init('--openapi', path, 'new')).code).toBe(0);
    expect(await read('new/api.json')).toBe(JSON.stringify(document));
    expect(await read('new/collections/things.ts')).toContain("fromOpenAPI('../api.json')");
    expect((await init('--collection', exported, 'shop', '--name', 'shop')).code).toBe(0);
    expect(await all()).toContain('shop/collections/shop/exported.json');
    for (const name of ['new', 'shop'])
      expect((await execute(['build'], { folder: join(folder, name) })).code).toBe(0);
  });

  test('is refused where it would not be whole', async () => {
    const document = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: { /a: { $ref: a.yaml } }\n';
    const path = await outside('api.yaml', document);
    await outside('a.yaml', '{}');
    const { code, stderr } = await init('--openapi', path, 'new');
    expect(code).toBe(2);
    expect(stderr).toContain("refers to other files, so it can't be copied into the project alone.");
    expect(await readdir(folder)).toEqual(['elsewhere']);
  });

  test('with secrets in it is refused, and nothing is written', async () => {
    const collection = JSON.parse(await readFile(exported, 'utf8')) as { variable: object[] };
    collection.variable.push({ key: 'client_secret', value: 'aB3dE5fG7hJ9', type: 'string' });
    const path = await outside('shop.json', JSON.stringify(collection));
    const { code, stdout, stderr } = await init('--collection', path, 'new');
    expect(code).toBe(2);
    expect(stderr).toContain('because the exported collection holds what looks like secrets');
    expect(stdout + stderr).not.toContain('aB3dE5fG7hJ9');
    expect(await readdir(folder)).toEqual(['elsewhere']);
  });
});

/** An exported collection as a source: what is not changed is built as it stands, and what is changed alone differs. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  apiKey,
  defineCollection,
  folder,
  fromPostman,
  get,
  type CollectionDeclaration,
  type FolderDeclaration,
  type ItemDeclaration,
} from 'postsmith';
import { checkProject } from '../../../src/check/check.ts';
import { emitCollection } from '../../../src/emit/collection.ts';
import { temporaryProject } from '../../bundle/temporary-project.ts';
import { oddities } from './oddities.ts';

const project = temporaryProject('postsmith-exported-');
afterAll(project.remove);

const bookshop = (version: '2.0' | '2.1'): string => join(import.meta.dirname, `bookshop-v${version}.json`);

const rawOf = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json;
type Json = Record<string, unknown>;

const texts = { text: () => '', requireScope: () => '' };

const built = (declaration: Omit<CollectionDeclaration, 'kind'>): string =>
  JSON.stringify(emitCollection(defineCollection(declaration), 'exported', texts));

const problemsOf = (declaration: Omit<CollectionDeclaration, 'kind'>): readonly string[] =>
  checkProject(
    [{ kind: 'collection', file: 'collections/api.ts', slug: 'api', value: defineCollection(declaration) }],
    {
      preRequest: [],
      postResponse: [],
    },
  ).problems;

const written = (content: unknown): string => {
  const path = join(project.root, 'exported.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

describe('what is not changed', () => {
  test.each(['2.0', '2.1'] as const)('is built as it stands: the bookshop in v%s', (version) => {
    const exported = fromPostman(bookshop(version));
    expect(built({ ...exported })).toBe(JSON.stringify(rawOf(bookshop(version))));
    expect(problemsOf({ ...exported })).toEqual([]);
  });

  test.each(Object.entries(oddities))('is built as it stands: %s', (_, collection) => {
    const exported = fromPostman(written(collection));
    expect(built({ ...exported })).toBe(JSON.stringify(collection));
    expect(problemsOf({ ...exported })).toEqual([]);
  });

  test('is built as it stands beside an authorization, but for the collection’s own', () => {
    for (const collection of Object.values(oddities)) {
      const exported = fromPostman(written(collection));
      const authorization = apiKey({ key: 'X-Key', value: '{{key}}' });
      const own = JSON.parse(built({ ...exported, authorization })) as Json;
      expect(own['item']).toEqual((collection as Json)['item']);
    }
  });
});

const itemOf = (items: readonly ItemDeclaration[], name: string): FolderDeclaration => {
  const found = items.find((item) => item.name === name);
  if (found?.kind !== 'folder') throw new Error(`no folder ${name}`);
  return found;
};

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Paths at which two values differ. */
const differences = (one: unknown, other: unknown, path = ''): string[] => {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return [path];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) =>
    differences(one[name], other[name], `${path}/${name}`),
  );
};

describe.each(['2.0', '2.1'] as const)('what is changed alone differs, in v%s:', (version) => {
  const changed = (
    change: (exported: ReturnType<typeof fromPostman>) => Omit<CollectionDeclaration, 'kind'>,
  ) => JSON.parse(built(change(fromPostman(bookshop(version))))) as Json;
  const raw = rawOf(bookshop(version));

  test('the name of the collection', () => {
    expect(
      differences(
        raw,
        changed((all) => ({ ...all, name: 'Other' })),
      ),
    ).toEqual(['/info/name']);
  });

  test('the name of a folder, in which everything stays', () => {
    const renamed = changed(({ items, ...all }) => ({
      ...all,
      items: items.map((item) => (item.name === 'Books' ? { ...item, name: 'Novels' } : item)),
    }));
    expect(differences(raw, renamed)).toEqual(['/item/0/name']);
  });

  test('a folder that is left out, and a request that is added', () => {
    const other = changed(({ items, ...all }) => ({
      ...all,
      items: [
        ...items.filter(({ name }) => name !== 'Books'),
        get({ name: 'Mine', url: 'https://{{host}}/mine' }),
      ],
    })) as { item: Json[] };
    const [, ...kept] = raw['item'] as Json[];
    expect(other.item.slice(0, -1)).toEqual(kept);
    expect(other.item.at(-1)).toMatchObject({ name: 'Mine', request: { method: 'GET' } });
  });

  test('a header of a request', () => {
    const other = changed(({ items, ...all }) => ({
      ...all,
      items: items.map((item) =>
        item.kind !== 'folder'
          ? item
          : {
              ...item,
              items: item.items.map((each) =>
                each.kind === 'request' && each.name === 'List books'
                  ? { ...each, headers: [...(each.headers ?? []), { name: 'X-New', value: '1' }] }
                  : each,
              ),
            },
      ),
    }));
    expect(differences(raw, other)).toEqual(['/item/0/item/0/request/header/2']);
  });

  test('a request that moves into a folder of one’s own keeps everything', () => {
    const { items } = fromPostman(bookshop(version));
    const [first] = itemOf(items, 'Books').items;
    const moved = JSON.parse(
      built({ name: 'Mine', items: [folder('Own', first === undefined ? [] : [first])] }),
    ) as {
      item: { item: Json[] }[];
    };
    expect(moved.item[0]?.item[0]?.['event']).toMatchObject([{ script: { packages: {} } }]);
    expect(moved.item[0]?.item[0]).toMatchObject({ id: '4d0d6d0e-0a35-4b6e-9a7f-0a1f5f1fbb01' });
  });

  test('a changed field is judged, those beside it are not', () => {
    const { items, ...all } = fromPostman(bookshop(version));
    const orders = { ...itemOf(items, 'Orders '), description: 7 };
    // A description that is no text is what untyped code may declare.
    expect(problemsOf({ ...all, items: [orders as unknown as FolderDeclaration] })).toEqual([
      'collections/api.ts › Orders: description must be text, but is the number 7',
    ]);
  });
});

test('a secret in the file is refused, whoever wrote it', () => {
  const path = written({
    info: { name: 'A', schema: '' },
    item: [],
    auth: {
      type: 'basic',
      basic: [
        { key: 'username', value: 'u' },
        { key: 'password', value: 'hunter2' },
      ],
    },
  });
  expect(problemsOf({ ...fromPostman(path) })).toEqual([
    'collections/api.ts: authorization.password is a secret; write {{a_variable}} and declare that one with secret(), or, if it is public, list it in publicValues',
  ]);
});

test('code of a declaration is kept as it is, and told where it is none', () => {
  const code = "// mine\npm.test('x', () => {});\n";
  const declaration = {
    name: 'A',
    items: [get({ name: 'R', url: 'https://a.example/', scripts: { postResponse: [{ code }] } })],
  };
  const { item } = JSON.parse(built(declaration)) as { item: { event: { script: { exec: string[] } }[] }[] };
  expect(item[0]?.event[0]?.script.exec).toEqual(['// mine', "pm.test('x', () => {});", '']);
  const broken = get({ name: 'R', url: 'https://a.example/', scripts: { preRequest: [{ code: '' }] } });
  expect(problemsOf({ name: 'A', items: [broken] })).toEqual([
    'collections/api.ts › R: scripts.preRequest[0].code is empty',
  ]);
});

describe('what is no exported collection is told', () => {
  test.each<[string, unknown, string]>([
    [
      'a web page',
      '<!doctype html>',
      'it is HTML or XML, not JSON: perhaps the page was saved, not the file; download it again',
    ],
    ['nothing', ' ', 'it is empty; export the collection again'],
    [
      'half a file',
      '{"info": {',
      'it is not JSON, or cut off; export the collection again, as Collection v2.1',
    ],
    [
      'an environment',
      { name: 'E', values: [] },
      'it is a Postman environment, not a collection; give the exported collection',
    ],
    [
      'an OpenAPI document',
      { openapi: '3.1.0' },
      'it is an OpenAPI document; import it into Postman, and export the collection that it becomes',
    ],
    [
      'format v1',
      { id: '1', order: [], requests: [] },
      'it is a collection of format v1; import it into Postman, and export it as Collection v2.1',
    ],
    [
      'another JSON',
      { a: 1 },
      'it is no Postman collection: it has no `info.name` or no `item` list; export the collection as Collection v2.1',
    ],
    ['a list', [], 'it is JSON, but no Postman collection; export the collection as Collection v2.1'],
    [
      'a number beyond JavaScript',
      '{"info":{"name":"a"},"item":[],"x":9007199254740993}',
      "it holds the number 9007199254740993, which JavaScript can't hold; make it a text, in double quotes",
    ],
    [
      'deep nesting',
      `{"a":${'['.repeat(100_000)}`,
      'it is nested more than 200 levels deep; make its folders flatter',
    ],
  ])('%s', (_, content, problem) => {
    const path = written(content);
    expect(() => fromPostman(path)).toThrow(`fromPostman(${JSON.stringify(path)}): ${problem}`);
  });

  test('a file that is not there', () => {
    expect(() => fromPostman('./none.json')).toThrow(
      'fromPostman("./none.json"): there is no such file; a path begins in the folder of the declaring file',
    );
  });

  test('a byte order mark, Windows line ends and a wrapper are no matter', () => {
    const collection = { info: { name: 'A', schema: '' }, item: [] };
    const text = `\uFEFF${JSON.stringify({ collection }, null, 2).replaceAll('\n', '\r\n')}`;
    expect(built({ ...fromPostman(written(text)) })).toBe(JSON.stringify(collection));
  });
});

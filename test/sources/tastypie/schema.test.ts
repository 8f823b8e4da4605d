/** Schemas of Tastypie as they are seen on real services, and what becomes of each of their traps. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { requestsIn } from '../../../src/model/items.ts';
import { fromTastypie } from '../../../src/sources/tastypie/from-tastypie.ts';
import { keptSchema, resourceOf } from '../../../src/sources/tastypie/schema.ts';
import { listQuery, resourceText } from '../../../src/sources/tastypie/texts.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-tastypie-')));
afterAll(() => rmSync(folder, { recursive: true }));

const ALL = ['get', 'post', 'put', 'patch', 'delete'];

const schema = (fields: object, more: object = {}) => ({
  allowed_list_http_methods: ALL,
  allowed_detail_http_methods: ALL,
  default_limit: 20,
  fields,
  ...more,
});

const text = { type: 'string', blank: false, nullable: false, readonly: false, unique: false, help_text: '' };
const NONE = 'No default provided.';

const field = (facts: object) => resourceOf('x', '/x/', schema({ f: { ...text, ...facts } })).fields[0];

describe('a field', () => {
  test.each<[string, object, object]>([
    ['without a default is required', { default: NONE }, { required: true }],
    ['of a blank text is required where no blank is allowed', { default: '' }, { required: true }],
    ['that may be blank is not', { default: '', blank: true }, { required: false }],
    ['that may be null is not', { default: NONE, nullable: true }, { required: false, nullable: true }],
    ['with a default has it', { default: 'a' }, { required: false, default: 'a' }],
    ['whose default is null has none, and is not required', { default: null }, { required: false }],
    ['of choices has their values', { valid_choices: [['a', 'A'], ['b', 'B'], ''] }, { choices: ['a', 'b'] }],
    [
      'of a relation refers to a list',
      { type: 'related', related_type: 'to_many', related_schema: '/api/v1/tag/schema/' },
      { related: '/api/v1/tag/', many: true },
    ],
  ])('%s', (_, facts, expected) => {
    expect(field(facts)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ['a date that is true', { type: 'datetime', default: true }],
    ['a time of now', { type: 'datetime', default: '2026-11-26T23:43:24.225893' }],
    ['a UUID', { default: '39c11722-e667-4d54-8265-808db8da2213' }],
    ['a text that is a sentence', { default: NONE }],
    ['a boolean in a text', { type: 'boolean', default: 'False' }],
    ['a number in a text', { type: 'integer', default: '5' }],
  ])('has no default from %s', (_, facts) => {
    expect(field(facts)).not.toHaveProperty('default');
  });

  test('of an id is the service’s own, whatever the schema says', () => {
    const { fields } = resourceOf(
      'x',
      '/x/',
      schema({ id: text, resource_uri: text, pk: { ...text, primary_key: true } }),
    );
    expect(fields.map(({ readonly, required }) => [readonly, required])).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
  });
});

/** A schema as a service answers it, with a default that it makes up. */
const answer = (random: string) =>
  schema({
    token: { ...text, default: random },
    key: { ...text, default: '39c11722-e667-4d54-8265-808db8da2213' },
    stable: { ...text, default: 'a' },
    api_password: { ...text, default: 'hunter2hunter2' },
    note: { ...text, default: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' },
    plain: { ...text, default: NONE },
  });

test('what is kept of a schema is the same for every answer, and never a secret', () => {
  const kept = JSON.stringify(keptSchema(answer('aaa'), answer('bbb')));
  expect(kept).toBe(JSON.stringify(keptSchema(answer('ccc'), answer('ddd'))));
  expect(kept).not.toMatch(/aaa|bbb|39c11722|hunter2|ghp_/);
  const { fields } = resourceOf('x', '/x/', JSON.parse(kept));
  expect(fields.map(({ name, default: known, required }) => [name, known, required])).toEqual([
    ['api_password', undefined, false],
    ['key', undefined, false],
    ['note', undefined, false],
    ['plain', undefined, true],
    ['stable', 'a', false],
    ['token', undefined, false],
  ]);
});

test('a list has the filters that the service allows, and no other', () => {
  const resource = resourceOf(
    'book',
    '/api/v1/book/',
    schema(
      { title: text },
      { filtering: { title: 1, author: 2, pages: ['exact', 'gt'] }, ordering: ['title'], default_limit: 50 },
    ),
  );
  expect(listQuery(resource).map(({ name, value, enabled }) => [name, value, enabled])).toEqual([
    ['limit', '50', false],
    ['offset', '0', false],
    ['order_by', 'title', false],
    ['title', '', false],
    ['author', '', false],
    ['pages', '', false],
    ['pages__gt', '', false],
  ]);
  expect(listQuery(resourceOf('x', '/x/', schema({}))).map(({ name }) => name)).toEqual(['limit', 'offset']);
});

test('help is no HTML, and what acts on all objects is told', () => {
  const written = resourceText(
    resourceOf('x', '/x/', schema({ f: { ...text, help_text: 'A <b>bold</b> | &#x27;word&#x27;' } })),
  );
  expect(written).toContain('| A bold \\| word |');
  expect(written).toContain('PUT, PATCH, DELETE on the list itself, which acts on **every** object');
});

test('nothing that a service writes is expanded', () => {
  const evil = '{{client_secret}}{{$guid}}';
  const resource = resourceOf(
    'x',
    '/x/',
    schema(
      {
        [evil]: { ...text, default: evil, help_text: evil, valid_choices: [[evil, evil]] },
        to: { ...text, type: 'related', related_schema: `/${evil}/schema/` },
      },
      { filtering: { [evil]: [evil] }, ordering: [evil] },
    ),
  );
  expect(JSON.stringify([resource, listQuery(resource), resourceText(resource)])).not.toContain('{{');
});

const save = (name: string, resources: Readonly<Record<string, object>>, root = 'api'): string => {
  const own = join(folder, name, root);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, '_root.json'), JSON.stringify({ path: `/${root}/v1/` }));
  for (const [resource, content] of Object.entries(resources))
    writeFileSync(
      join(own, `${resource}.json`),
      JSON.stringify({ list_endpoint: `/${root}/v1/${resource}/`, ...content }),
    );
  return join(folder, name);
};

const requestsOf = async (...saved: Parameters<typeof save>) =>
  requestsIn((await fromTastypie(save(...saved))).items);

const methods = (list: readonly string[], detail: readonly string[]) =>
  schema({ name: text }, { allowed_list_http_methods: list, allowed_detail_http_methods: detail });

test('there is a request for each method that is listed, and for no other', async () => {
  const requests = await requestsOf('methods', {
    all: methods(ALL, ALL),
    read: methods(['get'], ['get']),
    none: methods([], []),
    made: methods(['post'], ['delete']),
    changed: methods(['get'], ['get', 'patch', 'put', 'delete']),
  });
  expect(requests.map(({ name, method }) => `${method} ${name}`)).toEqual([
    'GET List all',
    'POST Create all',
    'GET Read all',
    'PUT Replace all',
    'PATCH Update all',
    'DELETE Delete all',
    'GET List changed',
    'GET Read changed',
    'PUT Replace changed',
    'PATCH Update changed',
    'DELETE Delete changed',
    'POST Create made',
    'DELETE Delete made',
    'GET List read',
    'GET Read read',
  ]);
  const value = (name: string) => requests.find((each) => each.name === name)?.pathVariables?.['id']?.value;
  expect(['Read all', 'Replace all', 'Delete made', 'Update changed', 'Delete changed'].map(value)).toEqual([
    '{{all_id}}',
    '{{new_all_id}}',
    '{{new_made_id}}',
    '{{changed_id}}',
    '{{chosen_changed_id}}',
  ]);
  expect(requests.find(({ name }) => name === 'Update changed')?.body).toEqual({
    text: '{\n  "name": {{kept_changed}}\n}',
    mediaType: 'application/json',
  });
});

test('a body holds what is required and what has a default or choices, and nothing that the service sets', async () => {
  const [, create] = await requestsOf('bodies', {
    author: schema({ name: text }),
    book: schema({
      id: { ...text, type: 'integer', default: '' },
      resource_uri: { ...text, readonly: true },
      added: { ...text, type: 'datetime', blank: true, default: true },
      born: { ...text, type: 'datetime', default: true },
      active: { ...text, type: 'boolean', default: false },
      author: { ...text, type: 'related', related_type: 'to_one', related_schema: '/api/v1/author/schema/' },
      tags: {
        ...text,
        type: 'related',
        related_type: 'to_many',
        blank: true,
        related_schema: '/api/v1/tag/schema/',
      },
      kind: { ...text, blank: true, valid_choices: [['novel', 'Novel']] },
      code: { ...text, unique: true, default: NONE },
      email: { ...text, default: NONE },
      password: { ...text, default: NONE },
      when: { ...text, type: 'date', default: NONE },
      more: { ...text, blank: true, default: '' },
    }),
  }).then((requests) => requests.filter(({ method }) => method === 'POST'));
  expect(create?.body).toEqual({
    json: {
      active: false,
      author: '/api/v1/author/{{new_author_id}}/',
      code: 'x{{$timestamp}}',
      email: 'someone@example.com',
      kind: 'novel',
      password: '<password>',
      when: '2026-01-01',
    },
  });
});

test('what others need comes first, and names in several roots say whose they are', async () => {
  const related = (path: string) => ({ ...text, type: 'related', related_schema: `${path}schema/` });
  save('order', { zebra: schema({ name: text }), ant: schema({ zebra: related('/one/v1/zebra/') }) }, 'one');
  const { items } = await fromTastypie(save('order', { zebra: schema({ name: text }) }, 'two'));
  expect(items.map(({ name }) => name)).toEqual(['one', 'two', 'Clean up']);
  const requests = requestsIn(items);
  expect(requests.filter(({ method }) => method === 'POST').map(({ url }) => url)).toEqual([
    '{{base_url}}/one/v1/zebra/',
    '{{base_url}}/one/v1/ant/',
    '{{base_url}}/two/v1/zebra/',
  ]);
  // What is needed goes last.
  expect(requests.filter(({ method }) => method === 'DELETE').map(({ url }) => url)).toEqual([
    '{{base_url}}/one/v1/ant/:id/',
    '{{base_url}}/two/v1/zebra/:id/',
    '{{base_url}}/one/v1/zebra/:id/',
  ]);
  expect(requests.find(({ name }) => name === 'Create ant')?.body).toEqual({
    json: { zebra: '/one/v1/zebra/{{new_one_zebra_id}}/' },
  });
});

test('resources may be left out', async () => {
  const { items } = await fromTastypie(save('part', { a: schema({}), b: schema({}) }), {
    include: ({ name }) => name === 'b',
  });
  expect(items.map(({ name }) => name)).toEqual(['b']);
});

test('a folder that holds no schemas, or those of an import that has not ended, is told', async () => {
  await expect(fromTastypie(join(folder, 'nowhere'))).rejects.toThrow(/nowhere can't be read/);
  mkdirSync(join(folder, 'empty/api'), { recursive: true });
  await expect(fromTastypie(join(folder, 'empty'))).rejects.toThrow(/the import has not ended; run/);
  mkdirSync(join(folder, 'nothing'));
  await expect(fromTastypie(join(folder, 'nothing'))).rejects.toThrow(/holds no schemas/);
});

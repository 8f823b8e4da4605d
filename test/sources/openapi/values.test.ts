/** Values beyond the simple ones: patterns, composed schemas, XML, media types, statuses. */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { requestsIn } from '../../../src/model/items.ts';
import { fromOpenAPI } from '../../../src/sources/openapi/from-openapi.ts';
import { textOfPattern } from '../../../src/sources/openapi/pattern.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-values-')));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a text of a pattern', () => {
  test.each<[string, number, string]>([
    ['^[a-z]{3}-\\d{4}$', 0, 'aaa-0000'],
    ['^(red|green)$', 0, 'red'],
    ['^(?:a|b)+c?$', 3, 'aaa'],
    ['^arn:aws:[is]vs:[a-z0-9-]+:[0-9]+:channel/[a-zA-Z0-9-]+$', 0, 'arn:aws:ivs:a:0:channel/a'],
    ['[A-z0-9]', 4, 'aaaa'],
    ['^\\+?[1-9]\\d{1,14}$', 5, '+1000'],
    ['^[^@]+@[^@]+\\.[a-z]{2,}$', 0, 'a@a.aa'],
    ['^#(?:[0-9a-fA-F]{3}){1,2}$', 0, '#aaa'],
    ['^\\p{L}+$', 0, ''],
    ['^x|y$', 0, 'x'],
    ['^\\S+ \\w\\.\\x41\\u0042$', 0, 'a a.AB'],
  ])('%s of at least %i is as it says', (pattern, least, expected) => {
    expect(textOfPattern(pattern, least) ?? '').toBe(expected);
  });

  test.each(['(?=a)b', '(', '[', '\\k<a>', '^a{2,1}$'])('%s is given up', (pattern) => {
    expect(textOfPattern(pattern)).toBeUndefined();
  });

  test('is never longer than anybody needs', () => {
    expect(textOfPattern('^a{1000000000}$')?.length ?? 0).toBeLessThan(20_000);
  });
});

const read = async (operation: object, schemas: object = {}) => {
  writeFileSync(
    join(folder, 'api.json'),
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'A', version: '1' },
      paths: { '/a': { post: { responses: {}, ...operation } } },
      components: { schemas },
    }),
  );
  const [request] = requestsIn((await fromOpenAPI(join(folder, 'api.json'))).items);
  if (request === undefined) throw new Error('no request');
  return request;
};

const bodyOf = async (schema: object, type = 'application/json', schemas: object = {}) =>
  (await read({ requestBody: { content: { [type]: { schema } } } }, schemas)).body;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('a body of', () => {
  test.each<[string, object, object, unknown]>([
    [
      'what one part requires and another describes',
      { allOf: [{ required: ['a', 'b'] }, { properties: { a: { type: 'integer' } } }] },
      {},
      { a: 1, b: 'text' },
    ],
    [
      'a child that its parent’s discriminator names',
      ref('Cat'),
      {
        Pet: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { type: 'string' } },
          discriminator: { propertyName: 'kind' },
        },
        Cat: { allOf: [ref('Pet'), { required: ['lives'], properties: { lives: { type: 'integer' } } }] },
      },
      { kind: 'Cat', lives: 1 },
    ],
    ['a default that is no choice', { type: 'string', enum: ['a'], default: 'b' }, {}, 'a'],
    ['an example of another type', { type: 'string', example: 5 }, {}, '5'],
    [
      'names that nobody lists',
      { type: 'object', minProperties: 2, additionalProperties: { type: 'integer' } },
      {},
      { name1: 1, name2: 1 },
    ],
    [
      'different items',
      { type: 'array', minItems: 3, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } },
      {},
      ['a', 'b', 'c'],
    ],
    ['places of a list', { prefixItems: [{ const: 1 }, { type: 'boolean' }], minItems: 2 }, {}, [1, true]],
    [
      'a choice that leads nowhere',
      { anyOf: [ref('Tree'), { type: 'null' }] },
      {
        Tree: {
          type: 'object',
          required: ['left'],
          properties: { left: { oneOf: [ref('Tree'), { type: 'integer' }] } },
        },
      },
      { left: 1 },
    ],
    [
      'numbers between bounds',
      {
        properties: {
          a: { exclusiveMaximum: 1, type: 'number', default: undefined },
          b: { type: 'integer', minimum: 10, multipleOf: 4 },
        },
        required: ['a', 'b'],
      },
      {},
      { a: 0.99, b: 12 },
    ],
  ])('%s', async (_, schema, schemas, expected) => {
    expect(await bodyOf(schema, 'application/json', schemas)).toEqual({ json: expected });
  });

  test.each([
    ['*/*', { json: 'text' }],
    ['application/*+json', { json: 'text' }],
    ['application/vnd.a+json; v=2', { json: 'text', mediaType: 'application/vnd.a+json; v=2' }],
    ['text/*', { text: 'text', mediaType: 'text/plain' }],
    ['image/*', { text: 'text', mediaType: 'image/png' }],
    ['nonsense', { text: 'text', mediaType: 'text/plain' }],
  ])('the media type %s', async (type, expected) => {
    expect(await bodyOf({ type: 'string' }, type)).toEqual(expected);
  });

  test('XML, with names, attributes and lists as the schema says', async () => {
    const schema = {
      type: 'object',
      xml: { name: 'order' },
      properties: {
        id: { example: 5, xml: { attribute: true } },
        note: { example: 'a < b & "c"' },
        tags: { example: ['x', 'y'], xml: { wrapped: true }, items: { xml: { name: 'tag' } } },
        line: { example: [{ a: null }, { '1b': true }] },
      },
    };
    expect(await bodyOf(schema, 'application/xml')).toEqual({
      mediaType: 'application/xml',
      text: `<?xml version="1.0" encoding="UTF-8"?>
<order id="5">
  <note>a &lt; b &amp; &quot;c&quot;</note>
  <tags>
    <tag>x</tag>
    <tag>y</tag>
  </tags>
  <line>
    <a></a>
  </line>
  <line>
    <_1b>true</_1b>
  </line>
</order>
`,
    });
  });

  test('files in parts, alone and in lists', async () => {
    const file = { type: 'string', format: 'binary' };
    expect(
      await bodyOf(
        { properties: { one: file, more: { type: 'array', items: file } }, required: ['one', 'more'] },
        'multipart/form-data',
      ),
    ).toEqual({
      formData: [
        { name: 'one', file: [] },
        { name: 'more', file: [] },
      ],
    });
  });
});

test('each declared response is a saved example, whatever its status, media type and examples', async () => {
  const { examples } = await read({
    responses: {
      200: {
        description: 'OK\nmore',
        content: {
          'application/json': {
            examples: { a: { value: 1 }, b: { summary: 'Two', value: 2 }, c: { summary: 'Two', value: 3 } },
          },
          'text/csv': { example: 'a,b' },
        },
      },
      '4XX': { description: '' },
      default: { description: 'Wrong' },
      'x-other': {},
    },
  });
  expect(examples?.map(({ key, name, status, body }) => [key, name, status, body])).toEqual([
    ['200', '200 OK', 200, 1],
    ['200 b', '200 OK: Two', 200, 2],
    ['200 c', '200 OK: Two', 200, 3],
    ['200 text/csv', '200 OK: text/csv', 200, 'a,b'],
    ['4XX', '4XX', 400, undefined],
    ['default', 'default Wrong', 500, undefined],
  ]);
});

test('headers that a request has anyway are demanded where it has not', async () => {
  const parameters = ['Accept', 'Content-Type', 'Authorization', 'X-Own'].map((name) => ({
    name,
    in: 'header',
    required: true,
    example: 'text/plain',
  }));
  expect((await read({ parameters })).headers?.map(({ name }) => name)).toEqual([
    'Accept',
    'Content-Type',
    'Authorization',
    'X-Own',
  ]);
  const optional = parameters.map((each) => ({ ...each, required: false }));
  expect((await read({ parameters: optional })).headers?.map(({ name }) => name)).toEqual(['X-Own']);
});

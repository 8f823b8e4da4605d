/** Sampled values: allowed by their schema, and always the same. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readDocument } from '../../../src/sources/openapi/document.ts';
import { Sampler } from '../../../src/sources/openapi/sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'postsmith-sample-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sampled = async (schema: unknown, direction: 'request' | 'response' = 'request', more: object = {}) => {
  writeFileSync(join(folder, 'schema.json'), JSON.stringify({ ...more, schema }));
  const document = await readDocument(join(folder, 'schema.json'));
  return new Sampler(document, direction).sample({
    ...document.root,
    pointer: '/schema',
    value: (document.root.value as { schema: unknown }).schema,
  });
};

test.each<[string, object, unknown]>([
  ['an example before a default', { type: 'string', example: 'a', default: 'b' }, 'a'],
  ['the first of the examples of 3.1', { type: 'string', examples: ['a', 'b'] }, 'a'],
  ['a default before an enumeration', { type: 'string', enum: ['x', 'y'], default: 'y' }, 'y'],
  ['the first of an enumeration', { enum: ['x', 'y'] }, 'x'],
  ['an enumeration that begins with null', { enum: [null, 'y'] }, 'y'],
  ['a constant', { const: 7 }, 7],
  ['a format', { type: 'string', format: 'uuid' }, '00000000-0000-4000-8000-000000000000'],
  ['a pattern', { type: 'string', pattern: '^[A-Z]{3}-[0-9]{4}$' }, 'AAA-0000'],
  ['a pattern with a choice', { type: 'string', pattern: '^(?:red|green)\\d+$' }, 'red0'],
  ['a pattern that is too much', { type: 'string', pattern: '^(?=a)b?a$', minLength: 6 }, 'textxx'],
  ['a length', { type: 'string', minLength: 6 }, 'textxx'],
  ['a longest length', { type: 'string', maxLength: 2 }, 'te'],
  ['a least number', { type: 'integer', minimum: 18 }, 18],
  ['a number above a bound', { type: 'integer', exclusiveMinimum: 4 }, 5],
  ['a number below a bound', { type: 'number', maximum: -2 }, -2],
  ['a multiple', { type: 'integer', minimum: 7, multipleOf: 5 }, 10],
  ['a boolean', { type: 'boolean' }, true],
  ['a type beside null', { type: ['null', 'integer'] }, 1],
  [
    'a list with as many as it needs',
    { type: 'array', minItems: 2, items: { type: 'string', enum: ['a'] } },
    ['a', 'a'],
  ],
  [
    'what is required, and what has an example or a default',
    {
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'integer' },
        b: { type: 'string' },
        c: { type: 'string', example: 'c' },
        d: { type: 'boolean', default: false },
      },
    },
    { a: 1, c: 'c', d: false },
  ],
  [
    'all of several',
    {
      allOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
        { type: 'object', required: ['b'], properties: { b: { type: 'boolean' } } },
      ],
    },
    { a: 1, b: true },
  ],
  [
    'the first of alternatives',
    { oneOf: [{ type: 'string', format: 'date' }, { type: 'integer' }] },
    '2025-01-31',
  ],
])('%s', async (_, schema, value) => {
  expect(await sampled(schema)).toEqual(value);
});

test('what is read-only is not sent, what is write-only does not come back, and what is deprecated is left out', async () => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'string', readOnly: true, example: '1' },
      word: { type: 'string', writeOnly: true, example: '2' },
      old: { type: 'string', deprecated: true, example: '3' },
      name: { type: 'string', example: '4' },
    },
  };
  expect(await sampled(schema, 'request')).toEqual({ word: '2', name: '4' });
  expect(await sampled(schema, 'response')).toEqual({ id: '1', name: '4' });
});

test('a discriminator has the value of the choice', async () => {
  const cat = {
    type: 'object',
    required: ['species', 'lives'],
    properties: { species: { type: 'string' }, lives: { type: 'integer' } },
  };
  const schema = {
    oneOf: [{ $ref: '#/cat' }],
    discriminator: { propertyName: 'species', mapping: { feline: '#/cat' } },
  };
  expect(await sampled(schema, 'request', { cat })).toEqual({ species: 'feline', lives: 1 });
  expect(
    await sampled({ ...schema, discriminator: { propertyName: 'species' } }, 'request', { cat }),
  ).toEqual({ species: 'cat', lives: 1 });
});

test('a recursion ends', async () => {
  const node = {
    type: 'object',
    required: ['value'],
    properties: {
      value: { type: 'string', example: 'v' },
      parent: { $ref: '#/node' },
      children: { type: 'array', items: { $ref: '#/node' } },
    },
  };
  expect(await sampled({ $ref: '#/node' }, 'request', { node })).toEqual({ value: 'v' });
  const response = JSON.stringify(await sampled({ $ref: '#/node' }, 'response', { node }));
  expect(response.length).toBeLessThan(5_000);
  expect(response).toContain('"children":[]');
});

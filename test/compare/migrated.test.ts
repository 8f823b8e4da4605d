/** A v3 folder as the collection that it was. The official Postman CLI makes real ones in the tests of the command. */

import { expect, test } from 'vitest';
import { differencesBetween } from '../../src/compare/differences.ts';
import { migratedCollection, type MigratedFolder } from '../../src/compare/migrated.ts';
import { partsOfCollection } from '../../src/compare/parts.ts';
import { sample, type Members } from './sample.ts';

/** The sample, as `postman collection migrate` 1.34 writes it. */
const folder = (change: Members = {}): MigratedFolder => ({
  name: 'orders',
  definition: {
    $kind: 'collection',
    id: '36d2bcdf-a25c-51c1-87dc-6dfe58240360',
    name: 'Orders',
    description: 'All of them.',
    variables: { host: '', size: '10' },
    scripts: [
      { type: 'http:beforeRequest', code: 'const a = 1;\nconsole.log(a);', language: 'text/javascript' },
      { type: 'http:afterResponse', code: 'pm.test("x", () => {});', language: 'text/javascript' },
    ],
    auth: [{ id: 'x', type: 'bearer', name: 'bearer auth', credentials: { token: '{{access_token}}' } }],
  },
  requests: [],
  folders: [
    {
      name: 'Write',
      definition: { $kind: 'collection', id: 'folder-write', order: 2000 },
      folders: [],
      requests: [
        {
          name: 'Create',
          content: {
            $kind: 'http-request',
            id: 'create',
            url: 'https://{{host}}/create',
            method: 'POST',
            body: { type: 'json', content: '{"a":1}' },
            order: 1000,
          },
        },
      ],
    },
    {
      name: 'Read',
      definition: { $kind: 'collection', id: 'folder-read', order: 1000 },
      folders: [],
      requests: ['One', 'List'].map((name) => ({
        name,
        content: {
          $kind: 'http-request',
          id: name.toLowerCase(),
          url: `https://{{host}}/${name.toLowerCase()}?page=1`,
          method: 'GET',
          headers: { Accept: 'application/json' },
          queryParams: [
            { key: 'page', value: '1' },
            { key: 'size', value: '9', disabled: true },
          ],
          ...(name === 'List' && { settings: { followRedirects: false } }),
          order: name === 'List' ? 1000 : 2000,
          ...change,
        },
      })),
    },
  ],
});

const compared = (migrated: MigratedFolder) =>
  differencesBetween(partsOfCollection(migratedCollection(migrated)), partsOfCollection(sample()), true);

test('is what it was made of, but for examples', () => {
  expect(compared(folder())).toEqual([]);
});

test('differs where somebody has edited it', () => {
  const scripts = [{ type: 'beforeRequest', code: 'steal();' }];
  expect(compared(folder({ headers: [], scripts, auth: { type: 'noauth' } }))).toEqual(
    ['List', 'One'].flatMap((name) => [
      { place: ['Read', name], part: 'request', kind: 'removed', what: 'headers' },
      { place: ['Read', name], part: 'request', kind: 'added', what: 'auth' },
      { place: ['Read', name], part: 'request', kind: 'added', what: 'pre-request script' },
    ]),
  );
});

test.each([
  [
    'forms',
    { body: { type: 'urlencoded', content: { a: '1' } } },
    { mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1' }] },
  ],
  [
    'parts',
    { body: { type: 'formdata', content: [{ type: 'file', key: 'f', src: 'a.txt' }] } },
    { mode: 'formdata', formdata: [{ type: 'file', key: 'f', src: 'a.txt' }] },
  ],
  [
    'GraphQL',
    { $kind: 'graphql-request', query: '{a}', variables: '{}' },
    { mode: 'graphql', graphql: { query: '{a}', variables: '{}' } },
  ],
])('reads %s', (_what, content, body) => {
  const migrated = migratedCollection({
    name: 'x',
    definition: {},
    folders: [],
    requests: [{ name: 'A', content }],
  });
  expect(migrated).toMatchObject({ item: [{ name: 'A', request: { body } }] });
});

test('what is none is a collection without items', () => {
  const nothing = migratedCollection({ name: 'x', definition: 7, folders: [], requests: [] });
  expect(partsOfCollection(nothing)).toMatchObject({ name: 'x', children: [] });
});

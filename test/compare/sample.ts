/** A small collection of format 2.1 to change. */

import { differencesBetween, type Difference } from '../../src/compare/differences.ts';
import { partsOfCollection } from '../../src/compare/parts.ts';

export type Members = Record<string, unknown>;

const script = (listen: string, ...exec: string[]): Members => ({
  listen,
  script: { id: `id-of-${listen}`, type: 'text/javascript', exec },
});

const request = (name: string, id: string, more: Members = {}): Members => ({
  name,
  id,
  request: {
    method: 'GET',
    header: [{ key: 'Accept', value: 'application/json' }],
    url: {
      raw: `https://{{host}}/${id}?page=1`,
      protocol: 'https',
      host: ['{{host}}'],
      path: [id],
      query: [
        { key: 'page', value: '1', description: 'Which' },
        { key: 'size', value: '9', disabled: true },
      ],
    },
  },
  response: [],
  ...more,
});

/** A new one each time. */
export const sample = (): Members => ({
  info: {
    _postman_id: '36d2bcdf-a25c-51c1-87dc-6dfe58240360',
    name: 'Orders',
    description: 'All of them.\n',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }] },
  event: [script('prerequest', 'const a = 1;', 'console.log(a);'), script('test', 'pm.test("x", () => {});')],
  variable: [
    { key: 'host', value: '', type: 'string' },
    { key: 'size', value: '10', type: 'string' },
  ],
  item: [
    {
      name: 'Read',
      id: 'folder-read',
      item: [
        request('List', 'list', {
          protocolProfileBehavior: { followRedirects: false },
          response: [
            {
              id: 'example-1',
              name: 'Two',
              code: 200,
              status: 'OK',
              header: [{ key: 'A', value: 'b' }],
              body: '[1,\n2]',
              cookie: [],
            },
          ],
        }),
        request('One', 'one'),
      ],
    },
    {
      name: 'Write',
      id: 'folder-write',
      item: [
        request('Create', 'create', {
          request: {
            method: 'POST',
            header: [],
            body: { mode: 'raw', raw: '{"a":1}', options: { raw: { language: 'json' } } },
            url: { raw: 'https://{{host}}/create', protocol: 'https', host: ['{{host}}'], path: ['create'] },
          },
        }),
      ],
    },
  ],
});

/** Reads JSON that a test has made. */
export const edited = (collection: Members, edit: (text: string) => string): Members =>
  JSON.parse(edit(JSON.stringify(collection))) as Members;

/** Differences of a file from the sample. */
export const compared = (found: Members, wanted = sample()): readonly Difference[] =>
  differencesBetween(partsOfCollection(found), partsOfCollection(wanted));

/** The value at a path of names and positions. */
export const at = (value: unknown, ...path: readonly (string | number)[]): Members =>
  path.reduce<unknown>((each, step) => Object(each)[step], value) as Members;

/** OpenAPI documents with mistakes, in parts, and with what only some have. */

import { descriptionOf } from '../../../src/model/described.ts';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { requestsIn } from '../../../src/model/items.ts';
import { fromOpenAPI, type OpenApiOptions } from '../../../src/sources/openapi/from-openapi.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-documents-')));
afterAll(() => rmSync(folder, { recursive: true }));

const document = (more: object) => ({
  openapi: '3.1.0',
  info: { title: 'A', version: '1' },
  paths: {},
  ...more,
});
const get = (more: object) => document({ paths: { '/a': { get: { responses: {}, ...more } } } });

const read = async (content: unknown, options?: OpenApiOptions, name = 'api.json') => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return fromOpenAPI(join(folder, name), options);
};

describe('a document with a mistake is told with its place', () => {
  test.each<[string, unknown, string]>([
    [
      'a reference that leads nowhere',
      get({ parameters: [{ $ref: '#/components/parameters/none' }] }),
      'api.json:12 #/paths/~1a/get/parameters/0: refers to #/components/parameters/none, which is not there',
    ],
    [
      'a reference to itself',
      { ...get({ parameters: [{ $ref: '#/b' }] }), b: { $ref: '#/b' } },
      'a reference that leads back to itself',
    ],
    [
      'a file that is not there',
      get({ requestBody: { $ref: './none.yaml#/x' } }),
      "refers to ./none.yaml#/x, and that file can't be read (ENOENT",
    ],
    ['a tab', 'openapi: 3.0.0\ninfo:\n\ttitle: a\n', 'api.json:3:1: Tabs are not allowed as indentation'],
    [
      'a key that stands twice',
      'openapi: 3.0.0\ninfo: {}\ninfo: {}\n',
      'api.json:3:1: Map keys must be unique',
    ],
    [
      'Swagger 2.0',
      { swagger: '2.0', info: {} },
      'api.json: it is Swagger 2.0; convert it to OpenAPI 3 first',
    ],
    ['something else', { a: 1 }, 'api.json: it is no OpenAPI 3 document'],
    ['no info', { openapi: '3.0.0' }, 'api.json: it has no `info`'],
  ])('%s', async (_, content, message) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'INVALID_DECLARATION',
      message: expect.stringContaining(message),
    });
  });

  test('a reference that is data of an example is none', async () => {
    const { items } = await read(
      get({ requestBody: { content: { 'application/json': { example: { $ref: './nowhere.json' } } } } }),
    );
    expect(requestsIn(items)[0]?.body).toEqual({ json: { $ref: './nowhere.json' } });
  });

  test('a secret in an example has a stand-in', async () => {
    const { items } = await read(
      get({
        requestBody: { content: { 'application/json': { example: { access_token: 'aB3dE5fG7hJ9kL1m' } } } },
      }),
    );
    expect(requestsIn(items)[0]?.body).toEqual({ json: { access_token: '<access_token>' } });
  });

  test('parts in other files are found', async () => {
    writeFileSync(
      join(folder, 'part.yaml'),
      'Thing: { type: object, required: [a], properties: { a: { $ref: "#/Text" } } }\nText: { type: string, example: b }\n',
    );
    const { items } = await read(
      get({ requestBody: { content: { 'application/json': { schema: { $ref: './part.yaml#/Thing' } } } } }),
    );
    expect(requestsIn(items)[0]?.body).toEqual({ json: { a: 'b' } });
  });
});

const oauth = (flows: object) => ({
  components: { securitySchemes: { s: { type: 'oauth2', flows } } },
  security: [{ s: [] }],
});

describe('the addresses of a login', () => {
  test.each<[string, object, object]>([
    [
      'are as they stand',
      { clientCredentials: { tokenUrl: 'https://as.example.com/t', scopes: {} } },
      { tokenEndpoint: 'https://as.example.com/t' },
    ],
    [
      'begin at the server',
      { clientCredentials: { tokenUrl: '/t', scopes: {} } },
      { tokenEndpoint: 'https://api.example.com/t' },
    ],
    [
      'may be plain http, if the document says so',
      { clientCredentials: { tokenUrl: 'http://as.example.com/t', scopes: {} } },
      { allowHttp: true },
    ],
  ])('%s', async (_, flows, expected) => {
    const { authorization } = await read({
      ...get({}),
      ...oauth(flows),
      servers: [{ url: 'https://api.example.com/v1' }],
    });
    expect(authorization).toMatchObject(expected);
  });

  test('are told where they are missing, or no runner can go there', async () => {
    for (const [flows, problem] of [
      [{ clientCredentials: { tokenUrl: '/t', scopes: {} } }, 'its token URL is none, or begins nowhere'],
      [
        { implicit: { authorizationUrl: 'https://a.example/', scopes: {} } },
        'of its flows, implicit, a runner can go none',
      ],
    ] as const) {
      const collection = await read({ ...get({}), ...oauth(flows) });
      const note = `s: ${problem}; the variable s_token is sent for it`;
      expect(collection.authorization).toEqual({ kind: 'bearer', token: '{{s_token}}' });
      expect(requestsIn(collection.items)[0]?.description).toBe(`Note: ${note}.`);
      expect(descriptionOf(collection)?.losses).toEqual([
        { place: 'api.json #/paths/~1a/get/security', what: note },
      ]);
    }
  });
});

test('a fragment that tells operations of one path apart is not sent', async () => {
  const { items } = await read(document({ paths: { '/a#one': { get: { responses: {} } } } }));
  expect(requestsIn(items)[0]?.url).toBe('{{base_url}}/a');
});

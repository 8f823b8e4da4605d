/** OpenAPI documents with mistakes, in parts, and with what only some have. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { descriptionOf } from '../../../src/model/described.ts';
import { requestsIn } from '../../../src/model/items.ts';
import { document, documentReader, get } from './read-document.ts';

const { folder, read } = documentReader();

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
      'its references lead back to it, so nothing is there',
    ],
    [
      'a file that is not there',
      get({ requestBody: { $ref: './none.yaml#/x' } }),
      "refers to ./none.yaml#/x, and that file can't be read (ENOENT",
    ],
    [
      'a reference with a % that encodes nothing',
      get({ parameters: [{ $ref: '#/components/parameters/100%' }] }),
      'refers to #/components/parameters/100%, which is not there',
    ],
    [
      'a reference to what is no address',
      get({ requestBody: { $ref: 'http://[#/x' } }),
      "refers to http://[#/x, and that file can't be read",
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

  test('all at once', async () => {
    await expect(
      read(
        document({
          paths: {
            '/a': {
              get: { parameters: [{ $ref: '#/components/parameters/x' }] },
              put: { parameters: [{ $ref: '#/components/parameters/y' }] },
            },
          },
        }),
      ),
    ).rejects.toThrow(/parameters\/x, which is not there.*\n.*parameters\/y, which is not there/);
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
      [
        { clientCredentials: { tokenUrl: '/t', scopes: {} } },
        'its tokenUrl is missing, or relative where no server of the document has an address',
      ],
      [
        { implicit: { authorizationUrl: 'https://a.example/', scopes: {} } },
        'a runner can use none of its flows (implicit): that takes clientCredentials or authorizationCode',
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

test('an ID token of nobody knows whom is not asked for', async () => {
  const flows = {
    authorizationCode: {
      authorizationUrl: 'https://as.example.com/a',
      tokenUrl: 'https://as.example.com/t',
      scopes: {},
    },
  };
  const collection = await read({
    ...oauth(flows),
    ...get({ security: [{ s: ['openid', 'read'] }] }),
  });
  expect(collection.authorization).toMatchObject({ kind: 'authorizationCode', scope: 'read' });
  expect(requestsIn(collection.items)[0]?.scope).toBe('read');
  expect(descriptionOf(collection)?.losses).toEqual([
    {
      place: 'api.json #/paths/~1a/get/security',
      what: 's: the scope openid is not asked for, as nobody says who issues the ID token; declare a login with an issuer in securitySchemes for that',
    },
  ]);
});

test('a fragment that tells operations of one path apart is not sent', async () => {
  const { items } = await read(document({ paths: { '/a#one': { get: { responses: {} } } } }));
  expect(requestsIn(items)[0]?.url).toBe('{{base_url}}/a');
});

/** OpenAPI documents with mistakes, in parts, and with what only some have. */

import { descriptionOf } from '../../../src/model/described.ts';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { requestsIn } from '../../../src/model/items.ts';
import {
  fromOpenAPI,
  openApiServers,
  type OpenApiOptions,
} from '../../../src/sources/openapi/from-openapi.ts';

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

describe('what a document leaves open or a collection can’t say is listed', () => {
  test.each<[string, object, string, string]>([
    [
      'a part of the path that no parameter declares',
      { paths: { '/a/{id}': { get: { responses: {} } } } },
      '/paths/~1a~1{id}/get',
      'no parameter declares {id} of the path; its own name stands for it',
    ],
    [
      'an operationId that stands twice',
      { paths: { '/a': { get: { operationId: 'a' }, put: { operationId: 'a' } } } },
      '/paths/~1a/put/operationId',
      'a is the operationId of another operation as well; give each its own, as ids in Postman are made of it',
    ],
    [
      'a security scheme that is not there',
      { paths: { '/a': { get: {} } }, security: [{ nothing: [] }] },
      '/paths/~1a/get/security',
      'nothing: there is no such security scheme in components',
    ],
    [
      'a client certificate',
      {
        paths: { '/a': { get: { security: [{ m: [] }] } } },
        components: { securitySchemes: { m: { type: 'mutualTLS' } } },
      },
      '/paths/~1a/get/security',
      'm: a client certificate is no part of a collection; give it to Postman (Settings › Certificates) or to the runner',
    ],
    ['no operation', { paths: undefined }, '', 'it has no operation, so the collection has no request'],
    [
      'webhooks',
      { webhooks: { a: {} } },
      '/webhooks',
      'webhooks are what the API sends; a collection has none',
    ],
    [
      'what Postman would take for a variable',
      { paths: { '/a': { get: { summary: 'a', description: '{{client_secret}}' } } } },
      '/paths/~1a/get/description',
      'Postman would take {{…}} for a variable; the braces stand apart',
    ],
  ])('%s', async (_, more, pointer, what) => {
    expect(descriptionOf(await read(document(more)))?.losses).toContainEqual({
      place: `api.json #${pointer}`,
      what,
    });
  });

  test('nothing that a document says is expanded, in names, values, addresses and credentials', async () => {
    const evil = '{{client_secret}}{{$guid}}';
    const collection = await read({
      ...document({
        paths: {
          [`/a/${evil}`]: {
            post: {
              operationId: evil,
              servers: [{ url: `https://${evil}.example.com/${evil}` }],
              parameters: [
                { name: evil, in: 'query', required: true, example: evil },
                { name: evil, in: 'header', required: true, example: evil },
                { name: evil, in: 'cookie', required: true, example: evil },
              ],
              requestBody: { content: { [`text/${evil}`]: { example: { [evil]: evil } } } },
              responses: { 200: { description: evil, content: { 'application/json': { example: evil } } } },
              security: [{ [evil]: [evil] }],
            },
          },
        },
        components: {
          securitySchemes: {
            [evil]: {
              type: 'oauth2',
              flows: { clientCredentials: { tokenUrl: `https://a.example/?${evil}`, scopes: {} } },
            },
          },
        },
      }),
    });
    expect(JSON.stringify(collection.items)).not.toMatch(/\{\{(?!base_url)/);
    expect(JSON.stringify(collection.authorization)).not.toMatch(/\{\{/);
  });

  test('a server that begins nowhere begins at a host that people fill in', async () => {
    await read(
      document({
        servers: [
          { url: '/api/v3' },
          {
            url: 'https://{region}.example.com/',
            variables: { region: { default: 'eu', enum: ['eu', 'us'] } },
          },
        ],
      }),
    );
    expect(await openApiServers(join(folder, 'api.json'))).toEqual([
      {
        name: 'Server 1',
        variables: [
          { name: 'base_url', value: 'https://{{host}}/api/v3' },
          {
            name: 'host',
            value: '',
            description: 'Where the API is: a host, with a port where it needs one.',
          },
        ],
      },
      {
        name: 'Server 2',
        variables: [
          { name: 'base_url', value: 'https://{{region}}.example.com' },
          { name: 'region', value: 'eu', description: 'One of eu, us.' },
        ],
      },
    ]);
  });

  test('methods of OpenAPI 3.2 are requests', async () => {
    const { items } = await read({
      ...document({ paths: { '/a': { query: {}, additionalOperations: { COPY: {} } } } }),
      openapi: '3.2.0',
    });
    expect(requestsIn(items).map(({ method, key }) => [method, key])).toEqual([
      ['QUERY', 'query a'],
      ['COPY', 'copy a'],
    ]);
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

/** Documents that want more than to be read: nothing is fetched, read or run that they have no business with. */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { requestsIn } from '../../../src/model/items.ts';
import { fromOpenAPI } from '../../../src/sources/openapi/from-openapi.ts';

let folder: string;
let server: Server;
let origin: string;
const asked: string[] = [];
const served = new Map<string, unknown>();
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-hostile-')));
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(served.has(url) ? 200 : 404).end(JSON.stringify(served.get(url) ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
  served.clear();
});

const documentOf = (schema: unknown, more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'A', version: '1' },
  paths: {
    '/a': { post: { requestBody: { content: { 'application/json': { schema, ...more } } }, responses: {} } },
  },
});

const read = (document: unknown) => {
  writeFileSync(join(folder, 'api.json'), JSON.stringify(document));
  return fromOpenAPI(join(folder, 'api.json'));
};

const bodyIn = async (document: unknown) => requestsIn((await read(document)).items)[0]?.body;

test('a document of an address is read with its parts, relative to it', async () => {
  served.set('/v1/api.json', documentOf({ $ref: 'parts/thing.json#/Thing' }));
  served.set('/v1/parts/thing.json', {
    Thing: { $ref: '#/value' },
    value: { type: 'string', example: 'part' },
  });
  const { items } = await fromOpenAPI(`${origin}/v1/api.json`);
  expect(requestsIn(items)[0]?.body).toEqual({ json: 'part' });
  expect(asked).toEqual(['/v1/api.json', '/v1/parts/thing.json']);
});

test('a document of an address reads no file of this machine', async () => {
  writeFileSync(join(folder, 'private.json'), '{"example":"private"}');
  served.set('/api.json', documentOf({ $ref: pathToFileURL(join(folder, 'private.json')).href }));
  await expect(fromOpenAPI(`${origin}/api.json`)).rejects.toThrow(/and that file can't be read/);
});

test('references that are data are not fetched', async () => {
  const data = { $ref: `${origin}/secret` };
  const body = await bodyIn(
    documentOf(
      { type: 'object', default: data, enum: [data], properties: { example: { const: data } } },
      { example: data },
    ),
  );
  expect(body).toEqual({ json: data });
  expect(asked).toEqual([]);
});

test('names that every object has are names like all others', async () => {
  const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
  const document = documentOf({
    type: 'object',
    required: names,
    properties: Object.fromEntries(
      names.map((name) => [name, { type: 'string', format: name, example: undefined }]),
    ),
  });
  expect(await bodyIn(document)).toEqual({ json: Object.fromEntries(names.map((name) => [name, 'text'])) });
  const operations = {
    paths: Object.fromEntries(
      names.map((name) => [
        `/${name}`,
        { get: { operationId: name, tags: [name], security: [{ [name]: [] }] } },
      ]),
    ),
  };
  const { items } = await read({ ...documentOf({}), ...operations });
  expect(requestsIn(items).map(({ key }) => key)).toEqual(names);
  const polluting =
    '{"type":"object","properties":{"__proto__":{"type":"object","properties":{"polluted":{"default":1}}}}}';
  await read(documentOf(JSON.parse(polluting)));
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test.each<[string, unknown]>([
  [
    'everything is a text',
    {
      openapi: '3.0.0',
      info: { title: 5 },
      paths: {
        '/a': {
          get: 'x',
          put: { parameters: 'x', responses: 'x', tags: 'x', security: 'x', requestBody: 'x' },
        },
      },
    },
  ],
  [
    'everything is null',
    {
      openapi: '3.0.0',
      info: {},
      paths: {
        '/a': {
          get: {
            parameters: null,
            responses: { 200: null },
            tags: [null],
            security: [null],
            requestBody: null,
          },
        },
      },
      servers: [null],
      tags: [null],
      components: null,
    },
  ],
  ['everything is a list', { openapi: '3.0.0', info: [], paths: [], servers: {}, components: [] }],
  ['a schema needs itself', documentOf({ $ref: '#/components/schemas/A' })],
])('a document in which %s is read, or told', async (_, document) => {
  const whole = {
    components: {
      schemas: {
        A: { type: 'object', required: ['a'], properties: { a: { $ref: '#/components/schemas/A' } } },
      },
    },
    ...(document as object),
  };
  await read(whole).then(
    (collection) => expect(collection.items).toBeInstanceOf(Array),
    (error: unknown) => expect(error).toMatchObject({ code: 'INVALID_DECLARATION' }),
  );
});

test('a thousand files are one document', async () => {
  for (let at = 0; at < 1000; at += 1)
    writeFileSync(
      join(folder, `part${at}.yaml`),
      `get: { operationId: get${at}, responses: { '200': { description: OK } } }\n`,
    );
  const paths = Object.fromEntries(
    Array.from({ length: 1000 }, (_, at) => [`/a${at}`, { $ref: `./part${at}.yaml` }]),
  );
  const { items } = await read({ ...documentOf({}), paths });
  expect(requestsIn(items)).toHaveLength(1000);
});

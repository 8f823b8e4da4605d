/** What is declared beside a document survives its next versions, or says what it no longer fits. */

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bearer } from '../../../src/index.ts';
import { isFolder, requestsIn } from '../../../src/model/items.ts';
import { fromOpenAPI, type OpenApiOptions } from '../../../src/sources/openapi/from-openapi.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-changes-')));
afterAll(() => rmSync(folder, { recursive: true }));

const operation = (operationId: string, more: object = {}) => ({
  operationId,
  tags: ['Things'],
  responses: { 200: { description: 'OK' } },
  ...more,
});

const things = {
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  servers: [{ url: 'https://api.example.com' }],
  tags: [{ name: 'Things', description: 'All of them.' }, { name: 'Admin' }],
  paths: {
    '/things': {
      get: operation('listThings', {
        parameters: [
          { name: 'limit', in: 'query', description: 'How many.', schema: { type: 'integer', default: 20 } },
          { name: 'q', in: 'query', schema: { type: 'string' } },
        ],
      }),
      post: operation('createThing', { security: [{ key: [] }, { token: [] }] }),
    },
    '/things/{id}': {
      get: operation('getThing', {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'X-Trace', in: 'header', required: true, schema: { type: 'string' } },
        ],
      }),
      delete: operation('deleteThing', { deprecated: true }),
    },
    '/admin/reset': { post: { tags: ['Admin'], responses: {} } },
    '/free': { get: { responses: {} } },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      token: { type: 'http', scheme: 'bearer' },
    },
  },
};

const read = async (document: object, options?: OpenApiOptions) => {
  writeFileSync(join(folder, 'api.json'), JSON.stringify(document));
  const collection = await fromOpenAPI(join(folder, 'api.json'), options);
  const request = (key: string) => requestsIn(collection.items).find((each) => each.key === key);
  return { collection, request, keys: requestsIn(collection.items).map(({ key }) => key) };
};

const own: OpenApiOptions = {
  requests: {
    listThings: {
      name: 'All things',
      query: [
        { name: 'limit', value: '100' },
        { name: 'trace', value: 'on' },
      ],
      scripts: { postResponse: ['keep-first-id'] },
    },
    'GET /things/{id}': {
      pathVariables: { id: { value: '{{thing_id}}' } },
      headers: [{ name: 'X-Trace', value: '{{$guid}}' }],
      examples: [],
    },
    deleteThing: false,
    createThing: (request) => ({ ...request, description: `${request.name}!` }),
  },
  folders: {
    Things: {
      name: 'What there is',
      items: [{ kind: 'request', name: 'Extra', method: 'GET', url: 'https://x.example' }],
    },
  },
};

test('requests and folders are changed by name, and keep what is not named', async () => {
  const { collection, request, keys } = await read(things, own);
  expect(request('listThings')).toMatchObject({
    name: 'All things',
    url: '{{base_url}}/things',
    query: [
      { name: 'limit', value: '100', description: 'How many.' },
      { name: 'q', value: 'text', enabled: false },
      { name: 'trace', value: 'on' },
    ],
    scripts: { postResponse: ['keep-first-id'] },
  });
  expect(request('listThings')?.query?.[0]).not.toHaveProperty('enabled');
  expect(request('getThing')).toMatchObject({
    pathVariables: { id: { value: '{{thing_id}}' } },
    headers: [{ name: 'X-Trace', value: '{{$guid}}' }],
    examples: [],
  });
  expect(request('createThing')?.description).toBe('createThing!');
  expect(keys).toEqual(['listThings', 'createThing', 'getThing', undefined, 'post admin/reset', 'get free']);
  expect(collection.items[0]).toMatchObject({
    name: 'What there is',
    key: 'Things',
    description: 'All of them.',
  });
});

test('ten versions later they still stand where they fit', async () => {
  let document: typeof things = structuredClone(things);
  const versions: ((paths: Record<string, Record<string, object>>) => void)[] = [
    (paths) => Object.assign(paths['/things']?.['get'] ?? {}, { summary: 'List them' }),
    (paths) => Object.assign(paths['/things']?.['get'] ?? {}, { tags: ['Renamed'] }),
    (paths) => Object.assign(paths, { '/v2/things': paths['/things'] }),
    (paths) => delete paths['/things'],
    (paths) => delete paths['/admin/reset'],
    (paths) => Object.assign(paths['/things/{id}'] ?? {}, { put: operation('replaceThing') }),
    (paths) => Object.assign(paths['/v2/things']?.['get'] ?? {}, { parameters: [] }),
    (paths) => Object.assign(paths['/things/{id}']?.['get'] ?? {}, { operationId: 'readThing' }),
    (paths) => Object.assign(paths, { '/other': { get: operation('other') } }),
    (paths) => Object.assign(paths['/free'] ?? {}, { description: 'Free.' }),
  ];
  for (const change of versions) {
    document = structuredClone(document);
    change(document.paths as unknown as Record<string, Record<string, object>>);
    const { request, keys } = await read(document, own);
    expect(request('listThings')).toMatchObject({
      name: 'All things',
      scripts: { postResponse: ['keep-first-id'] },
    });
    expect(keys).not.toContain('deleteThing');
    const byId = request('getThing') ?? request('readThing');
    expect(byId?.pathVariables).toMatchObject({ id: { value: '{{thing_id}}' } });
  }
});

test('what no longer fits is an error that names what is nearest', async () => {
  await expect(
    read(things, {
      requests: { listThing: false, 'GET /thing/{id}': false },
      folders: { Thing: {} },
      securitySchemes: { kee: 'none' },
      prefer: ['tokn'],
    }),
  ).rejects.toMatchObject({
    code: 'INVALID_DECLARATION',
    message:
      'What is declared beside api.json fits nothing in it any more: ' +
      'requests: "listThing" is no operation of it; the nearest is "listThings"; ' +
      'requests: "GET /thing/{id}" is no operation of it; the nearest is "GET /things/{id}"; ' +
      'folders: "Thing" is no folder of it; the nearest is "Things"; ' +
      'securitySchemes: "kee" is no security scheme of it; the nearest is "key"; ' +
      'securitySchemes: "tokn" is no security scheme of it; the nearest is "token".',
  });
});

test('operations may be left out, and folders made otherwise', async () => {
  const { keys } = await read(things, {
    include: ({ deprecated, method }) => !deprecated && method === 'GET',
  });
  expect(keys).toEqual(['listThings', 'getThing', 'get free']);
  const names = async (folderBy: NonNullable<OpenApiOptions['folderBy']>) =>
    (await read(things, { folderBy })).collection.items.filter(isFolder).map(({ name }) => name);
  expect(await names('path')).toEqual(['things', 'admin', 'free']);
  expect(await names(({ method }) => (method === 'GET' ? 'Reads' : undefined))).toEqual(['Reads']);
});

test('a login asks for no scope of an operation that is left out', async () => {
  const flows = { clientCredentials: { tokenUrl: 'https://as.example.com/t', scopes: {} } };
  const secured = {
    ...things,
    paths: {
      '/a': {
        get: { operationId: 'a', security: [{ oauth: ['read'] }], responses: {} },
        delete: { operationId: 'b', security: [{ oauth: ['destroy'] }], responses: {} },
      },
    },
    components: { securitySchemes: { oauth: { type: 'oauth2', flows } } },
  };
  const { collection } = await read(secured, { include: ({ method }) => method === 'GET' });
  expect(collection.authorization).toMatchObject({ scope: 'read' });
});

test('of alternatives the preferred one is taken, and a scheme becomes what is declared', async () => {
  const authorizationOf = async (options?: OpenApiOptions) =>
    (await read(things, options)).collection.authorization;
  expect(await authorizationOf()).toMatchObject({ kind: 'apiKey' });
  expect(await authorizationOf({ prefer: ['token'] })).toEqual({ kind: 'bearer', token: '{{token}}' });
  const mine = bearer({ token: '{{mine}}' });
  expect(await authorizationOf({ securitySchemes: { key: mine } })).toBe(mine);
  const { request } = await read(things, { prefer: ['token'] });
  expect(request('createThing')?.description).toBe('Note: it may also be sent with key.');
  expect(request('getThing')?.authorization).toBe('none');
});

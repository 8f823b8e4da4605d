/** Contracts: responses are held to the API's description, on every engine, and a run tells what of it it has touched. */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from './execute.ts';

const thing = {
  type: 'object',
  required: ['id', 'name', 'secret'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: 0, exclusiveMinimum: true },
    name: { type: 'string', nullable: true },
    kind: { type: 'string', enum: ['lamp', 'chair'] },
    parent: { $ref: '#/components/schemas/Thing' },
    secret: { type: 'string', writeOnly: true },
  },
};

const documentAt = (origin: string, example?: object) => ({
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  servers: [{ url: `${origin}/v1` }],
  paths: {
    '/things': {
      get: {
        operationId: 'listThings',
        parameters: [
          { name: 'limit', in: 'query', required: true, schema: { type: 'integer' } },
          { name: 'q', in: 'query', schema: { type: 'string' } },
          { name: 'X-Trace', in: 'header', required: true, schema: { type: 'string' } },
          { name: 'theme', in: 'cookie', required: true, schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'Things',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
                ...(example !== undefined && { example }),
              },
            },
          },
          '4XX': { description: 'Wrong', content: { 'application/*': {} } },
        },
      },
    },
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'A thing',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
        },
      },
      delete: {
        operationId: 'deleteThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 204: { description: 'Gone' } },
      },
    },
    '/things/first': { get: { operationId: 'firstThing', responses: { 200: { description: 'First' } } } },
  },
  components: { schemas: { Thing: thing } },
});

let folder: string;
let server: Server;
let origin: string;
/** What the API responds with, by method and path. */
const responses = new Map<string, (response: ServerResponse) => void>();

const json =
  (status: number, body: unknown, type = 'application/json; charset=utf-8') =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body));

const good = (): void => {
  responses.clear();
  responses.set('GET /v1/things', json(200, [{ id: 1, name: null, kind: 'lamp' }]));
  responses.set('GET /v1/things/1', json(200, { id: 1, name: 'Lamp', parent: { id: 2, name: 'Root' } }));
  responses.set('DELETE /v1/things/1', (response) => void response.writeHead(204).end());
  responses.set('GET /v1/things/first', json(200, 'anything'));
};

const write = (name: string, text: string): void => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
};

const declare = (options: string): void =>
  write(
    'collections/things.ts',
    `import { defineCollection } from 'postsmith';
import { fromOpenAPI } from 'postsmith/openapi';
export default defineCollection({ ...(await fromOpenAPI('../api.json', ${options})) });`,
  );

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-contract-')));
  server = createServer(({ method = '', url = '' }, response) => {
    const respond = responses.get(`${method} ${url.split('?')[0] ?? ''}`);
    if (respond === undefined) response.writeHead(404).end();
    else respond(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  write('api.json', JSON.stringify(documentAt(origin)));
  write(
    'environments/things.ts',
    `import { defineEnvironment } from 'postsmith';
export default defineEnvironment({ name: 'Things', variables: { base_url: '${origin}/v1' } });`,
  );
  declare('{ contract: true }');
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const ENGINES = ['newman', 'runtime', ...(process.env['POSTMAN_CLI'] === undefined ? [] : ['postman-cli'])];

const run = (...more: readonly string[]) => execute(['run', 'things', '-e', 'things', ...more], { folder });

describe.each(ENGINES)('on %s', (engine) => {
  test('responses that are as described pass', async () => {
    good();
    const { stdout, code } = await run('--engine', engine);
    expect(code).toBe(0);
    // Status, type and body of two; the status of two that have no schema, and of one of them no body.
    expect(stdout).toMatch(/Things +\S+ \S+ +4 +0 +8 +0/);
  });

  test.each<[string, (response: ServerResponse) => void, string]>([
    ['a status', json(418, {}), 'GET /things/{id} responded with 418; its description declares 200'],
    [
      'a content type',
      json(200, {}, 'text/html'),
      'the content type is text/html; the description declares application/json',
    ],
    [
      'no body',
      (response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end(),
      'the response has no body',
    ],
    [
      'what is no JSON',
      (response) => void response.writeHead(200, { 'Content-Type': 'application/json' }).end('<p>'),
      'the body is no JSON',
    ],
    [
      'a body',
      json(200, { id: 0, kind: 'table', parent: { name: 'Root' }, more: 'S3cret-value' }),
      `the body should NOT have additional properties: more; /id should be > 0; the body should have required property 'name'; /kind should be equal to one of the allowed values: "lamp", "chair"; /parent should have required property 'id'`,
    ],
  ])('%s that is not fails, with what is wrong and no value of it', async (_, respond, problem) => {
    good();
    responses.set('GET /v1/things/1', respond);
    const { stdout, code } = await run('--engine', engine);
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(problem);
    expect(stdout.split('request').at(-1)).not.toMatch(/should.*S3cret-value/);
  });

  test('what a run has touched is told, and too little fails it', async () => {
    good();
    responses.set('GET /v1/things', json(404, {}, 'application/problem+json'));
    const all = await run('--engine', engine, '--coverage');
    expect(all.stdout).toContain(
      [
        'coverage    touched  of',
        'operations        4   4  100 %',
        'statuses          4   5   80 %',
        'parameters        5   6   83 %',
        '',
        'Not touched:',
        '  GET /things (listThings): statuses 200; parameters query q',
        '',
      ].join('\n'),
    );
    expect(all.code).toBe(0);
    const part = await run('--engine', engine, '--folder', 'getThing', '--coverage-threshold', '50');
    expect(part.stdout).toContain('  DELETE /things/{id} (deleteThing)\n');
    expect(part.stdout).toContain('25 % of the operations were touched, and 50 % must be.');
    expect(part.code).toBe(1);
  });
});

test('the checks may be chosen, and none is made unless they are', async () => {
  good();
  responses.set('GET /v1/things/1', json(200, { id: 0 }, 'text/json'));
  declare(`{ contract: ['status'] }`);
  expect((await run()).stdout).toMatch(/newman \S+ +4 +0 +4 +0/);
  declare('{}');
  expect((await run()).stdout).toMatch(/newman \S+ +4 +0 +0 +0/);
  declare('{ contract: true }');
});

test('verify serves what is as described, and an example that is not turns it red', async () => {
  expect(await execute(['verify', 'things'], { folder })).toMatchObject({ code: 0 });
  write('api.json', JSON.stringify(documentAt(origin, [{ id: 'one' }])));
  const { stdout, code } = await execute(['verify', 'things', '--engine', 'newman'], { folder });
  expect(code).toBe(1);
  expect(stdout).toContain('/0/id should be integer');
  write('api.json', JSON.stringify(documentAt(origin)));
});

test('the checks stand once in a collection, whatever it holds', async () => {
  await execute(['build'], { folder });
  const built = readFileSync(join(folder, 'dist/collections/things.postman_collection.json'), 'utf8');
  expect(built.split('"listen": "test"')).toHaveLength(2);
  expect(built.split('ajv')).toHaveLength(2);
});

test('a coverage of nothing, and a threshold that is none, are told', async () => {
  expect((await run('--coverage-threshold', '101')).stderr).toContain(
    '--coverage-threshold takes a percentage, 0 to 100, not ‘101’.',
  );
  write(
    'collections/plain.ts',
    `import { defineCollection, get } from 'postsmith';
export default defineCollection({ name: 'Plain', items: [get({ name: 'A', url: '{{base_url}}/things' })] });`,
  );
  const { stderr, code } = await execute(['run', 'plain', '-e', 'things', '--coverage'], { folder });
  expect(stderr).toContain('nothing describes the API of Plain');
  expect(code).toBe(2);
});

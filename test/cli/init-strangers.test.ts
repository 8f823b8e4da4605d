/** From an empty folder to a green run, with what `postsmith init` prints alone. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startForwarder } from './forwarder.ts';
import { commandsIn, createStranger, type Stranger } from './stranger.ts';

const documentOf = (host: string): string => `openapi: 3.1.0
info: { title: Orders, version: '1' }
servers: [{ url: 'http://${host}/v1' }]
security: [{ login: [orders] }]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200':
          description: All
          content:
            application/json:
              schema: { type: array, items: { type: object, properties: { id: { type: string } } } }
    post:
      operationId: createOrder
      requestBody: { content: { application/json: { schema: { type: object, properties: { article: { type: string } } } } } }
      responses: { '201': { description: Made } }
components:
  securitySchemes:
    login: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'http://${host}/token', scopes: { orders: All } } } }
`;

const exported = join(import.meta.dirname, '../sources/postman/bookshop-v2.1.json');

/** What is green without a look at what is printed. */
const expectGreen = async (stranger: Stranger, command: string, environment = {}): Promise<void> => {
  const { code, stdout, stderr } = await stranger.type(command, environment);
  expect([command, code, code === 0 ? '' : stdout + stderr]).toEqual([command, 0, '']);
};

interface Scene {
  readonly title: string;
  readonly first: string;
  /** Files that somebody has. */
  readonly files: Readonly<Record<string, string>>;
  readonly name: string;
}

const scenesAt = (host: string): readonly Scene[] => [
  { title: 'a preset', first: 'npx postsmith init okta', files: {}, name: 'okta' },
  {
    title: 'an OpenAPI document',
    first: 'npx postsmith init --openapi api.yaml',
    files: { 'api.yaml': documentOf(host) },
    name: 'orders',
  },
  {
    title: 'an exported collection',
    first: 'npx postsmith init --collection shop.json --environment "my shop.json"',
    files: {
      'shop.json': readFileSync(exported, 'utf8'),
      'my shop.json': JSON.stringify({
        name: 'Shop',
        values: [{ key: 'host', value: 'shop.example.com', enabled: true }],
        _postman_variable_scope: 'environment',
      }),
    },
    name: 'bookshop-api',
  },
];

const forwarder = await startForwarder();
afterAll(() => forwarder.close());

test.each(scenesAt(forwarder.host))(
  '$title leads there',
  { timeout: 240_000 },
  async ({ first, files, name }) => {
    const stranger = await createStranger();
    try {
      for (const [path, text] of Object.entries(files)) await stranger.write(path, text);
      const { code, stderr } = await stranger.type(first);
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      const [install, verify = '', ...others] = commandsIn(stderr);
      const run = others.at(-1) ?? '';
      expect([install, verify, run]).toEqual([
        'npm install',
        'npm run verify',
        `npx postsmith run ${name} -e ${name}`,
      ]);
      await stranger.install();
      await expectGreen(stranger, verify);
      await expectGreen(stranger, 'npx postsmith build --check');
      await expectGreen(stranger, 'npx tsc --noEmit');
      const mock = await stranger.serve(name === 'okta' ? {} : { host: forwarder.host });
      forwarder.to(mock);
      try {
        await expectGreen(stranger, run, { NODE_EXTRA_CA_CERTS: mock.caFile });
        expect(mock.apiRequests.length).toBeGreaterThan(0);
        expect(mock.apiRequests.flatMap(({ problem }) => problem ?? [])).toEqual([]);
      } finally {
        await mock.close();
      }
    } finally {
      await stranger.leave();
    }
  },
);

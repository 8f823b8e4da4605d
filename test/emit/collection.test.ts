import sdk from 'postman-collection';
import { expect, test } from 'vitest';
import {
  clientCredentials,
  defineCollection,
  del,
  folder,
  get,
  post,
  privateKeyJwt,
  type ItemDeclaration,
} from 'postsmith';
import { emitCollection } from '../../src/emit/collection.ts';
import { emitEnvironment } from '../../src/emit/environment.ts';
import type { ScriptTexts } from '../../src/emit/event.ts';

const authorization = clientCredentials({
  tokenEndpoint: 'https://{{host}}/token',
  clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'a' }),
  variables: { accessToken: 'api_token' },
});

const texts: ScriptTexts = {
  text: ({ name, parameters }, stage) => `${stage} ${name} ${JSON.stringify(parameters)}\n`,
  login: 'log in\n',
  renewal: 'renew\n',
  requireScope: (needed) => `require ${JSON.stringify(needed)}\n`,
};
const withoutLogin: ScriptTexts = { text: texts.text, requireScope: () => '' };

const declaration = defineCollection({
  name: 'Shop',
  description: '# Shop',
  authorization,
  scripts: { postResponse: ['watch'] },
  variables: [{ name: 'page', value: '1', description: 'which' }],
  items: [
    folder('Orders', [get({ name: 'List', url: 'https://{{host}}/orders' })], {
      description: 'All orders',
      scripts: { preRequest: ['ask', { name: 'limit', parameters: [1] }] },
    }),
    del({
      name: 'Ping',
      url: 'https://{{host}}/ping',
      authorization: 'none',
      scripts: { postResponse: ['pong'] },
    }),
  ],
});

const guard = "if (pm.variables.get('postsmith.repeat') !== pm.info.requestId) {";

test('emits a whole collection', () => {
  expect(emitCollection(declaration, 'shop', texts)).toMatchInlineSnapshot(`
    {
      "auth": {
        "bearer": [
          {
            "key": "token",
            "type": "string",
            "value": "{{api_token}}",
          },
        ],
        "type": "bearer",
      },
      "event": [
        {
          "listen": "prerequest",
          "script": {
            "exec": [
              "log in",
            ],
            "id": "a7221ace-e2b7-5c91-841a-fc15827a6f80",
            "type": "text/javascript",
          },
        },
        {
          "listen": "test",
          "script": {
            "exec": [
              "renew",
              "if (pm.variables.get('postsmith.repeat') !== pm.info.requestId) {",
              "postResponse watch undefined",
              "}",
            ],
            "id": "679e4129-127c-5cb0-946f-8dd60d7e407a",
            "type": "text/javascript",
          },
        },
      ],
      "info": {
        "_postman_id": "bebcc4a8-ef8c-59c2-ae6c-3553ad109628",
        "description": "# Shop",
        "name": "Shop",
        "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
      },
      "item": [
        {
          "description": "All orders",
          "event": [
            {
              "listen": "prerequest",
              "script": {
                "exec": [
                  "preRequest ask undefined",
                  "preRequest limit [1]",
                ],
                "id": "fed98b39-cf75-5a40-a15a-2e1a7ef03357",
                "type": "text/javascript",
              },
            },
          ],
          "id": "60babca3-a2c3-586a-ab7b-a8a2da45718d",
          "item": [
            {
              "id": "1bf11a96-0d58-5be1-a04e-a89bfb4c05f8",
              "name": "List",
              "request": {
                "header": [],
                "method": "GET",
                "url": {
                  "host": [
                    "{{host}}",
                  ],
                  "path": [
                    "orders",
                  ],
                  "protocol": "https",
                  "raw": "https://{{host}}/orders",
                },
              },
              "response": [],
            },
          ],
          "name": "Orders",
        },
        {
          "event": [
            {
              "listen": "test",
              "script": {
                "exec": [
                  "if (pm.variables.get('postsmith.repeat') !== pm.info.requestId) {",
                  "postResponse pong undefined",
                  "}",
                ],
                "id": "5190d617-116f-51e2-b84d-1636c83a0cf4",
                "type": "text/javascript",
              },
            },
          ],
          "id": "f3268fe4-b318-5d21-83de-bc0fc12a857f",
          "name": "Ping",
          "request": {
            "auth": {
              "type": "noauth",
            },
            "header": [],
            "method": "DELETE",
            "url": {
              "host": [
                "{{host}}",
              ],
              "path": [
                "ping",
              ],
              "protocol": "https",
              "raw": "https://{{host}}/ping",
            },
          },
          "response": [],
        },
      ],
      "variable": [
        {
          "description": "which",
          "key": "page",
          "type": "string",
          "value": "1",
        },
      ],
    }
  `);
});

test('emits neither auth nor events where nothing is declared', () => {
  const plain = emitCollection(defineCollection({ name: 'Shop', items: [] }), 'shop', withoutLogin);
  expect(Object.keys(plain)).toEqual(['info', 'item']);
});

test('keeps scripts from judging a response that will be repeated only where there is a login', () => {
  const item = get({ name: 'A', url: '{{a}}', scripts: { preRequest: ['before'], postResponse: ['after'] } });
  const codeOf = (scripts: ScriptTexts) =>
    new sdk.Collection(emitCollection(defineCollection({ name: 'A', items: [item] }), 'a', scripts) as object)
      .oneDeep('A')
      ?.events.map(({ script }) => script.exec);
  expect(codeOf(texts)).toEqual([
    ['preRequest before undefined'],
    [guard, 'postResponse after undefined', '}'],
  ]);
  expect(codeOf(withoutLogin)).toEqual([['preRequest before undefined'], ['postResponse after undefined']]);
});

const withExample = (name: string) => get({ name, url: '{{a}}', examples: [{ name: 'ok', status: 200 }] });
/** The ids in a JSON text. */
const EVERY_ID = /(?<="(?:_postman_)?id":")[^"]*/g;
const ids = (...items: ItemDeclaration[]) =>
  new Set(JSON.stringify(emitCollection(defineCollection({ name: 'A', items }), 'a', texts)).match(EVERY_ID));

test('gives everything an id that depends on its path alone', () => {
  expect(ids(withExample('x'), withExample('y'))).toEqual(ids(withExample('y'), withExample('x')));
  // Two items, their examples, the collection and its two scripts.
  expect(ids(folder('a', [withExample('b')]), withExample('a/b')).size).toBe(8);
  for (const id of ids(withExample('x')))
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('keeps every id of what is renamed, when the old name is its key', () => {
  const inner = folder('b', [withExample('x')]);
  const kept = ids(folder('new', [inner], { key: 'a' }));
  expect(kept).toEqual(ids(folder('a', [inner])));
  expect(kept).not.toEqual(ids(folder('new', [inner])));
});

test('keeps the ids of a collection and an environment whose file is renamed, when the old name is its key', () => {
  const items = [withExample('x')];
  const idsOf = (slug: string, key?: string) => {
    const declared = defineCollection({ name: 'A', items, ...(key !== undefined && { key }) });
    return JSON.stringify(emitCollection(declared, slug, withoutLogin)).match(EVERY_ID);
  };
  expect(idsOf('new', 'old')).toEqual(idsOf('old'));
  expect(idsOf('new')).not.toEqual(idsOf('old'));
  const environment = { kind: 'environment', name: 'A', variables: {} } as const;
  expect(emitEnvironment({ ...environment, key: 'old' }, 'new')).toEqual(emitEnvironment(environment, 'old'));
});

test("reads back with Postman's own library as what was declared", () => {
  const request = post({
    name: 'Create',
    url: 'https://{{host}}:{{port}}/orders/:id/',
    pathVariables: { id: { value: '7' } },
    query: [
      { name: 'dry', value: '1' },
      { name: 'off', value: '1', enabled: false },
    ],
    body: { json: { a: 1 } },
  });
  const emitted = emitCollection(defineCollection({ name: 'A', items: [request] }), 'a', withoutLogin);
  const read = new sdk.Collection(structuredClone(emitted) as object).oneDeep('Create');
  expect(read?.request.url.toString()).toBe('https://{{host}}:{{port}}/orders/7/?dry=1');
  expect(read?.request.getHeaders()).toEqual({ 'Content-Type': 'application/json' });
  expect(read?.request.body?.toString()).toBe('{\n  "a": 1\n}');
});

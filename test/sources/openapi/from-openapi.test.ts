/** OpenAPI documents as sources: what becomes of each thing that they say. */

import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFolder, requestsIn } from '../../../src/model/items.ts';
import type { CollectionDeclaration, RequestDeclaration } from '../../../src/model/collection.ts';
import { descriptionOf } from '../../../src/model/described.ts';
import { fromOpenAPI } from '../../../src/sources/openapi/from-openapi.ts';
import { execute } from '../../cli/execute.ts';

const features = join(import.meta.dirname, 'features.yaml');

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-openapi-')));
});
afterAll(() => rmSync(folder, { recursive: true }));

let collection: Omit<CollectionDeclaration, 'kind'>;
beforeAll(async () => {
  collection = await fromOpenAPI(features);
});

const request = (key: string): RequestDeclaration => {
  const found = requestsIn(collection.items).find((each) => each.key === key);
  if (found === undefined) throw new Error(`no request ${key}`);
  return found;
};

test('folders are tags, names are summaries, keys are operation ids', () => {
  expect(collection.items.filter(isFolder).map(({ name }) => name)).toEqual([
    'Parameters',
    'Bodies',
    'Security',
  ]);
  expect(request('getThing')).toMatchObject({
    name: 'Get a thing',
    method: 'GET',
    url: '{{base_url}}/things/:thingId',
  });
  expect(collection).toMatchObject({ name: 'Feature by feature', version: '1.2.0' });
});

test('parameters are written as the API wants them, and optional ones are off', () => {
  const { query = [], headers = [] } = request('listThings');
  const [state, ...optional] = query;
  expect(state).toEqual({
    name: 'state',
    value: 'open',
    description: 'State to show One of open, closed, archived.',
  });
  expect(optional.every(({ enabled }) => enabled === false)).toBe(true);
  expect(optional.map(({ name, value }) => `${name}=${value ?? ''}`)).toEqual([
    'limit=25',
    'formExplode=red',
    'formExplode=green',
    'formCsv=red,green',
    'piped=red|green',
    'spaced=red green',
    'deep[gte]=3',
    'deep[lte]=9',
    'jsonFilter={"a":1}',
    'old=true',
  ]);
  expect(headers).toEqual([
    { name: 'X-Trace', value: '00000000-0000-4000-8000-000000000000', description: 'Trace id' },
    { name: 'X-Ids', value: '1,2', enabled: false },
    { name: 'Cookie', value: 'session=s3ss', enabled: false },
  ]);
});

test.each<[string, string, unknown]>([
  [
    'JSON',
    'createThing',
    {
      json: {
        name: 'Lamp',
        kind: 'lamp',
        colour: 'green',
        weight: 1.5,
        count: 4,
        enabled: true,
        hook: 'https://hook.example.com/in',
      },
    },
  ],
  ['a choice', 'createPet', { json: { species: 'feline', lives: 1 } }],
  ['a recursion', 'createTree', { json: { value: 'root' } }],
  ['the first named example', 'named', { json: { name: 'Small', kind: 'lamp' } }],
  [
    'another media type of JSON',
    'patchThing',
    { json: { name: 'Lamp II' }, mediaType: 'application/merge-patch+json' },
  ],
  [
    'parts',
    'upload',
    {
      formData: [
        { name: 'file', file: [] },
        { name: 'note', value: 'hello' },
        { name: 'meta', value: '{"a":1}', mediaType: 'application/json' },
      ],
    },
  ],
  [
    'a form',
    'form',
    {
      form: [
        { name: 'grant', value: 'one' },
        { name: 'tags', value: 'a' },
        { name: 'tags', value: 'b' },
      ],
    },
  ],
])('a body of %s', (_, key, body) => {
  const sent = request(key).body;
  if (key === 'upload')
    expect(sent).toMatchObject({ formData: expect.arrayContaining([{ name: 'file', file: [] }]) });
  else expect(sent).toEqual(body);
});

test.each<[string, string, object]>([
  ['of the document', 'listThings', { scope: 'things:read' }],
  ['of its own scope', 'createThing', { scope: 'things:write' }],
  [
    'of a person',
    'patchThing',
    { authorization: { kind: 'authorizationCode', identity: 'person' }, scope: 'things:write things:admin' },
  ],
  ['of nobody', 'open', { authorization: 'none' }],
  ['of both', 'both', { headers: [{ name: 'X-Key', value: '{{key_api_key}}' }] }],
  ['of a bearer token', 'bearer', { authorization: { kind: 'bearer', token: '{{jwt}}' } }],
  ['of a user', 'basic', { authorization: { kind: 'basic' } }],
  ['of a cookie', 'cookieKey', { headers: [{ name: 'Cookie', value: 'sid={{cookie_key_api_key}}' }] }],
])('security %s', (_, key, expected) => {
  expect(request(key)).toMatchObject(expected);
});

test('what most requests are sent with is declared once, for the collection', () => {
  expect(collection.authorization).toMatchObject({
    kind: 'clientCredentials',
    scope: 'things:read things:write',
  });
  for (const key of ['createThing', 'either', 'both']) expect(request(key).authorization).toBeUndefined();
});

test('an operation’s own server stays with it, and what can’t be carried over is listed', () => {
  expect(request('upload').url).toBe('https://upload.example.com/upload');
  expect(request('either').description).toBe('Note: it may also be sent with key.');
  expect(descriptionOf(collection)?.losses).toEqual([
    {
      place: 'features.yaml #/paths/~1things/get/responses/200/links',
      what: 'links lead from one operation to another; a collection has none',
    },
    {
      place: 'features.yaml #/paths/~1things/post/callbacks',
      what: 'callbacks are what the API sends; a request has none',
    },
    {
      place: 'features.yaml #/paths/~1oidc/get/security',
      what: expect.stringMatching(
        /^oidc: discover\("https:\/\/127\.0\.0\.1:9"\): .*; the variable oidc_token is sent for it$/,
      ),
    },
  ]);
});

test('responses are saved as examples, each example of their own beside them', () => {
  expect(
    request('listThings').examples?.map(({ key, name, status, body }) => [key, name, status, body]),
  ).toEqual([
    ['200', '200 The things', 200, []],
    [
      '200 two',
      '200 The things: Two of them',
      200,
      [{ id: '5f0e1d8e-0000-4000-8000-000000000001', name: 'Lamp' }],
    ],
    ['404', '404 None', 404, { title: 'text', status: 1 }],
  ]);
});

const sent = (key: string) =>
  request(key).examples?.flatMap(({ name, request: own }) => (own === undefined ? [] : [[name, own.body]]));

test('what a request may be sent with beside its body is saved with it', () => {
  expect(sent('named')).toEqual([
    ['Request: Everything', { json: { name: 'Large', kind: 'chair', colour: 'red', weight: 3 } }],
  ]);
  expect(sent('patchThing')?.map(([name]) => name)).toEqual([
    'Request: application/json',
    'Request: application/xml',
  ]);
  expect(sent('patchThing')?.[1]?.[1]).toEqual({
    text: expect.stringMatching(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Thing>\n {2}<name>Lamp<\/name>\n[^]*<\/Thing>\n$/,
    ),
    mediaType: 'application/xml',
  });
});

test('`import openapi` writes what builds the same twice, and verifies', async () => {
  copyFileSync(features, join(folder, 'features.yaml'));
  const imported = await execute(['import', 'openapi', 'features.yaml', '--name', 'features'], { folder });
  expect(imported).toMatchObject({
    code: 0,
    stdout:
      'created    collections/features.ts\ncreated    environments/features-production.ts\ncreated    environments/features-sandbox.ts\n',
  });
  expect(imported.stderr).toMatch(
    /^Not carried over: features\.yaml #\/paths\/~1things\/get\/responses\/200\/links: links lead from one operation to another; a collection has none\.$/m,
  );
  expect((await execute(['build'], { folder })).code).toBe(0);
  expect((await execute(['build', '--check'], { folder })).code).toBe(0);
  const verified = await execute(['verify', 'features'], { folder });
  expect(verified.stdout).toMatch(/features \(access_token\) +newman [\d.]+ +18 .* 0 +[\d.]+ s/);
  expect(verified.code).toBe(0);
  const wrong = await execute(['import', 'openapi', 'features.yaml', 'more.yaml'], { folder });
  expect(wrong.stderr).toContain('‘more.yaml’ is one argument too many.');
});

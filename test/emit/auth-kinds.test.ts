/** Postman's own kinds of auth: what stands in the file at each level, and what two engines send. */

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  apiKey,
  awsV4,
  basic,
  bearer,
  defineCollection,
  digest,
  edgeGrid,
  folder,
  get,
  hawk,
  ntlm,
  oauth1,
  type AuthorizationDeclaration,
  type ItemDeclaration,
} from 'postsmith';
import { emitCollection } from '../../src/emit/collection.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';

const emit = (items: readonly ItemDeclaration[], authorization?: AuthorizationDeclaration) =>
  emitCollection(
    defineCollection({ name: 'A', items, ...(authorization !== undefined && { authorization }) }),
    'a',
    { text: () => '', requireScope: () => '' },
  );

const read = (name: string, authorization?: AuthorizationDeclaration) =>
  get({ name, url: 'http://localhost:{{port}}/a', ...(authorization !== undefined && { authorization }) });

const user = basic({ username: '{{user}}', password: '{{password}}' });
const key = apiKey({ key: 'X-Key', value: '{{api_key}}' });

test('a kind is its values under Postman’s names, with the defaults that its signers need', () => {
  expect(emit([], user).auth).toEqual({
    type: 'basic',
    basic: [
      { key: 'username', value: '{{user}}', type: 'string' },
      { key: 'password', value: '{{password}}', type: 'string' },
    ],
  });
  expect(emit([], key).auth).toMatchObject({
    type: 'apikey',
    apikey: expect.arrayContaining([{ key: 'in', value: 'header', type: 'string' }]),
  });
  expect(emit([], oauth1({ consumerKey: '{{k}}', consumerSecret: '{{s}}' })).auth).toMatchObject({
    type: 'oauth1',
    oauth1: expect.arrayContaining([
      { key: 'signatureMethod', value: 'HMAC-SHA1', type: 'string' },
      { key: 'addParamsToHeader', value: true, type: 'boolean' },
    ]),
  });
});

test('each request below a folder with an auth of its own has it as well, as scripts see no other', () => {
  const items = [
    read('inherits'),
    folder(
      'F',
      [read('in F'), read('own', key), read('none', 'none'), folder('G', [read('in G', 'inherit')])],
      {
        authorization: user,
      },
    ),
    read('nothing', 'none'),
  ];
  const types = (list: readonly object[]): unknown[] =>
    list.map((item) => {
      const { name, auth, request, item: inner } = JSON.parse(JSON.stringify(item));
      return [name, (auth ?? request?.auth)?.type, ...(inner === undefined ? [] : types(inner))];
    });
  expect(types(emit(items, key).item)).toEqual([
    ['inherits', undefined],
    [
      'F',
      'basic',
      ['in F', 'basic'],
      ['own', 'apikey'],
      ['none', 'noauth'],
      ['G', undefined, ['in G', 'basic']],
    ],
    ['nothing', 'noauth'],
  ]);
});

test('an example says what its request was sent with', () => {
  const [item] = emit([
    get({
      name: 'R',
      url: 'http://a.example/',
      authorization: user,
      examples: [{ name: 'ok', status: 200 }],
    }),
  ]).item;
  expect(item).toMatchObject({ response: [{ originalRequest: { auth: { type: 'basic' } } }] });
});

let server: Server;
let received: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
beforeAll(async () => {
  server = createServer((request, response) => {
    const { url = '', headers } = request;
    received.push({ url, headers });
    const scheme = url.includes('digest') ? 'Digest realm="r", nonce="n", qop="auth", algorithm=MD5' : 'NTLM';
    const isChallenged = /digest|ntlm/.test(url) && headers.authorization === undefined;
    response
      .writeHead(isChallenged ? 401 : 200, isChallenged ? { 'WWW-Authenticate': scheme } : {})
      .end('{}');
  });
  await once(server.listen(0, 'localhost'), 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  await once(server.close(), 'close');
});
beforeEach(() => {
  received = [];
});

describe.each([newmanEngine, runtimeEngine].map((engine) => [engine.name, engine] as const))(
  'on the wire of %s',
  (_name, engine) => {
    const send = async (path: string, authorization: AuthorizationDeclaration) => {
      const values = {
        // A server that listens on a port has an address of that kind.
        port: String((server.address() as AddressInfo).port),
        user: 'me',
        password: 'p:w',
        api_key: 'the key',
        secret: 'much secret',
      };
      await engine.run({
        collection: JSON.stringify(
          emit([get({ name: 'R', url: `http://localhost:{{port}}/${path}`, authorization })]),
        ),
        environment: {
          id: 'e',
          name: 'E',
          values: Object.entries(values).map(([name, value]) => ({
            key: name,
            value,
            type: 'default',
            enabled: true,
          })),
        },
        requestTimeout: 10_000,
        scriptTimeout: 10_000,
      });
      return received.map(({ url, headers }) => ({ url, ...headers }));
    };

    test('a user name and a password', async () => {
      expect(await send('a', user)).toMatchObject([{ authorization: `Basic ${btoa('me:p:w')}` }]);
    });

    test('a token', async () => {
      expect(await send('a', bearer({ token: '{{secret}}' }))).toMatchObject([
        { authorization: 'Bearer much secret' },
      ]);
    });

    test('a key, in a header or in the query', async () => {
      expect(await send('a', key)).toMatchObject([{ 'x-key': 'the key' }]);
      received = [];
      expect(await send('a', { ...key, in: 'query' })).toMatchObject([{ url: '/a?X-Key=the%20key' }]);
    });

    test('a digest, when the server has challenged', async () => {
      const [, second] = await send('digest', digest({ username: '{{user}}', password: '{{password}}' }));
      expect(second?.authorization).toMatch(/^Digest username="me", realm="r", nonce="n", uri="\/digest",/);
      expect(second?.authorization).not.toContain('p:w');
    });

    test('NTLM’s first message, when the server has challenged', async () => {
      const [, second] = await send('ntlm', ntlm({ username: '{{user}}', password: '{{password}}' }));
      expect(second?.authorization).toMatch(/^NTLM TlRMTVNTUAAB/);
    });

    test.each<[string, AuthorizationDeclaration, RegExp]>([
      [
        'AWS Signature',
        awsV4({ accessKey: '{{user}}', secretKey: '{{secret}}', region: 'eu-central-1', service: 's3' }),
        /^AWS4-HMAC-SHA256 Credential=me\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=[^,]+, Signature=[\da-f]{64}$/,
      ],
      [
        'Hawk',
        hawk({ authId: '{{user}}', authKey: '{{secret}}', user: 'x' }),
        /^Hawk id="me", ts="\d+", nonce="\w+", mac="[\w+/=]+"/,
      ],
      [
        'OAuth 1.0',
        oauth1({ consumerKey: '{{user}}', consumerSecret: '{{secret}}', signatureMethod: 'HMAC-SHA256' }),
        /^OAuth oauth_consumer_key="me",oauth_signature_method="HMAC-SHA256",.*oauth_signature="[^"]+"$/,
      ],
      [
        'EdgeGrid',
        edgeGrid({ accessToken: '{{user}}', clientToken: '{{api_key}}', clientSecret: '{{secret}}' }),
        /^EG1-HMAC-SHA256 client_token=the key;access_token=me;timestamp=[^;]+;nonce=[^;]+;signature=[\w+/=]+$/,
      ],
    ])('a signature: %s', async (_kind, authorization, header) => {
      const [first] = await send('a', authorization);
      expect(first?.authorization).toMatch(header);
      expect(first?.authorization).not.toContain('much secret');
    });
  },
);

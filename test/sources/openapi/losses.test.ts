/** What a document leaves open, and what a collection can't say of it. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { descriptionOf } from '../../../src/model/described.ts';
import { requestsIn } from '../../../src/model/items.ts';
import { openApiServers } from '../../../src/sources/openapi/from-openapi.ts';
import { document, documentReader } from './read-document.ts';

const { folder, read } = documentReader();

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

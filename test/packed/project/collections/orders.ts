import { clientCredentials, defineCollection, folder, get, post, privateKeyJwt } from 'postsmith';

export default defineCollection({
  name: 'Orders',
  description: 'A small API of one’s own.',
  authorization: clientCredentials({
    tokenEndpoint: 'https://{{host}}/connect/token',
    scope: 'orders:read orders:write',
    clientAuthentication: privateKeyJwt({
      algorithm: 'RS256',
      audience: 'https://{{host}}/connect/token',
      keyId: 'orders-1',
    }),
  }),
  scripts: { preRequest: ['mark-deadline'] },
  items: [
    folder('Orders', [
      get({
        name: 'List orders',
        url: 'https://{{host}}/orders',
        query: [{ name: 'page', value: '1', description: 'Page number, from 1' }],
        headers: [{ name: 'X-Deadline', value: '{{deadline}}' }],
        scripts: { postResponse: ['store-order'] },
        examples: [{ name: 'Two orders', status: 200, body: { orders: [{ id: 'o-1' }, { id: 'o-2' }] } }],
      }),
      get({
        name: 'Read an order',
        url: 'https://{{host}}/orders/:id',
        pathVariables: { id: { value: '{{order_id}}', description: 'From "List orders"' } },
        examples: [{ name: 'One order', status: 200, body: { id: 'o-1' } }],
      }),
      post({
        name: 'Create an order',
        url: 'https://{{host}}/orders',
        body: { json: { article: 'a-1', amount: 2 } },
        examples: [{ name: 'Created', status: 201, body: { id: 'o-3' } }],
      }),
    ]),
  ],
});

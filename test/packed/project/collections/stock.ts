import { defineCollection, get } from 'postsmith';
import { okta } from 'postsmith/presets';

export default defineCollection({
  name: 'Stock',
  description: 'An API behind a provider that Postsmith knows.',
  authorization: okta({ authorizationServer: 'default', scope: 'stock:read', algorithm: 'ES256' }),
  items: [
    get({
      name: 'List articles',
      url: 'https://{{stock_host}}/articles',
      scope: 'stock:read',
      examples: [{ name: 'One article', status: 200, body: { articles: [{ id: 'a-1' }] } }],
    }),
  ],
});

/** Examples of the reference: collections, folders and requests. */

import {
  clientCredentials,
  clientSecretBasic,
  defineCollection,
  del,
  folder,
  get,
  head,
  options,
  patch,
  post,
  put,
  request,
} from 'postsmith';

// #region defineCollection
export default defineCollection({
  name: 'Orders',
  description: 'Fill in `host`, `client_id` and `client_secret`, and press Send.',
  authorization: clientCredentials({
    tokenEndpoint: 'https://{{host}}/token',
    clientAuthentication: clientSecretBasic(),
  }),
  items: [get({ name: 'List orders', url: 'https://{{host}}/orders' })],
});
// #endregion

// #region folder
export const drafts = folder('Drafts', [get({ name: 'List drafts', url: 'https://{{host}}/drafts' })], {
  description: 'What is not sent yet.',
  scripts: { postResponse: ['is-fine'] },
});
// #endregion

// #region get
export const listOrders = get({
  name: 'List orders',
  url: 'https://{{host}}/orders',
  query: [
    { name: 'page', value: '1', description: 'Page number, from 1' },
    { name: 'archived', value: 'true', enabled: false },
  ],
  scope: 'orders:read',
  examples: [{ name: 'One order', status: 200, body: { orders: [{ id: 'o-1' }] } }],
});
// #endregion

// #region head
export const probe = head({ name: 'Is it there?', url: 'https://{{host}}/orders' });
// #endregion

// #region post
export const createOrder = post({
  name: 'Create an order',
  url: 'https://{{host}}/orders',
  body: { json: { article: 'tea', amount: 2 } },
  scripts: { postResponse: ['keep-order'] },
});
// #endregion

// #region put
export const replacePhoto = put({
  name: 'Replace the photo',
  url: 'https://{{host}}/orders/:id/photo',
  pathVariables: { id: { value: '{{order_id}}' } },
  body: { file: 'files/photo.jpeg' },
});
// #endregion

// #region patch
export const changeOrder = patch({
  name: 'Change an order',
  url: 'https://{{host}}/orders/:id',
  pathVariables: { id: { value: '{{order_id}}' } },
  headers: [{ name: 'Content-Type', value: 'application/merge-patch+json' }],
  body: { json: { amount: 3 } },
});
// #endregion

// #region del
export const deleteOrder = del({
  name: 'Delete an order',
  url: 'https://{{host}}/orders/:id',
  pathVariables: { id: { value: '{{order_id}}' } },
});
// #endregion

// #region options
export const askMethods = options({ name: 'Which methods are there?', url: 'https://{{host}}/orders' });
// #endregion

// #region request
export const findProperties = request('PROPFIND', {
  name: 'Read the properties',
  url: 'https://{{host}}/files/',
  headers: [{ name: 'Depth', value: '1' }],
  settings: { followRedirects: false },
});
// #endregion

/** A small project in a folder of its own, as a user would have it. */

import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface SampleProject {
  readonly folder: string;
  write(path: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

const ORDERS = `
import { clientCredentials, defineCollection, folder, get, post, privateKeyJwt } from 'postsmith';

export default defineCollection({
  name: 'Orders',
  authorization: clientCredentials({
    tokenEndpoint: 'https://{{host}}/token',
    scope: 'orders',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'https://{{host}}/token' }),
  }),
  items: [
    folder('Read', [
      get({
        name: 'List orders',
        url: 'https://{{host}}/orders/',
        examples: [{ name: 'Two', status: 200, body: [{ id: 1 }, { id: 2 }] }],
        scripts: { postResponse: ['is-fine'] },
      }),
      get({
        name: 'Read an order',
        url: 'https://{{host}}/orders/:id/',
        pathVariables: { id: { value: '1' } },
        examples: [{ name: 'One', status: 200, body: { id: 1 } }],
        scripts: { postResponse: ['is-fine'] },
      }),
    ]),
    post({
      name: 'Create an order',
      url: 'https://{{host}}/orders/',
      body: { json: { article: 'tea' } },
      examples: [{ name: 'Created', status: 201, body: { id: 3 } }],
      scripts: { postResponse: ['is-fine'] },
    }),
  ],
});
`;

const OPEN = `
import { defineCollection, get } from 'postsmith';

export default defineCollection({
  name: 'Open',
  items: [
    get({ name: 'Status', url: 'https://{{host}}/status', examples: [{ name: 'Up', status: 200, body: { up: true } }] }),
  ],
});
`;

const ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Orders',
  variables: {
    host: '', client_id: '', client_private_key: secret(), access_token: secret(),
    expires: '', scope: '', access_token_for: '',
  },
});
`;

const IS_FINE = `
pm.test('The answer is a success', () => {
  pm.expect(pm.response.code).to.be.within(200, 299);
});
`;

/** A project with a collection that logs in (orders) and one that does not (open). */
export const createSampleProject = async (): Promise<SampleProject> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-test-')));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('package.json', '{ "type": "module" }');
  await write('collections/orders.ts', ORDERS);
  await write('collections/open.ts', OPEN);
  await write('environments/orders.ts', ENVIRONMENT);
  await write('scripts/post-response/is-fine.ts', IS_FINE);
  return { folder, write, remove: () => rm(folder, { recursive: true, force: true }) };
};

/** A project whose API and authorization server take their time, count what comes, and fail when they are told to. */

import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeCertificates } from '../engines/test-server.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

export interface ApiProject extends SampleProject {
  readonly caFile: string;
  /** What a run needs. */
  readonly values: Readonly<Record<string, string>>;
  /** `GET /a/1`, in the order in which they came; token requests are not among them. */
  readonly seen: string[];
  /** Tokens that were given out. */
  readonly tokens: string[];
  /** How many requests were under way at once, at most. */
  readonly most: () => number;
  /** Milliseconds that a response takes. */
  delay: number;
  /** How often a path is still to fail with 503. */
  readonly failing: Map<string, number>;
}

export const CLIENT_SECRET = 'a secret of the client: 7f3a9c';

const FOLDERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const folderOf = (name: string): string => `
    folder('${name}', [1, 2, 3, 4, 5].map((n) => get({
      name: '${name}' + n,
      url: 'https://{{host}}/${name}/' + n,
      scripts: { postResponse: ['is-fine'] },
    }))),`;

const COLLECTION = `
import { clientCredentials, clientSecretBasic, defineCollection, folder, get, post } from 'postsmith';

export default defineCollection({
  name: 'Orders',
  authorization: clientCredentials({
    tokenEndpoint: 'https://{{host}}/token',
    clientAuthentication: clientSecretBasic(),
  }),
  items: [
    ${FOLDERS.map(folderOf).join('')}
    folder('makes', [post({ name: 'make', url: 'https://{{host}}/things', scripts: { postResponse: ['keep-id'] } })]),
    folder('takes', [get({ name: 'take', url: 'https://{{host}}/things/{{thing_id}}', scripts: { postResponse: ['is-fine'] } })]),
  ],
});
`;

const ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Orders',
  variables: {
    host: '', client_id: '', client_secret: secret(), access_token: secret(),
    expires: '', scope: '', access_token_for: '', thing_id: '',
  },
});
`;

const KEEP_ID = `
pm.environment.set('thing_id', pm.response.json().id);
`;

/** 42 requests: eight folders of five, and two of one, the second of which takes what the first makes. */
export const createApiProject = async (): Promise<ApiProject> => {
  const project = await createSampleProject();
  await project.write('collections/orders.ts', COLLECTION);
  await project.write('environments/orders.ts', ENVIRONMENT);
  await project.write('scripts/post-response/keep-id.ts', KEEP_ID);
  const { ca, key, cert } = await makeCertificates();
  const caFile = join(project.folder, 'ca.pem');
  await writeFile(caFile, ca);
  const api = { delay: 0, seen: [] as string[], tokens: [] as string[], failing: new Map<string, number>() };
  let [now, most] = [0, 0];
  const server = createServer({ key, cert }, (request, response) => {
    now += 1;
    most = Math.max(most, now);
    const [status, body] = respond(
      api,
      request.method ?? '',
      request.url ?? '',
      request.headers.authorization,
    );
    request.resume();
    setTimeout(() => {
      now -= 1;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    }, api.delay);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  // A server that listens on a port has an address of that kind.
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return Object.assign(api, {
    ...project,
    caFile,
    values: { POSTSMITH_HOST: host, CLIENT_ID: 'client', CLIENT_SECRET },
    most: () => {
      const found = most;
      most = 0;
      return found;
    },
    remove: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await project.remove();
    },
  });
};

const respond = (
  { seen, tokens, failing }: Pick<ApiProject, 'seen' | 'tokens' | 'failing'>,
  method: string,
  path: string,
  authorization = '',
): readonly [number, object] => {
  if (path === '/token') {
    tokens.push(`token-${tokens.length}-${'x'.repeat(20)}`);
    return [200, { access_token: tokens.at(-1), token_type: 'Bearer', expires_in: 3600 }];
  }
  seen.push(`${method} ${path}`);
  if (!tokens.some((token) => authorization === `Bearer ${token}`)) return [401, { error: 'who are you?' }];
  const left = failing.get(path) ?? 0;
  if (left > 0) {
    failing.set(path, left - 1);
    return [503, { error: 'not now' }];
  }
  if (method === 'POST') return [201, { id: 'thing-1' }];
  if (path.startsWith('/things/') && path !== '/things/thing-1') return [404, { error: 'no such thing' }];
  return [200, { ok: true }];
};

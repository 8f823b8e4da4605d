/** Whole runs: whose token each request carries, and how often a token is asked for. */

import type { NewmanRunOptions, NewmanRunSummary } from 'newman';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadEngine } from '../../src/engines/load-engine.ts';
import { loadQuietly } from '../../src/engines/known-warnings.ts';
import {
  clientCredentials,
  clientSecretPost,
  none,
  refreshToken,
  type Authorization,
} from '../../src/oauth/authorization.ts';
import { bundleLogin, bundleRenewal } from './bundles.ts';
import { enginesHere, headerOf, startLoginServer, type LoginServer } from './login-server.ts';

const { default: newman } = await loadQuietly(() => import('newman'));
const tokenEndpoint = 'https://{{host}}/token';
let server: LoginServer;
beforeAll(async () => {
  server = await startLoginServer();
});
afterAll(() => server.close());

const collectionOf = async (authorization: Authorization, requests: readonly string[]) => ({
  info: {
    _postman_id: 'runs',
    name: 'Runs',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }] },
  event: [
    { listen: 'prerequest', script: { exec: [await bundleLogin(authorization)] } },
    { listen: 'test', script: { exec: [await bundleRenewal(authorization)] } },
  ],
  item: requests.map((name) => ({
    id: name,
    name,
    request: { method: 'GET', header: [], url: `https://{{host}}/${name}` },
    response: [],
  })),
});

const environmentOf = (values: Readonly<Record<string, string>>) => ({
  id: 'runs',
  name: 'Runs',
  values: Object.entries({ host: server.host, client_id: 'me', ...values }).map(([key, value]) => ({
    key,
    value,
    type: 'default' as const,
    enabled: true,
  })),
});

/** newman with rows of data, which no engine of ours takes. */
const runRows = async (
  authorization: Authorization,
  rows: readonly Readonly<Record<string, string>>[],
): Promise<NewmanRunSummary> => {
  const settings = {
    collection: await collectionOf(authorization, ['a', 'b']),
    environment: environmentOf({}),
    iterationData: rows,
    sslExtraCaCerts: server.caFile,
  };
  return new Promise((resolve, reject) => {
    // newman's types know collections and environments only as objects of postman-collection.
    newman.run(settings as unknown as NewmanRunOptions, (error, summary) =>
      error ? reject(error) : resolve(summary),
    );
  });
};

const sent = (): string[] =>
  server.apiRequests.map((request) => `${request.path} ${headerOf(request, 'authorization')}`);

const bodyOf = (fields: object) => ({
  body: JSON.stringify({ token_type: 'Bearer', expires_in: 600, ...fields }),
});

test.each<[string, Authorization, string]>([
  ['refresh token', refreshToken({ tokenEndpoint, clientAuthentication: none() }), 'refresh_token'],
  [
    'client secret',
    clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretPost() }),
    'client_secret',
  ],
])('each row of data with a %s of its own is another login', async (_, authorization, name) => {
  server.play(
    ({ body }) => bodyOf({ access_token: `token-of-${new URLSearchParams(body).get(name)}` }),
    () => ({ body: '{}' }),
  );
  const { run } = await runRows(authorization, [{ [name]: 'alice' }, { [name]: 'bob' }, { [name]: 'alice' }]);
  expect(run.failures).toEqual([]);
  expect(sent()).toEqual(
    ['alice', 'bob', 'alice'].flatMap((who) => [`/a Bearer token-of-${who}`, `/b Bearer token-of-${who}`]),
  );
  expect(server.tokenRequests).toHaveLength(3);
});

describe.each(enginesHere)('on %s', (name) => {
  const reasons: readonly (readonly [string, (at: number) => Record<string, string>])[] = [
    [
      'for a reason that differs each time',
      (at) => ({ 'WWW-Authenticate': `Bearer error="invalid_token", trace="${at}"` }),
    ],
    ['without a reason', () => ({})],
  ];
  // The Postman CLI takes seconds to start.
  test.each(name === 'postman-cli' ? reasons.slice(0, 1) : reasons)(
    'an API that rejects every token %s gets two at most',
    async (_, headers) => {
      let requests = 0;
      server.play(
        () => bodyOf({ access_token: `token-${server.tokenRequests.length}` }),
        () => ({ status: 401, headers: headers((requests += 1)), body: '' }),
      );
      const authorization = clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretPost() });
      const collection = await collectionOf(
        authorization,
        Array.from({ length: 12 }, (_each, at) => `r${at}`),
      );
      const engine = await loadEngine(name);
      const report = await engine.run({
        collection: JSON.stringify(collection),
        environment: environmentOf({ client_secret: 's' }),
        caFile: server.caFile,
        requestTimeout: 10_000,
        scriptTimeout: 10_000,
      });
      expect(server.tokenRequests.length).toBeLessThanOrEqual(2);
      expect(server.apiRequests.length).toBeGreaterThanOrEqual(12);
      const failed = report.requests.flatMap(({ assertions }) =>
        assertions.filter(({ outcome }) => outcome === 'failed'),
      );
      expect(failed).toHaveLength(12);
    },
  );
});

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewmanRunOptions, NewmanRunSummary } from 'newman';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadQuietly } from '../../src/engines/known-warnings.ts';
import { ecKey, guardScript, loginScript, pem, renewScript } from './bundles.ts';

const { default: newman } = await loadQuietly(() => import('newman'));
const folder = mkdtempSync(join(tmpdir(), 'postsmith-'));
const caFile = join(folder, 'ca.pem');
const state = { token: '', tokens: 0, api: [] as string[], revokeAt: 0, refuse: false };
let server: Server;
let host = '';
let events: object[] = [];

const answerFor = (url: string, method: string, authorization = ''): { status: number; body: object } => {
  if (url === '/oauth/token/') {
    state.token = `token-${(state.tokens += 1)}`;
    if (state.refuse) return { status: 400, body: { error: 'invalid_client' } };
    return { status: 200, body: { access_token: state.token, expires_in: 3600 } };
  }
  state.api.push(`${method} ${url} ${authorization}`.trim());
  if (state.api.length === state.revokeAt) state.token = 'revoked';
  return { status: authorization === `Bearer ${state.token}` ? 200 : 401, body: {} };
};

beforeAll(async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  writeFileSync(caFile, cert);
  server = createServer({ cert, key }, (request, response) => {
    const { status, body } = answerFor(
      request.url ?? '',
      request.method ?? '',
      request.headers.authorization,
    );
    request.resume().on('end', () => response.writeHead(status).end(JSON.stringify(body)));
  }).listen(0, 'localhost');
  await once(server, 'listening');
  host = `localhost:${(server.address() as AddressInfo).port}`;
  const [login, renew, guard] = await Promise.all([
    loginScript('ES256'),
    renewScript(),
    guardScript('refuse-changes'),
  ]);
  events = [
    { listen: 'prerequest', script: { exec: `${guard}\n${login}` } },
    { listen: 'test', script: { exec: renew } },
  ];
});
beforeEach(() => Object.assign(state, { token: '', tokens: 0, api: [], revokeAt: 0, refuse: false }));
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const item = (name: string, method = 'GET', auth?: object) => ({
  id: name,
  name,
  request: { method, url: `https://{{host}}/${name}`, ...(auth && { auth }) },
});

const run = (values: Record<string, string> = {}, options: object = {}): Promise<NewmanRunSummary> =>
  new Promise((resolve, reject) => {
    const environment = { host, client_id: 'client', client_private_key: pem(ecKey()), ...values };
    const collection = {
      info: { name: 'c', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }] },
      event: events,
      item: [item('a'), item('b'), item('c'), item('open', 'GET', { type: 'noauth' }), item('d', 'POST')],
    };
    const settings = {
      collection,
      environment: { name: 'E', values: Object.entries(environment).map(([key, value]) => ({ key, value })) },
      sslExtraCaCerts: caFile,
      ...options,
    };
    // newman's types know collections and environments only as objects of postman-collection.
    newman.run(settings as NewmanRunOptions, (error, summary) => (error ? reject(error) : resolve(summary)));
  });

/** The failures of the tests; newman lists a failed token call beside them. */
const failures = ({ run: { failures: all } }: NewmanRunSummary): string[] =>
  all.filter(({ error }) => 'test' in error).map(({ error }) => `${error.test}: ${error.message}`);

test('the token is fetched once, with a host that was pasted as an address', async () => {
  const summary = await run({ host: `https://${host.toUpperCase()}/admin/`, allow_changes: 'true' });
  expect(summary.run.failures).toEqual([]);
  expect(state.tokens).toBe(1);
  expect(state.api).toEqual([
    'GET /a Bearer token-1',
    'GET /b Bearer token-1',
    'GET /c Bearer token-1',
    'GET /open',
    'POST /d Bearer token-1',
  ]);
});

test('a token that is revoked in the middle of a run is renewed, and the request repeated once', async () => {
  state.revokeAt = 2;
  const summary = await run({ allow_changes: 'true' });
  expect(summary.run.failures).toEqual([]);
  expect(state.tokens).toBe(2);
  expect(state.api.filter((call) => call.startsWith('GET /b'))).toEqual([
    'GET /b Bearer token-1',
    'GET /b Bearer token-2',
  ]);
});

test('a refused client sends nothing, fails every request, and asks once', async () => {
  state.refuse = true;
  const summary = await run({ allow_changes: 'true' });
  expect(state).toMatchObject({ tokens: 1, api: ['GET /open'] });
  expect(failures(summary)).toHaveLength(4);
  for (const failure of failures(summary)) expect(failure).toMatch(/^Login failed: HTTP 400 invalid_client/);
});

test('an unknown certificate authority is named, with the settings for it', async () => {
  const summary = await run({}, { sslExtraCaCerts: undefined });
  expect(state.api).toEqual([]);
  expect(failures(summary)[0]).toContain('Login failed: TLS: certificate not trusted');
  expect(failures(summary)[0]).toContain('Settings › Certificates');
});

test('a dead server is named', async () => {
  const summary = await run({ host: 'localhost:1' });
  expect(state.api).toEqual([]);
  expect(failures(summary)[0]).toContain('Login failed: connection refused');
});

test('a change is not sent until the environment allows it', async () => {
  const summary = await run();
  expect(state.api).not.toContain('POST /d Bearer token-1');
  expect(failures(summary)).toHaveLength(1);
  expect(failures(summary)[0]).toContain('Not sent: changes are not allowed');
});

/**
 * What SECURITY.md says of a token endpoint that redirects, measured on both engines: a script can neither see a redirect nor
 * stop it, so this is what becomes of the client's secret (RFC 9110 §15.4).
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newmanEngine } from '../../src/engines/newman.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import { startServer, type Handler, type LoopbackServer } from '../../src/mock/server.ts';
import {
  clientCredentials,
  clientSecretBasic,
  clientSecretPost,
  type ClientAuthentication,
} from '../../src/oauth/authorization.ts';
import { environmentOf } from '../../src/verify/run-against-mock.ts';
import type { Plan } from '../../src/verify/plan.ts';
import { planOf, widgets } from './plan-of.ts';

/** What reached the place to which the token endpoint redirects. */
interface Repeated {
  readonly method: string;
  /** Where the client's secret was. */
  readonly secretIn: 'header' | 'body' | 'neither';
}

const SECRET = 'a-secret-to-look-for';
const BASIC = Buffer.from(`client:${SECRET}`).toString('base64');

let repeated: Repeated[] = [];

const other: Handler = async (request, response) => {
  const body = await text(request);
  const isInHeader = request.headers.authorization === `Basic ${BASIC}`;
  const secretIn = isInHeader ? 'header' : body.includes(SECRET) ? 'body' : 'neither';
  repeated.push({ method: request.method ?? '', secretIn });
  response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"error":"invalid_request"}');
};

let endpoint: LoopbackServer;
let overTls: LoopbackServer;
const plain = createServer((request, response) => void other(request, response));
const locations = new Map<string, string>();

const planFor = (clientAuthentication: ClientAuthentication) =>
  planOf(widgets(clientCredentials({ tokenEndpoint: 'https://{{host}}/oauth/token', clientAuthentication })));
const inForm = planFor(clientSecretPost());
const inHeader = planFor(clientSecretBasic());

beforeAll(async () => {
  [endpoint, overTls] = await Promise.all([startServer(), startServer()]);
  overTls.handle(other);
  await once(plain.listen(0, '127.0.0.1'), 'listening');
  const address = plain.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  locations.set('another port', `${overTls.origin}/token`);
  locations.set('another host', overTls.origin.replace('localhost', '127.0.0.1'));
  locations.set('plain http', `http://localhost:${port}/token`);
});
afterAll(async () => {
  plain.close();
  await Promise.all([endpoint.close(), overTls.close()]);
});

/** Runs a login at an endpoint that redirects with the status; returns what was repeated elsewhere. */
const repeat = async (
  engine: typeof newmanEngine,
  plan: Plan,
  status: number,
  location: string | undefined = '',
): Promise<readonly Repeated[]> => {
  repeated = [];
  let api = 0;
  endpoint.handle(async (request, response) => {
    if (request.url === '/oauth/token') response.writeHead(status, { Location: location }).end();
    else {
      api += 1;
      response.end('{}');
    }
  });
  const { host } = new URL(endpoint.origin);
  const report = await engine.run({
    collection: await plan.emit(plan.declaration),
    environment: environmentOf(plan, {
      host,
      client_id: 'client',
      client_secret: SECRET,
    }),
    caFile: endpoint.authorityFile,
    requestTimeout: 20_000,
    scriptTimeout: 20_000,
  });
  // Whatever came of it, nothing was sent without a token.
  expect([api, report.failures.length]).toEqual([0, 3]);
  return repeated;
};

/** 301 to 303 become a GET without a body; 307 and 308 repeat the body. */
const places = [
  [301, 'another port'],
  [302, 'plain http'],
  [303, 'another host'],
  [307, 'another port'],
  [307, 'another host'],
  [308, 'plain http'],
] as const;

describe.each([newmanEngine, runtimeEngine])('a redirect of the token request on $name', (engine) => {
  test.each(places)('by %i to %s repeats a secret in the form with its body alone', async (status, place) => {
    const isRepeated = status > 303;
    expect(await repeat(engine, inForm, status, locations.get(place))).toEqual([
      { method: isRepeated ? 'POST' : 'GET', secretIn: isRepeated ? 'body' : 'neither' },
    ]);
  });

  test.each(places)('by %i to %s repeats a header as SECURITY.md says', async (status, place) => {
    // newman sends it to any port of the host, and over http; the current engine to nobody else.
    const isRepeated = engine.name === 'newman' && place !== 'another host';
    expect(await repeat(engine, inHeader, status, locations.get(place))).toEqual([
      { method: status > 303 ? 'POST' : 'GET', secretIn: isRepeated ? 'header' : 'neither' },
    ]);
  });
});

/** What every engine is told of how to run: iterations, data, delays, the first failure, TLS; and what it tells of each exchange. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, EngineInput } from '../../src/engines/engine.ts';
import { findPostmanCli } from '../../src/engines/find-postman-cli.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { postmanCliEngine } from '../../src/engines/postman-cli.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import { collectionOf, sampleRequest } from './sample-collection.ts';
import { makeCertificates, startTestServer, type TestServer } from './test-server.ts';

const cliIsThere =
  process.env['POSTMAN_CLI'] !== undefined && (await findPostmanCli().then(Boolean, () => false));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const run = (engine: Engine, collection: string, more: Partial<EngineInput> = {}) =>
  engine.run({
    collection,
    environment: server.environment,
    caFile: server.caFile,
    requestTimeout: 5000,
    scriptTimeout: 20_000,
    ...more,
  });

const engines: (readonly [string, Engine])[] = [
  ['newman', newmanEngine],
  ['runtime', runtimeEngine],
  ...(cliIsThere ? [['postman-cli', postmanCliEngine] as const] : []),
];

const failing = sampleRequest('Fails', {
  after: `pm.test('is 201', () => pm.response.to.have.status(201));`,
});

describe.each(engines)('the engine %s', (_name, engine) => {
  test('runs once for each row of the data, with its values', async () => {
    const one = collectionOf(sampleRequest('One', { url: 'https://{{host}}/{{name}}' }));
    const { requests } = await run(engine, one, { data: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
    expect(requests.map(({ iteration, url }) => `${iteration} ${url}`)).toEqual(
      ['a', 'b', 'c'].map((name, place) => `${place} https://${server.host}/${name}`),
    );
  });

  test('runs as often as it is told', async () => {
    const { requests } = await run(engine, collectionOf(sampleRequest('One'), sampleRequest('Two')), {
      iterations: 2,
    });
    expect(requests.map(({ iteration, path }) => `${iteration} ${path.join()}`)).toEqual([
      '0 One',
      '0 Two',
      '1 One',
      '1 Two',
    ]);
    expect(requests.map(({ position }) => position)).toEqual([0, 1, 0, 1]);
  });

  test('waits between two requests', async () => {
    const { duration } = await run(engine, collectionOf(sampleRequest('One'), sampleRequest('Two')), {
      delay: 700,
    });
    expect(duration).toBeGreaterThanOrEqual(700);
  });

  test('ends at the first request that fails when it is to bail', async () => {
    const three = collectionOf(sampleRequest('Good'), failing, sampleRequest('Never'));
    const report = await run(engine, three, { bail: true });
    expect(report.requests.map(({ path }) => path.join())).toEqual(['Good', 'Fails']);
    expect(report.failures).toMatchObject([{ source: 'is 201', request: 1 }]);
    expect(report.interrupted).toBeUndefined();
  });

  test('believes a server that nobody vouches for, when it is told to', async () => {
    const { caFile: _caFile, ...known } = {
      collection: collectionOf(sampleRequest('One')),
      environment: server.environment,
      caFile: '',
      requestTimeout: 5000,
      scriptTimeout: 5000,
    };
    expect((await engine.run(known)).failures).toMatchObject([{ source: 'request' }]);
    expect((await engine.run({ ...known, insecure: true })).failures).toEqual([]);
  });

  test('keeps the request and the response of each exchange', async () => {
    const item = {
      ...sampleRequest('Posts'),
      request: {
        method: 'POST',
        header: [{ key: 'X-Own', value: 'yes' }],
        url: 'https://{{host}}/things?a=1',
        body: { mode: 'urlencoded', urlencoded: [{ key: 'n', value: 'a b&c' }] },
      },
    };
    const { requests } = await run(engine, collectionOf(item));
    const exchange = requests[0]?.exchange;
    expect(exchange).toMatchObject({
      method: 'POST',
      url: `https://${server.host}/things?a=1`,
      requestHeaders: expect.arrayContaining([{ name: 'X-Own', value: 'yes' }]),
      requestBody: { type: 'application/x-www-form-urlencoded', text: 'n=a%20b%26c' },
      status: 200,
      statusText: 'OK',
      responseBody: {
        type: 'application/json',
        text: '{"path":"/things?a=1","authorization":null}',
        size: 43,
      },
    });
  });

  test('keeps the beginning of a long body, and none of one that is no text', async () => {
    const long = 'ü'.repeat(20_000);
    const item = {
      ...sampleRequest('Posts'),
      request: { method: 'POST', url: 'https://{{host}}/x', body: { mode: 'raw', raw: long } },
    };
    const { requests } = await run(engine, collectionOf(item));
    const body = requests[0]?.exchange?.requestBody;
    expect(body?.size).toBe(40_000);
    expect(body?.text).toBe(long.slice(0, 8192));
  });
});

describe.each(engines.filter(([name]) => name !== 'postman-cli'))(
  'the engine %s, in this process,',
  (_name, engine) => {
    test('tells what scripts send apart from the request itself', async () => {
      const before = `pm.sendRequest({ url: 'https://' + pm.environment.get('host') + '/token', method: 'POST',
      body: { mode: 'urlencoded', urlencoded: [{ key: 'grant_type', value: 'client_credentials' }] } }, () => console.warn('got', 1));`;
      const { requests } = await run(engine, collectionOf(sampleRequest('One', { before })));
      expect(requests[0]).toMatchObject({
        exchange: { url: `https://${server.host}/ok` },
        sentByScripts: [
          {
            method: 'POST',
            url: `https://${server.host}/token`,
            requestBody: { text: 'grant_type=client_credentials' },
            status: 200,
          },
        ],
        console: [{ level: 'warn', text: 'got 1' }],
      });
    });
  },
);

describe('a server that wants to know who connects', () => {
  let folder: string;
  let port: number;
  let close: () => Promise<void>;
  const names: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postsmith-mutual-'));
    const { ca, key, cert } = await makeCertificates();
    for (const [name, text] of Object.entries({ ca, key, cert })) await writeFile(join(folder, name), text);
    const mutual = createServer(
      { key, cert, ca, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        // A socket of an https server is one of TLS.
        names.push((request.socket as TLSSocket).getPeerCertificate().subject.CN?.toString() ?? '');
        response.end('{}');
      },
    );
    await new Promise<void>((resolve) => mutual.listen(0, 'localhost', resolve));
    // A server that listens on a port has an address of that kind.
    ({ port } = mutual.address() as AddressInfo);
    close = () => new Promise((resolve) => mutual.close(() => resolve()));
  });
  afterAll(async () => {
    await close();
    await rm(folder, { recursive: true });
  });

  test.each(engines)('is told by %s', async (_name, engine) => {
    names.length = 0;
    const report = await run(
      engine,
      collectionOf(sampleRequest('One', { url: `https://localhost:${port}/` })),
      {
        caFile: join(folder, 'ca'),
        clientCertificate: { certFile: join(folder, 'cert'), keyFile: join(folder, 'key') },
      },
    );
    expect(report.failures).toEqual([]);
    expect(names).toEqual(['localhost']);
  });
});

/** The engines, each on the same collection against the same server: their reports must be the same. */

import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, EngineInput } from '../../src/engines/engine.ts';
import { findPostmanCli } from '../../src/engines/find-postman-cli.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { postmanCliEngine } from '../../src/engines/postman-cli.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import type { RequestReport, RunReport } from '../../src/report/run-report.ts';
import { collectionOf, SAMPLE, sampleFolder, sampleRequest } from './sample-collection.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const cliIsThere =
  process.env['POSTMAN_CLI'] !== undefined && (await findPostmanCli().then(Boolean, () => false));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const run = (engine: Engine, collection: string, more: Partial<EngineInput> = {}): Promise<RunReport> =>
  engine.run({
    collection,
    environment: server.environment,
    caFile: server.caFile,
    requestTimeout: 400,
    scriptTimeout: 20_000,
    ...more,
  });

/** A request's report without what differs from run to run. */
const outline = ({ path, status, skipped, error, assertions }: RequestReport): string =>
  [
    path.join(' › '),
    status ?? (skipped ? 'skipped' : 'unanswered'),
    ...assertions.map(({ name, outcome, message }) => `${name}=${outcome}${message ? ` (${message})` : ''}`),
    ...(error === undefined ? [] : [`!${error}`]),
  ].join(' | ');

const EXPECTED = [
  'Good › Plain | 200 | is 200=passed | later=skipped',
  'Bad › Failing test | 200 | is 201=failed (expected response to have status code 201 but got 200)',
  'Bad › Failing asynchronous test | 200 | later=failed (no)',
  'Bad › Refused by a script | skipped | No key=failed (client_private_key is empty)',
  'Bad › Skipped silently | skipped',
  'Bad › Throws before | 200 | !TypeError: before',
  'Bad › Throws after | 200 | !TypeError: after',
  "Bad › No JavaScript | 200 | !SyntaxError: Unexpected identifier 'is'",
  'Bad › Timer throws | 200 | !timer',
  'Bad › Callback throws | 200 | !callback',
  'Bad › Too slow | unanswered | !ESOCKETTIMEDOUT: no response in time',
  'Bad › Nobody listens | unanswered | !connect ECONNREFUSED: nothing listens there; check host and port',
  'Bad › Repeated once | 200',
  'Bad › Repeated once | 200',
];
const withoutAddress = (line: string): string => line.replace(/ECONNREFUSED [^ ]+:1:/, 'ECONNREFUSED:');
const ASYNCHRONOUS = / \| !(?:timer|callback)$/;

describe.each([
  ['newman', newmanEngine],
  ['runtime', runtimeEngine],
])('the engine %s', (_name, engine) => {
  test('reports every way a request can end', async () => {
    const told: RequestReport[] = [];
    const report = await run(engine, SAMPLE, { onRequest: (request) => told.push(request) });
    expect(report.requests.map(outline).map(withoutAddress)).toEqual(EXPECTED);
    expect(told).toEqual(report.requests);
    expect(report.interrupted).toBeUndefined();
    expect(report.collection).toBe('Sample');
    expect(report.requests[0]).toMatchObject({
      id: 'id of Plain',
      method: 'GET',
      url: `https://${server.host}/items/7`,
    });
  });

  test('makes a failure of each failed test, script and request, with its place', async () => {
    const { failures } = await run(engine, SAMPLE);
    expect(failures.map(({ path, source }) => `${path.join('/')}: ${source}`)).toEqual([
      'Bad/Failing test: is 201',
      'Bad/Failing asynchronous test: later',
      'Bad/Refused by a script: No key',
      'Bad/Throws before: script',
      'Bad/Throws after: script',
      'Bad/No JavaScript: script',
      'Bad/Timer throws: script',
      'Bad/Callback throws: script',
      'Bad/Too slow: request',
      'Bad/Nobody listens: request',
    ]);
  });

  test.each([
    ['an endless loop', 'for (;;) {}', engine === newmanEngine ? 1 : 2],
    ['a timer that goes on', 'setInterval(() => {}, 50);', 2],
  ])('cuts off a script with %s', async (_what, before, executions) => {
    const stuck = collectionOf(sampleRequest('Stuck', { before }), sampleRequest('Next'));
    const { requests, failures } = await run(engine, stuck, { scriptTimeout: 300 });
    expect(requests).toHaveLength(executions);
    expect(failures).toMatchObject([
      {
        path: ['Stuck'],
        source: 'script',
        message: expect.stringMatching(/^The script did not end in time: an endless loop/),
      },
    ]);
  });

  test('does not send what a script skips', async () => {
    const before = server.seen.length;
    await run(engine, collectionOf(sampleRequest('Skipped', { before: 'pm.execution.skipRequest();' })));
    expect(server.seen).toHaveLength(before);
  });

  test('runs the requests that are named by their ids, in their folders', async () => {
    const two = collectionOf(
      sampleFolder('One', [sampleRequest('First')]),
      sampleFolder('Two', [sampleFolder('Inner', [sampleRequest('Second'), sampleRequest('Third')])]),
    );
    const { requests } = await run(engine, two, { only: new Set(['id of Third']) });
    expect(requests.map(({ path }) => path.join('/'))).toEqual(['Two/Inner/Third']);
  });

  test('verifies TLS: without the authority, nothing is sent and the message names --ca', async () => {
    const before = server.seen.length;
    const input = {
      collection: collectionOf(sampleRequest('Untrusted')),
      environment: server.environment,
      requestTimeout: 400,
      scriptTimeout: 400,
    };
    const { failures } = await engine.run(input);
    expect(failures).toMatchObject([{ path: ['Untrusted'], source: 'request' }]);
    expect(failures[0]?.message).toContain('--ca FILE');
    expect(server.seen).toHaveLength(before);
  });

  test('tells which credentials were sent', async () => {
    const credentials: string[] = [];
    const collection = collectionOf({
      ...sampleRequest('Authorized'),
      request: {
        method: 'GET',
        url: 'https://{{host}}/ok',
        header: [{ key: 'Authorization', value: 'Bearer abc.def' }],
      },
    });
    await run(engine, collection, { onCredential: (credential) => credentials.push(credential) });
    expect(credentials).toEqual(['abc.def']);
  });

  test('ends early when it is told to', async () => {
    const controller = new AbortController();
    const slow = collectionOf(
      sampleRequest('Slow', { url: 'https://{{host}}/slow' }),
      sampleRequest('Never'),
    );
    const running = run(engine, slow, { signal: controller.signal, requestTimeout: 5000 });
    setTimeout(() => controller.abort(new Error('enough')), 300);
    expect(await running).toMatchObject({ interrupted: true, requests: [] });
    await expect(run(engine, slow, { signal: controller.signal })).rejects.toThrow('enough');
  });

  test('refuses what is no collection', async () => {
    await expect(run(engine, '{')).rejects.toMatchObject({
      code: 'USAGE',
      message: 'The file is not JSON.',
    });
    await expect(run(engine, '{}')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('not a Postman collection'),
    });
  });

  test('knows its version', async () => {
    expect(await engine.version()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe.skipIf(!cliIsThere)('the engine postman-cli', () => {
  test('reports the same, but for errors of asynchronous code, which the CLI loses', async () => {
    const report = await run(postmanCliEngine, SAMPLE);
    expect(report.requests.map(outline).map(withoutAddress)).toEqual(
      EXPECTED.map((line) => line.replace(ASYNCHRONOUS, '')),
    );
    expect(report.engineVersion).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('ends early when it is told to, and nothing is left of what ran', async () => {
    const before = Date.now();
    const slow = collectionOf(sampleRequest('Slow', { url: 'https://{{host}}/slow' }));
    const running = run(postmanCliEngine, slow, {
      signal: AbortSignal.timeout(2500),
      requestTimeout: 30_000,
    });
    const report = await running;
    expect(report).toMatchObject({ interrupted: true, requests: [], failures: [] });
    expect(Date.parse(report.startedAt)).toBeLessThan(before + 2500);
  });

  test('leaves no file behind', async () => {
    await run(postmanCliEngine, collectionOf(sampleRequest('One')));
    // Another worker may just run the CLI as well.
    const own = `postsmith-cli-${process.pid}-`;
    expect((await readdir(tmpdir())).filter((name) => name.startsWith(own))).toEqual([]);
  });
});

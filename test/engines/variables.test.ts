/** Engines in this process tell what scripts changed, as soon as each script has ended. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineInput } from '../../src/engines/engine.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { postmanCliEngine } from '../../src/engines/postman-cli.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import { collectionOf, sampleRequest } from './sample-collection.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe.each([
  ['newman', newmanEngine],
  ['runtime', runtimeEngine],
])('the engine %s', (_name, engine) => {
  const run = (collection: string, more: Partial<EngineInput>) =>
    engine.run({
      collection,
      environment: server.environment,
      caFile: server.caFile,
      requestTimeout: 5000,
      scriptTimeout: 20_000,
      ...more,
    });

  test('tells each change once, before the next request begins', async () => {
    const told: unknown[] = [];
    await run(
      collectionOf(
        sampleRequest('First', {
          before: `pm.environment.set('token', 'one'); pm.environment.set('number', 7);`,
          after: `pm.environment.set('token', 'one'); pm.variables.set('local', 'x');`,
        }),
        sampleRequest('Second', {
          before: `pm.sendRequest('https://' + pm.environment.get('host') + '/side', () => pm.environment.set('token', 'two'));`,
          after: `pm.environment.unset('number');`,
        }),
      ),
      {
        onVariables: (changes) => told.push(changes),
        onRequest: ({ path }) => told.push(path.join('/')),
      },
    );
    expect(told).toEqual([
      { token: 'one', number: '7' },
      'First',
      { token: 'two' },
      { number: '' },
      'Second',
    ]);
  });

  /** Aborts the run while its script waits. */
  const abortInScript = async (then: string) => {
    const told: unknown[] = [];
    const before = server.seen.length;
    const controller = new AbortController();
    const running = run(
      collectionOf(
        sampleRequest('Renews', {
          before: `pm.sendRequest('https://' + pm.environment.get('host') + '/side', () => { ${then} });`,
        }),
        sampleRequest('Never'),
      ),
      { signal: controller.signal, onVariables: (changes) => told.push(changes) },
    );
    const outcome = running.catch((error: unknown) => error);
    while (server.seen.length === before) await sleep(10);
    const start = Date.now();
    controller.abort(new Error('enough'));
    expect(await outcome).toMatchObject({ interrupted: true });
    return { told, took: Date.now() - start };
  };

  test('that is ended early lets the running script finish, and tells what it changed', async () => {
    const { told, took } = await abortInScript(
      `setTimeout(() => pm.environment.set('refresh_token', 'new'), 400);`,
    );
    expect(told).toEqual([{ refresh_token: 'new' }]);
    expect(took).toBeLessThan(2500);
  });

  test('that is ended early does not wait for a script that goes on and on', async () => {
    const { told, took } = await abortInScript(`setTimeout(() => pm.environment.set('late', 'x'), 6000);`);
    expect(told).toEqual([]);
    expect(took).toBeLessThan(5000);
  });
});

test('engines say whether they tell', () => {
  expect([newmanEngine, runtimeEngine, postmanCliEngine].map(({ tellsVariables }) => tellsVariables)).toEqual(
    [true, true, false],
  );
});

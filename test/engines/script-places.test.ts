/** Where a script failed, what it says, and what came back: on both engines of this process. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsoleEntry, Engine, EngineInput } from '../../src/engines/engine.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import { collectionOf, sampleRequest } from './sample-collection.ts';
import { startTestServer, type TestServer } from './test-server.ts';

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
    requestTimeout: 1000,
    scriptTimeout: 1000,
    ...more,
  });

/** A request whose script has an id and is made of several texts, as in a generated collection. */
const generated = (listen: 'prerequest' | 'test', ...exec: string[]) => ({
  ...sampleRequest('One'),
  event: [{ listen, script: { id: `id of ${listen}`, type: 'text/javascript', exec } }],
});

const FIRST = ['/*! scripts/first.ts; postsmith 0.1.0 */', '(()=>{pm.variables.set("a","b")})();'];
const SECOND = '/*! scripts/second.ts; postsmith 0.1.0 */';

describe.each([
  ['newman', newmanEngine],
  ['runtime', runtimeEngine],
])('the engine %s', (_name, engine) => {
  test('tells in which text of a script, line and column something was thrown', async () => {
    const thrower = ['(value=>{', '(()=>{const f=()=>value.x;f()})();', '})(null);'];
    const places: unknown[] = [];
    const { failures } = await run(engine, collectionOf(generated('test', ...FIRST, SECOND, ...thrower)), {
      tellPlace: (place) => {
        places.push(place);
        return 'scripts/second.ts:5:7 | value.x';
      },
    });
    expect(new Set(places.map((place) => JSON.stringify(place)))).toEqual(
      new Set([JSON.stringify({ banner: SECOND, isCalled: false, line: 2, column: 25 })]),
    );
    expect(failures.map(({ message }) => message)).toEqual([
      "TypeError: Cannot read properties of null (reading 'x')\nin scripts/second.ts:5:7 | value.x",
    ]);
  });

  test('names the script where nobody knows its sources', async () => {
    const thrower = '(()=>{throw new Error("boom")})();';
    const { failures } = await run(engine, collectionOf(generated('prerequest', SECOND, thrower)));
    expect(failures.map(({ message }) => message)).toEqual(['boom\nin scripts/second.ts']);
  });

  test('names all texts of a script where the place is lost, as in code that is made while it runs', async () => {
    const thrower = '(()=>{const late=new Error("late");late.stack="";throw late})();';
    const { failures } = await run(engine, collectionOf(generated('test', ...FIRST, SECOND, thrower)));
    expect(failures.map(({ message }) => message)).toEqual(['late\nin scripts/first.ts, scripts/second.ts']);
  });

  test('leaves a script alone that is none of ours', async () => {
    const after = "return pm.test('reached', () => {});";
    const { requests } = await run(engine, collectionOf(sampleRequest('One', { after })));
    expect(requests).toMatchObject([{ assertions: [{ name: 'reached', outcome: 'passed' }] }]);
  });

  test('counts the same error of two scripts twice', async () => {
    const both = sampleRequest('One', {
      before: `throw new Error('same');`,
      after: `throw new Error('same');`,
    });
    const { failures } = await run(engine, collectionOf(both));
    expect(failures.map(({ message }) => message)).toEqual(['same', 'same']);
  });

  test('hands over what scripts say', async () => {
    const said: ConsoleEntry[] = [];
    const before = `console.log('hello', { a: [1, { b: 2 }] }, 7); console.warn('careful');`;
    await run(engine, collectionOf(sampleRequest('One', { before })), {
      onConsole: (entry) => said.push(entry),
    });
    expect(said).toEqual([
      { path: ['One'], level: 'log', text: 'hello { a: [ 1, { b: 2 } ] } 7' },
      { path: ['One'], level: 'warn', text: 'careful' },
    ]);
  });

  test('a failure knows what was sent and how the response begins', async () => {
    const failing = sampleRequest('One', {
      url: 'https://{{host}}/missing?key=1',
      after: `pm.test('is 200', () => pm.response.to.have.status(200));`,
    });
    const { failures, requests } = await run(engine, collectionOf(failing));
    expect(failures).toMatchObject([{ source: 'is 200', request: 0 }]);
    expect(requests[0]).toMatchObject({
      method: 'GET',
      url: `https://${server.host}/missing`,
      status: 404,
      exchange: { responseBody: { text: '{"path":"/missing?key=1","authorization":null}' } },
    });
  });
});

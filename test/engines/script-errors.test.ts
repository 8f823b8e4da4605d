/** Errors that engines lose, and loops: told with their place, on every engine. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engines/engine.ts';
import { findPostmanCli } from '../../src/engines/find-postman-cli.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { postmanCliEngine } from '../../src/engines/postman-cli.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import type { RunReport } from '../../src/report/run-report.ts';
import { collectionOf, sampleRequest } from './sample-collection.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const hasCli =
  process.env['POSTMAN_CLI'] !== undefined && (await findPostmanCli().then(Boolean, () => false));

const request = (name: string, script: string, listen = 'test') => ({
  ...sampleRequest(name),
  event: [
    {
      listen,
      script: {
        id: `script of ${name}`,
        type: 'text/javascript',
        exec: ['/*! scripts/x.ts; postsmith 0.1.0 */', ...script.split('\n')],
      },
    },
  ],
});

const run = (engine: Engine, ...requests: object[]) =>
  engine.run({
    collection: collectionOf(...requests),
    environment: server.environment,
    caFile: server.caFile,
    requestTimeout: 1000,
    scriptTimeout: 1000,
    tellPlace: ({ line, column }) => `x.ts:${line}:${column}`,
  });

/** What a script does, the script, and what is told of it. */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    'throws',
    `const a = null;\n\nconst f = () =>\n  a.b;\nf();`,
    "script: TypeError: Cannot read properties of null (reading 'b')\nin x.ts:4:5",
  ],
  [
    'fails a test',
    `pm.test('is 1', () => pm.expect(2).to.equal(1));`,
    'is 1: expected 2 to equal 1\nin x.ts:1:39',
  ],
  [
    'fails a test of many lines',
    `pm.test('is 1', function () {\n  const two = 2;\n  pm.expect(two).to.equal(1);\n});`,
    'is 1: expected 2 to equal 1\nin x.ts:3:21',
  ],
  [
    'loops',
    `let i = 0;\nwhile (true) {\n  i += 1;\n}`,
    'script: The loop did not end in time.\nin x.ts:2:15',
  ],
  ['loops without a body', `for (;;);`, 'script: The loop did not end in time.\nin x.ts:1:9'],
  [
    'loops around what it catches',
    `do try { for (let i = 0; ; ) i += 1; } catch (error) {} while (true);`,
    'script: The loop did not end in time.\nin x.ts:1:4',
  ],
  [
    'rejects',
    `const check = async () => {\n  await null;\n  throw new Error('no');\n};\ncheck();`,
    'script: no\nin x.ts:3:9',
  ],
  [
    'rejects in a function that is called at once',
    `(async () => { await null; throw new Error('no'); })();`,
    'script: no\nin x.ts:1:34',
  ],
  [
    'rejects behind then',
    `void Promise.resolve(1).then((one) => one.a.b);`,
    "script: TypeError: Cannot read properties of undefined (reading 'b')\nin x.ts:1:45",
  ],
  ['throws in a timer', `setTimeout(() => { throw new Error('late'); }, 5);`, 'script: late\nin x.ts:1:26'],
  [
    'rejects in a timer',
    `setTimeout(async () => { await null; throw new Error('late'); }, 5);`,
    'script: late\nin x.ts:1:44',
  ],
  [
    'throws in the callback of a request',
    `pm.sendRequest('https://' + pm.environment.get('host') + '/side', () => {\n  throw new Error('callback');\n});`,
    'script: callback\nin x.ts:2:9',
  ],
  [
    'fails an asynchronous test',
    `pm.test('is 1', async () => {\n  await null;\n  pm.expect(2).to.equal(1);\n});`,
    'script: AssertionError: expected 2 to equal 1\nin x.ts:3:19',
  ],
  [
    'loops behind an await',
    `(async () => {\n  await null;\n  while (true) {}\n})();`,
    'script: The loop did not end in time.\nin x.ts:3:17',
  ],
  [
    'loops with waits',
    `(async () => {\n  while (true) await new Promise((go) => setTimeout(go, 5));\n})();`,
    'script: The loop did not end in time.\nin x.ts:2:16',
  ],
];

describe.each([
  ['newman', newmanEngine, true],
  ['runtime', runtimeEngine, true],
  ['postman-cli', postmanCliEngine, hasCli],
])('on the engine %s', (_name, engine, isThere) => {
  describe.skipIf(!isThere)('a script that', () => {
    let report: RunReport;
    beforeAll(async () => {
      const before = request('before', `const f = () => { throw new Error('no'); };\nf();`, 'prerequest');
      report = await run(engine, ...CASES.map(([name, script]) => request(name, script)), before);
    }, 60_000);

    const toldOf = (name: string): string[] =>
      report.failures
        .filter(({ path }) => path[0] === name)
        .map(({ source, message }) => `${source}: ${message}`);

    test.each(CASES)('%s is told with its place', (name, _, told) => {
      expect(toldOf(name)).toEqual([told]);
    });

    test('throws before a request is told with its place, and every request had its turn', () => {
      expect(toldOf('before')).toEqual(['script: no\nin x.ts:1:25']);
      expect(report.requests.map(({ path }) => path[0])).toEqual([...CASES.map(([name]) => name), 'before']);
    });

    test('does none of it is what it was', async () => {
      const { failures, requests } = await run(engine, request('One', HARMLESS));
      expect(failures).toEqual([]);
      expect(requests[0]?.assertions.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['with done', 'async', '1,2,x,undefined,caught']),
      );
    });
  });
});

const HARMLESS = [
  `const told = [];`,
  `const wait = (value) => new Promise((go) => setTimeout(go, 1, value));`,
  `outer: for (const a of [1, 2]) for (let b = 0; b < 2; b += 1) if (a === 2) continue outer; else told.push(a + b);`,
  `pm.test('with done', (done) => { setTimeout(done, 1); });`,
  `pm.test('async', async () => (await wait(1)) === 1);`,
  `Promise.reject(new Error('caught')).catch(({ message }) => told.push(message));`,
  `try { [1].forEach(() => { throw new Error('x'); }); } catch (error) { told.push(error.message); }`,
  `(function () { 'use strict'; told.push(typeof this); })();`,
  `wait(2).then(() => pm.test(told.join(), () => {}));`,
  `if (told.length > 0) { return; }`,
  `throw new Error('never');`,
].join('\n');

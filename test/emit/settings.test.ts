/** Settings: what stands in the file, and what two engines make of it on the wire. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defineCollection, folder, get, head, post, type ItemDeclaration, type Settings } from 'postsmith';
import { emitCollection } from '../../src/emit/collection.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import { collectionProblems, requestProblems } from '../check/checking.ts';
import { startTestServer, type TestServer } from '../engines/test-server.ts';

const emit = (items: readonly ItemDeclaration[], settings?: Settings, script = '') =>
  emitCollection(defineCollection({ name: 'A', items, ...(settings && { settings }) }), 'a', {
    text: () => '',
    ...(script !== '' && { login: script }),
    requireScope: () => '',
  });

const url = 'https://{{host}}/redirect';

test('are written under their names in Postman, at every level, and not at all where there are none', () => {
  const { protocolProfileBehavior, item } = emit(
    [
      folder('F', [get({ name: 'R', url, settings: { followRedirects: false } }), get({ name: 'S', url })], {
        settings: { keepMethodOnRedirect: true, keepAuthorizationOnRedirect: true, useCookies: true },
      }),
    ],
    { maxRedirects: 3, sendRefererOnRedirect: false, encodeUrl: false, useCookies: false },
  );
  expect(protocolProfileBehavior).toEqual({
    maxRedirects: 3,
    removeRefererHeaderOnRedirect: true,
    disableUrlEncoding: true,
    disableCookies: true,
  });
  expect(item).toMatchObject([
    {
      protocolProfileBehavior: {
        followOriginalHttpMethod: true,
        followAuthorizationHeader: true,
        disableCookies: false,
      },
      item: [{ protocolProfileBehavior: { followRedirects: false } }, { name: 'S' }],
    },
  ]);
  expect(JSON.stringify(item).match(/protocolProfileBehavior/g)).toHaveLength(2);
});

test('keep the body of a request whose method has none as a rule', () => {
  const body = { json: {} };
  expect(
    emit([get({ name: 'G', url, body }), head({ name: 'H', url, body }), post({ name: 'P', url, body })])
      .item,
  ).toEqual([
    expect.objectContaining({ protocolProfileBehavior: { disableBodyPruning: true } }),
    expect.objectContaining({ protocolProfileBehavior: { disableBodyPruning: true } }),
    expect.not.objectContaining({ protocolProfileBehavior: expect.anything() }),
  ]);
});

test.each([
  [{ followRedirects: 'no' }, 'settings.followRedirects must be true or false, but is text'],
  [{ maxRedirects: -1 }, 'settings.maxRedirects must be a whole number from 0 to 100, but is the number -1'],
  [{ strictSSL: false }, /^unknown field "strictSSL" of settings; known are followRedirects, /],
  [7, 'settings must be an object, but is the number 7'],
])('%j is refused', (settings, problem) => {
  const told = problem instanceof RegExp ? expect.stringMatching(problem) : problem;
  expect(requestProblems({ settings })).toEqual([told]);
  expect(collectionProblems({ settings })).toHaveLength(1);
  expect(collectionProblems({ items: [{ kind: 'folder', name: 'F', items: [], settings }] })).toHaveLength(1);
});

describe.each([
  ['newman', newmanEngine],
  ['runtime', runtimeEngine],
])('on the wire of %s', (_name, engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.seen.length = 0;
  });

  const send = async (items: readonly ItemDeclaration[], settings?: Settings, script?: string) => {
    const collection = JSON.stringify(emit(items, settings, script));
    const { environment, caFile } = server;
    const report = await engine.run({
      collection,
      environment,
      caFile,
      requestTimeout: 2000,
      scriptTimeout: 20_000,
    });
    return report.requests.map(({ status }) => status);
  };

  test('a redirect is followed, or not where a request, its folder or its collection says so', async () => {
    const request = get({ name: 'R', url });
    expect(await send([request])).toEqual([200]);
    expect(await send([get({ name: 'R', url, settings: { followRedirects: false } })])).toEqual([302]);
    expect(await send([folder('F', [request], { settings: { followRedirects: false } })])).toEqual([302]);
    expect(await send([request], { followRedirects: false })).toEqual([302]);
    expect(server.seen).toEqual(['/redirect', '/ok', '/redirect', '/redirect', '/redirect']);
  });

  test('what a script sends follows redirects whatever is declared: SECURITY.md says so', async () => {
    const script = `pm.sendRequest('https://' + pm.environment.get('host') + '/redirect', () => {});`;
    expect(await send([get({ name: 'R', url })], { followRedirects: false }, script)).toEqual([302]);
    expect(server.seen).toEqual(['/redirect', '/ok', '/redirect']);
  });

  test('a GET has its body', async () => {
    await send([get({ name: 'G', url: 'https://{{host}}/body', body: { json: { a: 1 } } })]);
    expect(server.seen).toEqual(['/body', '{\n  "a": 1\n}']);
  });
});

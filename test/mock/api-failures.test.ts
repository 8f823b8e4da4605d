import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import { call, collection, environment, parse, request } from './fixture.ts';

const JSON_API = 'application/vnd.api+json';
const accept = (value: string, enabled = true) => [{ name: 'Accept', value, enabled }];
const type = (value: string) => [{ name: 'Content-Type', value }];
const ok = [{ name: 'Fine', status: 200, body: { data: [] } }];

const items = [
  request('GET', 'https://{{host}}/asks', { headers: accept(JSON_API), examples: ok }),
  request('GET', 'https://{{host}}/asks-by-variable', { headers: accept('{{media_type}}'), examples: ok }),
  request('GET', 'https://{{host}}/asks-for-more', {
    headers: accept(`${JSON_API}, text/html`),
    examples: ok,
  }),
  request('GET', 'https://{{host}}/would-ask', { headers: accept(JSON_API, false), examples: ok }),
  request('GET', 'https://{{host}}/responds', {
    headers: accept('application/json'),
    examples: [{ name: 'Fine', status: 200, headers: type(JSON_API), body: { data: [] } }],
  }),
  request('GET', 'https://{{host}}/not-acceptable', {
    headers: accept('application/json'),
    examples: [{ name: 'Not acceptable', status: 406, headers: type(JSON_API), body: { errors: [] } }],
  }),
  request('POST', 'https://{{host}}/broken', {
    body: { text: '{ broken', mediaType: JSON_API },
    examples: [
      { name: 'Bad request', status: 400, body: { errors: [{ status: '400' }] } },
      { name: 'Conflict', status: 409, body: { errors: [] } },
    ],
  }),
  request('PATCH', 'https://{{host}}/broken', {
    body: { text: '{ broken', mediaType: JSON_API },
    examples: [{ name: 'Conflict', status: 409 }, ...ok],
  }),
];

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({
    collection: collection(items, {}),
    environment: environment({ host: '', media_type: JSON_API }),
  });
});
afterAll(() => mock.close());

const get = (path: string, Accept?: string) =>
  call(mock, 'GET', path, { headers: Accept === undefined ? {} : { Accept } });

describe('a declared Accept header', () => {
  it.each(['/asks', '/asks-by-variable'])(
    'of %s must arrive, and is the media type of the response',
    async (path) => {
      const reply = await get(path, JSON_API);
      expect([reply.status, reply.headers['content-type']]).toEqual([200, JSON_API]);
      for (const other of ['application/json', undefined]) expect((await get(path, other)).status).toBe(406);
    },
  );

  it('that is missing is told', async () => {
    expect(parse(await get('/asks'))).toEqual({ error: `the Accept header is missing, not ${JSON_API}` });
    expect(mock.apiRequests.at(-1)).toMatchObject({
      status: 406,
      problem: expect.stringContaining('Accept'),
    });
  });

  it('with more than one media type is responded to with JSON', async () => {
    const reply = await get('/asks-for-more', `${JSON_API}, text/html`);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/json']);
  });

  it('that is not sent is not demanded', async () => {
    expect((await get('/would-ask', 'text/html')).headers['content-type']).toBe('application/json');
  });

  it('yields to the media type of the example', async () => {
    expect((await get('/responds', 'application/json')).headers['content-type']).toBe(JSON_API);
  });
});

const post = (mediaType: string, method = 'POST') =>
  call(mock, method, '/broken', { headers: { 'Content-Type': mediaType }, body: '{ broken' });

describe('a request whose examples are failures', () => {
  it('is responded to with the first, and that is no problem', async () => {
    const reply = await get('/not-acceptable', 'application/json');
    expect([reply.status, reply.headers['content-type'], parse(reply)]).toEqual([
      406,
      JSON_API,
      { errors: [] },
    ]);
    expect(mock.apiRequests.at(-1)).toEqual({ method: 'GET', path: '/not-acceptable', status: 406 });
  });

  it('may send broken JSON, but only in its media type', async () => {
    expect(parse(await post(JSON_API))).toEqual({ errors: [{ status: '400' }] });
    expect((await post('application/json')).status).toBe(415);
    expect(parse(await post(JSON_API, 'PATCH'))).toEqual({ error: 'the body is not valid JSON' });
  });
});

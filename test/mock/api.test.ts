import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import {
  bearer,
  call,
  collection,
  freshToken,
  parse,
  request,
  requestToken,
  widgetEnvironment,
} from './fixture.ts';

const WIDGETS = 'https://{{host}}/widgets/';

const items = [
  request('GET', WIDGETS, {
    examples: [
      { name: 'rejected', status: 403, body: { error: 'no' } },
      {
        name: 'two widgets',
        status: 200,
        headers: [
          { name: 'X-Total', value: '2' },
          { name: 'Content-Length', value: '999' },
          { name: 'X-Off', value: 'off', enabled: false },
        ],
        body: { objects: [{ id: 1, uri: 'https://{{host}}/widgets/1/' }, { id: 2 }] },
      },
      { name: 'another', status: 200, body: [] },
    ],
  }),
  request('POST', WIDGETS, {
    body: { json: { name: 'cog' } },
    examples: [
      { name: 'created', status: 201, headers: [{ name: 'Location', value: 'https://{{host}}/widgets/3/' }] },
    ],
  }),
  {
    kind: 'folder' as const,
    name: 'One widget',
    items: [
      request('GET', `${WIDGETS}:id/`, { pathVariables: { id: { value: '{{widget_id}}' } } }),
      request('GET', `${WIDGETS}:id/`, { examples: [{ name: 'second', status: 202 }] }),
      request('GET', `${WIDGETS}schema/`, { examples: [{ name: 'schema', status: 200, body: 'plain' }] }),
      request('DELETE', `${WIDGETS}:id/`, { examples: [{ name: 'gone', status: 204, body: 'ignored' }] }),
    ],
  },
  request('HEAD', WIDGETS),
  request('POST', 'https://{{host}}/forms', { body: { form: [{ name: 'a', value: '1' }] } }),
  request('GET', 'https://{{host}}/health', { authorization: 'none' }),
];

let mock: Mock;
let token: string;

beforeAll(async () => {
  mock = await startMock({ collection: collection(items), environment: widgetEnvironment });
  token = await freshToken(mock);
});
afterAll(() => mock.close());

const get = (path: string, headers = bearer(token)) => call(mock, 'GET', path, { headers });

describe('the API responds', () => {
  it('with the first example of success, its headers and its placeholders filled in', async () => {
    const reply = await get('/widgets/?limit=20&name__contains=a');
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/json', 'x-total': '2' });
    expect(reply.headers).not.toHaveProperty('x-off');
    expect(parse(reply)).toEqual({ objects: [{ id: 1, uri: `${mock.origin}/widgets/1/` }, { id: 2 }] });
  });

  it('with 200 and an empty object when there is no example', async () => {
    const reply = await get('/widgets/7/');
    expect([reply.status, reply.body]).toEqual([200, '{}']);
  });

  it('without a body when the example has none', async () => {
    const headers = { ...bearer(token), 'Content-Type': 'application/json; charset=utf-8' };
    const reply = await call(mock, 'POST', '/widgets/', { headers, body: '{"name":"cog"}' });
    expect([reply.status, reply.body, reply.headers['content-type']]).toEqual([201, '', undefined]);
    expect(reply.headers.location).toBe(`${mock.origin}/widgets/3/`);
  });

  it('204 without a body, whatever the example says', async () => {
    const reply = await call(mock, 'DELETE', '/widgets/7/', { headers: bearer(token) });
    expect([reply.status, reply.body]).toEqual([204, '']);
  });

  it('a text as it is', async () => {
    const reply = await get('/widgets/schema/');
    expect([reply.body, reply.headers['content-type']]).toEqual(['plain', 'text/plain; charset=utf-8']);
  });

  it('HEAD where it is declared, without a body', async () => {
    const reply = await call(mock, 'HEAD', '/widgets/', { headers: bearer(token) });
    expect([reply.status, reply.body]).toEqual([200, '']);
  });

  it('a request that is declared without authorization, without a token', async () => {
    expect((await get('/health', {})).status).toBe(200);
  });

  it('every request without a token, when the collection has no authorization', async () => {
    const open = await startMock({ collection: collection(items, {}), environment: widgetEnvironment });
    try {
      expect((await call(open, 'GET', '/widgets/7/')).status).toBe(200);
    } finally {
      await open.close();
    }
  });
});

describe('the API rejects', () => {
  it('a request without a token, and tells no error code', async () => {
    const reply = await get('/widgets/', {});
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer realm="postsmith"');
    expect(parse(reply)).toEqual({ error: 'no token was sent' });
  });

  it.each([
    ['an unknown token', 'Bearer abc', 'the token is unknown or revoked'],
    ['a placeholder that nobody filled', 'Bearer {{access_token}}', 'the Authorization header is not'],
    ['an empty token', 'Bearer ', 'the Authorization header is not'],
    ['another scheme', 'Basic YTpi', 'the Authorization header is not'],
  ])('%s', async (_what, header, problem) => {
    const reply = await get('/widgets/', { Authorization: header });
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toMatch(
      /^Bearer realm="postsmith", error="invalid_token", error_description="[^"]+('Bearer'[^"]+)?"$/,
    );
    expect(parse(reply)).toEqual({ error: expect.stringContaining(problem) });
  });

  it('a token in the query', async () => {
    expect((await get(`/widgets/?access_token=${token}`, {})).status).toBe(401);
  });

  it('an expired token, in the middle of a run', async () => {
    const short = await startMock({
      collection: collection(items),
      environment: widgetEnvironment,
      tokenLifetime: 60,
    });
    try {
      const headers = bearer(await freshToken(short));
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
      const reply = await call(short, 'GET', '/widgets/', { headers });
      expect(reply.status).toBe(401);
      expect(reply.headers['www-authenticate']).toContain('error_description="the token has expired"');
    } finally {
      vi.useRealTimers();
      await short.close();
    }
  });

  it('a token of another server', async () => {
    const other = await startMock({ collection: collection(items), environment: widgetEnvironment });
    try {
      const headers = bearer(await freshToken(other));
      expect((await get('/widgets/', headers)).status).toBe(401);
      expect((await call(other, 'GET', '/widgets/', { headers })).status).toBe(200);
    } finally {
      await other.close();
    }
  });

  it('a token that was granted too little, and says what is missing', async () => {
    const reply = await get('/widgets/', bearer(await freshToken(mock, 'use_api')));
    expect(reply.status).toBe(403);
    expect(reply.headers['www-authenticate']).toBe(
      'Bearer realm="postsmith", error="insufficient_scope", error_description="the token lacks the scope is_admin", scope="is_admin use_api"',
    );
  });

  it.each(['/widgets', '/widget/', '/widgets/7', '/widgets/7/parts/', '/', '//widgets/'])(
    'the unknown path %s',
    async (path) => {
      const reply = await get(path);
      expect(reply.status).toBe(404);
      expect(parse(reply)).toEqual({ error: 'no declared request has this path' });
    },
  );

  it('a method that is not declared, and says which are', async () => {
    const reply = await call(mock, 'DELETE', '/widgets/', { headers: bearer(token) });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toBe('GET, POST, HEAD');
    expect(parse(reply)).toEqual({ error: 'this path is declared for GET, POST, HEAD only' });
  });

  it.each(['/widgets//', '/widgets/{{widget_id}}/', '/widgets/%7B%7Bwidget_id%7D%7D/', '/widgets/:id/'])(
    'the path %s, whose variable has no value',
    async (path) => {
      const reply = await get(path);
      expect(reply.status).toBe(400);
      expect(parse(reply)).toEqual({ error: 'a variable of the path has no value' });
    },
  );

  it.each([
    ['no body', '/widgets/', undefined, undefined, 415],
    ['JSON as text', '/widgets/', 'text/plain', '{}', 415],
    ['an empty body', '/widgets/', 'application/json', '', 400],
    ['broken JSON', '/widgets/', 'application/json', '{"a":', 400],
    ['a form as JSON', '/forms', 'application/json', '{}', 415],
  ])('%s where another is declared', async (_what, path, type, body, status) => {
    const headers = { ...bearer(token), ...(type === undefined ? {} : { 'Content-Type': type }) };
    const reply = await call(mock, 'POST', path, { headers, ...(body === undefined ? {} : { body }) });
    expect(reply.status).toBe(status);
    expect(parse(reply)).toEqual({ error: expect.stringContaining('body') });
  });
});

describe('the record of API requests', () => {
  it('has each request with its status, and why it was rejected', async () => {
    const before = mock.apiRequests.length;
    await get('/widgets/?q=secret');
    await get('/nowhere');
    await requestToken(mock);
    expect(mock.apiRequests.slice(before)).toEqual([
      { method: 'GET', path: '/widgets/', status: 200 },
      {
        method: 'GET',
        path: '/nowhere',
        status: 404,
        problem: 'GET /nowhere: no declared request has this path',
      },
    ]);
  });

  it('is told of before each request is judged, so that a token can end in the middle of a run', async () => {
    const own = await startMock({ collection: collection(items), environment: widgetEnvironment });
    try {
      const seen: number[] = [];
      own.onApiRequest((index) => {
        seen.push(index);
      });
      own.onApiRequest(async (index) => {
        if (index === 1) await own.revokeTokens();
      });
      const headers = bearer(await freshToken(own));
      const statuses = [];
      for (let index = 0; index < 3; index += 1) {
        statuses.push((await call(own, 'GET', '/widgets/', { headers })).status);
      }
      expect(statuses).toEqual([200, 401, 401]);
      expect(seen).toEqual([0, 1, 2]);
    } finally {
      await own.close();
    }
  });

  it('responds with 500 with the reason when a listener fails', async () => {
    const own = await startMock({ collection: collection(items), environment: widgetEnvironment });
    try {
      own.onApiRequest(() => {
        throw new Error('listener broke');
      });
      const reply = await call(own, 'GET', '/health');
      expect([reply.status, parse(reply)]).toEqual([500, { error: 'listener broke' }]);
    } finally {
      await own.close();
    }
  });
});

import { expect, test } from 'vitest';
import { get, type Example } from 'postsmith';
import { emitRequest } from '../../src/emit/request.ts';
import { emitResponse } from '../../src/emit/response.ts';

const request = get({ name: 'A', url: 'https://a.example/' });
const emit = (example: Partial<Example>) =>
  emitResponse({ name: 'ok', status: 200, ...example }, request, { path: ['a', 'A'] });

test.each<[string, Partial<Example>, object]>([
  [
    'JSON',
    { body: { a: 1 } },
    {
      status: 'OK',
      code: 200,
      _postman_previewlanguage: 'json',
      header: [{ key: 'Content-Type', value: 'application/json' }],
      body: '{\n  "a": 1\n}',
    },
  ],
  [
    'JSON of a declared media type',
    { status: 406, headers: [{ name: 'Content-Type', value: 'application/vnd.api+json' }], body: [] },
    {
      status: 'Not Acceptable',
      _postman_previewlanguage: 'json',
      header: [{ key: 'Content-Type', value: 'application/vnd.api+json' }],
      body: '[]',
    },
  ],
  [
    'HTML',
    { status: 503, headers: [{ name: 'content-type', value: 'text/html; charset=utf-8' }], body: '<h1>' },
    { status: 'Service Unavailable', _postman_previewlanguage: 'html', body: '<h1>' },
  ],
  ['null', { body: null }, { _postman_previewlanguage: 'json', body: 'null' }],
  ['nothing', { status: 204 }, { status: 'No Content', code: 204, header: [], body: '' }],
  ['an unregistered status', { status: 599 }, { status: '', code: 599 }],
])('saves an example of %s with the request that it answers', (_, example, wanted) => {
  expect(emit(example)).toMatchObject({
    name: 'ok',
    originalRequest: emitRequest(request),
    cookie: [],
    ...wanted,
  });
});

test('saves the cookies, the time and the bytes of a response', () => {
  const cookies = [
    { name: 'sid', value: 'a', domain: 'a.example' },
    { name: 'lang', value: 'en', domain: 'a.example', path: '/x', expires: '2030-01-01', secure: true },
  ];
  expect(emit({ cookies, responseTime: 12, bytes: 'iVBORw==' })).toMatchObject({
    cookie: [
      { name: 'sid', path: '/', session: true, secure: false, httpOnly: false, hostOnly: false },
      { name: 'lang', path: '/x', expires: '2030-01-01', secure: true },
    ],
    responseTime: 12,
    body: null,
    stream: { type: 'Base64', data: 'iVBORw==' },
  });
});

test('saves the request of an example that got another one', () => {
  const example = emit({ request: { method: 'POST', query: [{ name: 'a', value: '1' }] } });
  expect(example.originalRequest).toMatchObject({
    method: 'POST',
    url: { raw: 'https://a.example/?a=1', query: [{ key: 'a', value: '1' }] },
  });
});

test('makes the id of an example of its key, or takes the declared one', () => {
  const { id } = emit({ name: 'fine' });
  expect(emit({ name: 'other', key: 'fine' }).id).toBe(id);
  expect(emit({ name: 'other' }).id).not.toBe(id);
  const own = '936da01f-9abd-4d9d-80c7-02af85c822a8';
  expect(emit({ id: own }).id).toBe(own);
});

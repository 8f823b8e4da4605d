import { expect, test } from 'vitest';
import { get, type Example } from 'postsmith';
import { emitRequest } from '../../src/emit/request.ts';
import { emitResponse } from '../../src/emit/response.ts';

const request = emitRequest(get({ name: 'A', url: 'https://a.example/' }));
const emit = (example: Partial<Example>) =>
  emitResponse({ name: 'ok', status: 200, ...example }, request, ['a', 'A']);

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
  expect(emit(example)).toMatchObject({ name: 'ok', originalRequest: request, cookie: [], ...wanted });
});

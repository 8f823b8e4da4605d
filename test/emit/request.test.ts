import { expect, test } from 'vitest';
import { request, type Body, type RequestOptions } from 'postsmith';
import { emitRequest } from '../../src/emit/request.ts';

const emit = (options: Partial<RequestOptions>) =>
  emitRequest(request('POST', { name: 'A', url: 'https://{{host}}/a', ...options }));

test.each<[string, Partial<RequestOptions>, object]>([
  [
    'https://{{host}}:{{port}}/api/:id/',
    { pathVariables: { id: { value: '{{id}}', description: 'which' } } },
    {
      protocol: 'https',
      host: ['{{host}}'],
      port: '{{port}}',
      path: ['api', ':id', ''],
      variable: [{ key: 'id', value: '{{id}}', description: 'which' }],
    },
  ],
  ['{{base_url}}/a', {}, { host: ['{{base_url}}'], path: ['a'] }],
  ['http://api.example.com:8080', {}, { protocol: 'http', host: ['api', 'example', 'com'], port: '8080' }],
  ['https://{{host}}/', {}, { protocol: 'https', host: ['{{host}}'], path: [''] }],
])('takes %s apart', (url, options, parts) => {
  expect(emit({ url, ...options }).url).toEqual({ raw: url, ...parts });
});

test('shows every query parameter, and sends all but those that are switched off', () => {
  const query = [
    { name: 'limit', value: '20', description: 'how many', enabled: false },
    { name: 'all' },
    { name: 'page', value: '{{page}}' },
    { name: 'wsdl', value: null },
    { name: '{{a_whole_pair}}', value: null },
  ];
  expect(emit({ query }).url).toMatchObject({
    raw: 'https://{{host}}/a?all=&page={{page}}&wsdl&{{a_whole_pair}}',
    query: [
      { key: 'limit', value: '20', description: 'how many', disabled: true },
      { key: 'all', value: '' },
      { key: 'page', value: '{{page}}' },
      { key: 'wsdl', value: null },
      { key: '{{a_whole_pair}}', value: null },
    ],
  });
});

test('escapes in the whole URL what would end a parameter, as readers of it take it apart there', () => {
  const { url } = emit({ query: [{ name: 'a=b', value: 'Smith & Sons #2' }] });
  expect(url.raw).toBe('https://{{host}}/a?a%3Db=Smith %26 Sons %232');
  expect(url.query).toEqual([{ key: 'a=b', value: 'Smith & Sons #2' }]);
});

test('sends every header but those that are switched off', () => {
  const headers = [
    { name: 'Accept', value: 'text/plain', description: 'why' },
    { name: 'X-Debug', value: '1', enabled: false },
  ];
  expect(emit({ headers }).header).toEqual([
    { key: 'Accept', value: 'text/plain', description: 'why' },
    { key: 'X-Debug', value: '1', disabled: true },
  ]);
});

const raw = (text: string, language: string) => ({ mode: 'raw', raw: text, options: { raw: { language } } });

test.each<[string, Body, object, string | undefined]>([
  ['JSON', { json: { a: ['é'] } }, raw('{\n  "a": [\n    "é"\n  ]\n}', 'json'), 'application/json'],
  ['a JSON text', { json: 'a' }, raw('"a"', 'json'), 'application/json'],
  [
    'JSON of another media type',
    { json: 1, mediaType: 'application/vnd.api+json' },
    raw('1', 'json'),
    'application/vnd.api+json',
  ],
  ['XML', { text: '<a/>', mediaType: 'application/soap+xml' }, raw('<a/>', 'xml'), 'application/soap+xml'],
  ['text', { text: 'a\nb', mediaType: 'text/plain' }, raw('a\nb', 'text'), 'text/plain'],
  [
    'a form',
    {
      form: [
        { name: 'a', value: 'b c' },
        { name: 'd', value: '', enabled: false, description: 'e' },
      ],
    },
    {
      mode: 'urlencoded',
      urlencoded: [
        { key: 'a', value: 'b c' },
        { key: 'd', value: '', description: 'e', disabled: true },
      ],
    },
    undefined,
  ],
])('emits %s with its media type', (_, body, wanted, mediaType) => {
  const emitted = emit({ body });
  expect(emitted.body).toEqual(wanted);
  expect(emitted.header[0]?.value).toBe(mediaType);
});

test("leaves a declared Content-Type alone, however it's written", () => {
  const headers = [{ name: 'content-type', value: 'application/merge-patch+json' }];
  expect(emit({ headers, body: { json: {} } }).header).toEqual([
    { key: 'content-type', value: 'application/merge-patch+json' },
  ]);
});

test('says the Content-Type although a declared one is switched off', () => {
  const headers = [{ name: 'Content-Type', value: 'text/csv', enabled: false }];
  const body = { text: 'a', mediaType: 'text/plain' };
  expect(emit({ headers, body }).header).toEqual([
    { key: 'Content-Type', value: 'text/csv', disabled: true },
    { key: 'Content-Type', value: 'text/plain' },
  ]);
});

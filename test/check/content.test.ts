import { expect, test } from 'vitest';
import { requestProblems } from './checking.ts';

test.each<[string, object]>([
  ['a file', { body: { file: 'files/a.png', mediaType: 'image/png' } }],
  ['a file in a variable', { body: { file: '{{upload}}' } }],
  [
    'parts of text and files',
    {
      body: {
        formData: [
          { name: 'a', value: '{}', mediaType: 'application/json', description: 'b' },
          { name: 'c', file: ['files/a.png', 'files/b.png'], mediaType: 'image/png', enabled: false },
        ],
      },
    },
  ],
  ['GraphQL', { body: { graphql: { query: '{ a }', variables: { b: [1] }, operationName: 'c' } } }],
  ['a body that is switched off', { method: 'POST', body: { json: {}, enabled: false } }],
  ['the largest integer', { body: { json: { id: 2 ** 53 - 1 } } }],
  [
    'an example with everything',
    {
      examples: [
        {
          name: 'a',
          key: 'b',
          id: '936da01f-9abd-4d9d-80c7-02af85c822a8',
          status: 200,
          headers: [{ name: 'Content-Type', value: 'image/png' }],
          cookies: [{ name: 'a', value: 'b', domain: 'c', path: '/', expires: '2030-01-01', secure: true }],
          responseTime: 12,
          bytes: 'iVBORw==',
          request: {
            method: 'PROPFIND',
            url: 'https://{{host}}/:id',
            fragment: 'top',
            pathVariables: { id: { value: '1' } },
            query: [{ name: 'a', value: null }],
            headers: [{ name: 'A', value: 'b' }],
            body: { text: 'c', mediaType: 'text/plain' },
          },
        },
      ],
    },
  ],
])('accepts %s', (_, fields) => {
  expect(requestProblems(fields)).toEqual([]);
});

test.each<[string, object, string]>([
  [
    'a body of two kinds',
    { method: 'POST', body: { json: {}, text: '' } },
    'body must be one of { json }, { text, mediaType }, { form }, { formData }, { file }, { graphql }, but has json and text',
  ],
  [
    'a body that is mere text',
    { method: 'POST', body: 'hello' },
    'body must be one of { json }, { text, mediaType }, { form }, { formData }, { file }, { graphql }, but is text',
  ],
  [
    'a text body without media type',
    { method: 'POST', body: { text: 'hello' } },
    'body.mediaType is missing; it must be text',
  ],
  [
    'a media type that is none',
    { method: 'POST', body: { json: 1, mediaType: 'json' } },
    'body.mediaType must be a media type such as application/json, but is "json"',
  ],
  [
    'a date in a JSON body',
    { method: 'POST', body: { json: { at: new Date(0) } } },
    "body.json.at is a Date, which JSON can't hold",
  ],
  [
    'undefined in a JSON body',
    { method: 'POST', body: { json: [undefined] } },
    "body.json[0] is undefined, which JSON can't hold",
  ],
  [
    'an example with an impossible status',
    { examples: [{ name: 'a', status: 99 }] },
    'examples[0].status must be an HTTP status code from 100 to 599, but is the number 99',
  ],
  [
    'two examples of one name',
    {
      examples: [
        { name: 'a', status: 200 },
        { name: 'a', status: 200 },
      ],
    },
    'examples[1] is the second example with the name or key "a", of which ids are made; give one of them a key of its own',
  ],
  [
    'an example with two bodies',
    { examples: [{ name: 'a', status: 200, body: {}, bytes: 'AAAA' }] },
    'examples[0].bytes stands beside body; an example has one of them',
  ],
  [
    'an example whose bytes are no base64',
    { examples: [{ name: 'a', status: 200, bytes: 'abc' }] },
    'examples[0].bytes must be base64 (RFC 4648 §4), with its padding and without line breaks',
  ],
  [
    'an example that took text',
    { examples: [{ name: 'a', status: 200, responseTime: 'long' }] },
    'examples[0].responseTime must be a whole number of milliseconds from 0 to 86400000, but is text',
  ],
  [
    'a cookie without a domain',
    { examples: [{ name: 'a', status: 200, cookies: [{ name: 'a', value: '' }] }] },
    'examples[0].cookies[0].domain is missing; it must be text',
  ],
  [
    "an example's request whose URL has a variable that nothing fills",
    { examples: [{ name: 'a', status: 200, request: { url: 'https://a.example/:id' } }] },
    "examples[0].request.url has :id, which pathVariables does not declare; add id: { value: '…' }",
  ],
  [
    "an example's request with a wrong body",
    { examples: [{ name: 'a', status: 200, request: { body: 1 } }] },
    'examples[0].request.body must be one of { json }, { text, mediaType }, { form }, { formData }, { file }, { graphql }, but is the number 1',
  ],
  [
    'a file of one machine',
    { body: { file: '/home/me/a.png' } },
    'body.file must be a path from the project folder: no other machine has this one',
  ],
  [
    'a file with backslashes',
    { body: { formData: [{ name: 'a', file: 'files\\a.png' }] } },
    'body.formData[0].file must have forward slashes, which every system understands',
  ],
  [
    'a file outside of the project',
    { body: { formData: [{ name: 'a', file: ['files/a.png', '../b.png'] }] } },
    'body.formData[0].file[1] leads out of the project folder',
  ],
  [
    'a part with a value and a file',
    { body: { formData: [{ name: 'a', file: 'a.png', value: 'b' }] } },
    'unknown field "value" of body.formData[0]; known are name, file, mediaType, description, enabled',
  ],
  [
    'a part of no media type',
    { body: { formData: [{ name: 'a', value: 'b', mediaType: 'png' }] } },
    'body.formData[0].mediaType must be a media type such as application/json, but is "png"',
  ],
  [
    'GraphQL variables that are text',
    { body: { graphql: { query: '{ a }', variables: '{}' } } },
    'body.graphql.variables must be an object, but is text',
  ],
  ['GraphQL without a query', { body: { graphql: {} } }, 'body.graphql.query is missing; it must be text'],
  [
    "an integer that JavaScript can't hold",
    { body: { json: { id: 2 ** 53 } } },
    "body.json.id is a number beyond 9007199254740991, whose last digits JavaScript can't hold; write it as text, or the whole body as text: { text: '…', mediaType: 'application/json' }",
  ],
  ['an id that is none', { id: 'alarms' }, 'id must be a UUID such as 936da01f-9abd-4d9d-80c7-02af85c822a8'],
  [
    'a script id that is none',
    { scripts: { ids: { preRequest: '1' } } },
    'scripts.ids.preRequest must be a UUID such as 936da01f-9abd-4d9d-80c7-02af85c822a8',
  ],
])('refuses %s', (_, fields, problem) => {
  expect(requestProblems(fields)).toEqual([problem]);
});

/** A collection that uses every field of the format. */

import { defineCollection, folder, get, post, request } from 'postsmith';

const base = '{{base_url}}';

const bodies = folder('Bodies', [
  post({
    name: 'JSON',
    url: `${base}/json`,
    body: { json: { n: '{{number}}', 2: 'two', deep: [null, 1.5] } },
  }),
  post({ name: 'XML', url: `${base}/xml`, body: { text: '<a>{{word}}</a>', mediaType: 'application/xml' } }),
  post({
    name: 'Form',
    url: `${base}/form`,
    body: {
      form: [
        { name: 'a b', value: 'c&d={{word}} +é' },
        { name: 'off', value: 'x', enabled: false, description: 'not sent' },
      ],
    },
  }),
  post({
    name: 'Form data',
    url: `${base}/form-data`,
    body: {
      formData: [
        {
          name: 'meta',
          value: '{"w": "{{word}}"}',
          mediaType: 'application/json',
          description: 'what it is',
        },
        { name: 'photo', file: 'files/photo.bin', mediaType: 'image/png' },
        {
          name: 'several',
          file: ['files/photo.bin', 'files/notes.txt'],
          mediaType: 'application/octet-stream',
        },
        { name: 'off', file: 'files/none.txt', enabled: false },
      ],
    },
  }),
  post({ name: 'File', url: `${base}/file`, body: { file: 'files/photo.bin' } }),
  post({
    name: 'File with its type',
    url: `${base}/file-type`,
    body: { file: 'files/notes.txt', mediaType: 'text/markdown' },
  }),
  post({
    name: 'GraphQL',
    url: `${base}/graphql`,
    body: {
      graphql: {
        query: 'query A($w: String) { a(w: $w) }',
        variables: { w: '{{word}}' },
        operationName: 'A',
      },
    },
  }),
  post({ name: 'GraphQL alone', url: `${base}/graphql-alone`, body: { graphql: { query: '{ a }' } } }),
  post({ name: 'Switched off', url: `${base}/off`, body: { json: { a: 1 }, enabled: false } }),
  post({
    name: 'Literal',
    url: `${base}/literal`,
    body: { text: '{{name}} {{#each items}}{{this}}{{/each}} {{$name}} {{word}}', mediaType: 'text/plain' },
  }),
]);

const methods = folder(
  'Methods',
  [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'COPY',
    'LINK',
    'UNLINK',
    'PURGE',
    'LOCK',
    'UNLOCK',
    'PROPFIND',
    'VIEW',
    'FROB',
  ].map((method) =>
    request(method, {
      name: method,
      url: `${base}/methods/${method.toLowerCase()}`,
      body: { text: 'body of {{word}}', mediaType: 'text/plain' },
    }),
  ),
);

const urls = folder(
  'URLs',
  [
    get({
      name: 'Query',
      url: `${base}/query`,
      query: [
        { name: 'wsdl', value: null },
        { name: 'empty' },
        { name: 'a=b', value: 'Smith & Sons #2' },
        { name: 'plus', value: 'a%2Bb %25' },
        { name: 'off', value: '1', enabled: false, description: 'not sent' },
      ],
    }),
    get({ name: 'Pair', url: `${base}/pair`, query: [{ name: '{{pair}}', value: null }] }),
    get({
      name: 'Path',
      url: `${base}/pictures/:id.jpeg/:name/`,
      pathVariables: { id: { value: '{{number}}', description: 'which' }, name: { value: 'a b' } },
    }),
    get({
      name: 'Fragment',
      url: `${base}/fragment`,
      query: [{ name: 'a', value: '1' }],
      fragment: 'part-{{word}}',
    }),
    get({
      name: 'Port',
      url: 'http://localhost:{{port}}/port',
      certificate: { key: 'files/none.pem', certificate: 'files/none.pem', passphrase: '{{unused_key}}' },
    }),
    get({
      name: 'Unencoded',
      url: `${base}/unencoded`,
      query: [{ name: 'a', value: '[b]' }],
      settings: { encodeUrl: false },
    }),
  ],
  { description: 'A **description**', variables: [{ name: 'of_folder', value: 'x' }] },
);

const headers = folder(
  'Headers',
  [
    get({
      name: 'Own',
      url: `${base}/headers`,
      headers: [
        { name: 'X-Word', value: '{{word}}', description: 'why' },
        { name: 'X-Twice', value: '1' },
        { name: 'X-Twice', value: '2' },
        { name: 'X-Off', value: '1', enabled: false },
      ],
    }),
    get({
      name: 'None of Postman',
      url: `${base}/bare`,
      settings: {
        disabledHeaders: ['user-agent', 'accept', 'accept-encoding', 'cache-control', 'postman-token'],
      },
    }),
  ],
  {
    settings: {
      followRedirects: false,
      maxRedirects: 3,
      keepMethodOnRedirect: true,
      keepAuthorizationOnRedirect: false,
      sendRefererOnRedirect: false,
      useCookies: false,
      verifyCertificate: true,
      strictHttp: true,
      httpVersion: 'http1',
      serverChoosesCipher: true,
      ciphers: ['ECDHE-RSA-AES128-GCM-SHA256'],
      disabledTlsVersions: ['TLSv1', 'TLSv1.1'],
    },
  },
);

const examples = folder('Examples', [
  get({
    name: 'Examples',
    id: '936da01f-9abd-4d9d-80c7-02af85c822a8',
    url: `${base}/examples`,
    examples: [
      {
        name: 'fine',
        key: 'ok',
        status: 200,
        headers: [{ name: 'Content-Type', value: 'application/json' }],
        cookies: [
          { name: 'sid', value: 'a', domain: 'api.example.com' },
          {
            name: 'lang',
            value: 'en',
            domain: 'api.example.com',
            path: '/x',
            expires: 'Thu, 26 Nov 2026 10:00:00 GMT',
            secure: true,
            httpOnly: true,
            hostOnly: true,
          },
        ],
        responseTime: 120,
        body: { fine: true },
      },
      {
        name: 'a picture',
        status: 200,
        headers: [{ name: 'Content-Type', value: 'image/png' }],
        bytes: 'iVBORw0KGgo=',
      },
      {
        name: 'of another request',
        status: 404,
        id: 'c96da01f-9abd-4d9d-80c7-02af85c822a8',
        request: { query: [{ name: 'missing', value: '1' }] },
        body: null,
      },
    ],
  }),
]);

export default defineCollection({
  name: 'Whole',
  key: 'whole-format',
  version: '1.4.0',
  description: 'Everything that the format can say.',
  literals: ['name', '#each items', 'this', '/each', '$name'],
  variables: [
    { name: 'number', value: 5, description: 'a number' },
    { name: 'flag', value: true },
    { name: 'unused', value: 'x', enabled: false },
  ],
  items: [bodies, methods, urls, headers, examples, folder('Empty', [])],
});

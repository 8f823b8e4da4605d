/** Exported collections as people have them: whatever anything has once written into the format. */

const S = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** What is odd about it, by name. */
export const oddities: Readonly<Record<string, object>> = {
  nested: {
    info: { name: 'Nested', schema: S },
    item: [
      { name: 'a', item: [{ name: 'b', item: [{ name: 'c', item: [] }] }] },
      { name: '', item: [] },
      { item: [] },
    ],
  },
  stringrequest: {
    info: { name: 'SR', schema: S },
    item: [
      { name: 'x', request: 'http://h.example/a' },
      { name: 'y', request: { url: 'http://h.example/a' } },
      { name: 'z', request: { method: 'GET', url: null } },
      { name: 'w' },
    ],
  },
  nulls: {
    info: { name: 'Nulls', schema: S, description: null, version: null },
    auth: null,
    event: null,
    variable: null,
    item: [
      {
        name: 'x',
        event: [
          { listen: 'test', script: null },
          { listen: 'test', script: { exec: null } },
          { listen: 'prerequest' },
        ],
        request: {
          auth: null,
          method: 'POST',
          header: null,
          body: null,
          url: { raw: 'http://h.example/a' },
          description: null,
        },
        response: null,
      },
    ],
  },
  headers: {
    info: { name: 'Headers', schema: S },
    item: [
      {
        name: 'x',
        request: {
          method: 'GET',
          header: 'A: b\r\nC: d',
          url: { host: ['h', 'example'], path: ['a', { type: 'string', value: 'b' }] },
        },
        response: [
          {
            name: 'r',
            header: 'X: y',
            code: 200,
            cookie: null,
            body: '{}',
            originalRequest: { url: 'http://h.example' },
          },
          { name: 'r' },
        ],
      },
    ],
  },
  dups: {
    info: { name: 'Dups', schema: S },
    item: [1, 2, 3].map(() => ({
      name: 'same',
      id: '11111111-1111-4111-8111-111111111111',
      request: { method: 'GET', url: 'http://h.example/' },
    })),
  },
  methods: {
    info: { name: 'Methods', schema: S },
    item: ['get', 'PROPFIND', 'VIEW', 'my-method', '', null].map((m, i) => ({
      name: 'm' + i,
      request: { method: m, url: 'http://h.example/' },
    })),
  },
  info: {
    info: {
      _postman_id: 'x',
      name: 'Info',
      schema: S,
      version: { major: 1, minor: 2, patch: 3 },
      description: { content: 'c', type: 'text/markdown', version: '1' },
      _x: 1,
    },
    protocolProfileBehavior: { strictSSL: false, unknown: 1 },
    item: [],
    extra: { a: [1] },
  },
  urls: {
    info: { name: 'Urls', schema: S },
    item: [
      'http://h.example/a?x=1&x=2&y',
      'h.example:8080/p',
      'http://user:pw@h.example/',
      '{{u}}',
      '',
      'http://h.example/{{a b}}?q={{}}',
      'http://h.example/:id/:id?a=:b#f',
      'ftp://x',
      'http://h.example/ä ö',
      'http://h.example/a%2Fb',
    ].map((u, i) => ({ name: 'u' + i, request: { method: 'GET', url: i % 2 ? u : { raw: u } } })),
  },
  bodies: {
    info: { name: 'Bodies', schema: S },
    item: [
      { mode: 'raw', raw: 'a' },
      { mode: 'raw', raw: '{"a":9007199254740991}', options: { raw: { language: 'json' } } },
      { mode: 'urlencoded', urlencoded: 'a=b' },
      { mode: 'formdata', formdata: null },
      { mode: 'file' },
      { mode: 'file', file: { content: 'abc' } },
      { mode: 'graphql', graphql: null },
      { mode: 'graphql', graphql: { query: 'q', variables: '{bad' } },
      { mode: 'raw' },
      {},
      { mode: 'none' },
      {
        mode: 'formdata',
        formdata: [
          { key: 'f', type: 'file', src: ['/a', '/b'] },
          { key: 'g', type: 'file', src: null },
          { key: 'h', value: null },
        ],
      },
      { mode: 'raw', raw: 'x', disabled: true },
      { mode: 'weird', weird: 1 },
    ].map((b, i) => ({ name: 'b' + i, request: { method: 'POST', url: 'http://h.example/', body: b } })),
  },
  auths: {
    info: { name: 'Auths', schema: S },
    item: [
      { type: 'bearer', bearer: [] },
      { type: 'bearer' },
      { type: 'basic', basic: { username: 'u', password: '{{p}}' } },
      { type: 'jwt', jwt: [{ key: 'secret', value: '{{s}}' }] },
      { type: 'asap', asap: [] },
      { type: 'inherit' },
      { type: null },
      {},
      {
        type: 'apikey',
        apikey: [
          { key: 'value', value: '{{k}}' },
          { key: 'in', value: 'query' },
          { key: 'key', value: 'k' },
        ],
      },
      {
        type: 'oauth2',
        oauth2: [{ key: 'accessToken', value: '{{t}}' }],
        bearer: [{ key: 'token', value: '{{old}}' }],
      },
      { type: 'noauth', noauth: [] },
      {
        type: 'awsv4',
        awsv4: [
          { key: 'secretKey', value: '{{s}}' },
          { key: 'accessKey', value: '{{a}}' },
          { key: 'zzz', value: 1 },
        ],
      },
    ].map((a, i) => ({ name: 'a' + i, request: { method: 'GET', url: 'http://h.example/', auth: a } })),
  },
  events: {
    info: { name: 'Events', schema: S },
    event: [
      { listen: 'prerequest', script: { exec: 'a();\nb();', type: 'text/javascript' } },
      { listen: 'prerequest', disabled: true, script: { exec: ['x'] } },
      { listen: 'test', script: { exec: ['y;', ''] } },
      { listen: 'other', script: 'z' },
    ],
    item: [
      {
        name: 'e',
        event: [
          { listen: 'test', script: "pm.test('x',()=>{})" },
          { listen: 'test', script: { src: 'http://h.example/x.js' } },
          { listen: 'test', script: { id: 's', exec: [], packages: { a: 1 } } },
        ],
        request: { method: 'GET', url: 'http://h.example/' },
      },
    ],
  },
  vars: {
    info: { name: 'Vars', schema: S },
    variable: [
      { key: 'a', value: null },
      { key: 'a', value: 1 },
      { id: 'b', value: true },
      { key: 'c', value: { x: 1 }, type: 'any' },
      { key: '', value: '' },
      { key: 'd' },
    ],
    item: [
      {
        name: 'f',
        variable: [{ key: 'x', value: 'y' }],
        item: [
          {
            name: 'r',
            request: {
              method: 'GET',
              url: {
                raw: 'http://h.example/:p',
                host: ['h.example'],
                path: [':p'],
                variable: [
                  { key: 'p', value: null },
                  { id: 'p2', value: 'x' },
                ],
              },
            },
          },
        ],
      },
    ],
  },
  examples: {
    info: { name: 'Ex', schema: S },
    item: [
      {
        name: 'r',
        request: { method: 'GET', url: 'http://h.example/' },
        response: [
          {},
          { name: null, code: '200' },
          {
            id: 'i',
            name: 'n',
            code: 200,
            status: 'OK',
            _postman_previewlanguage: 'html',
            header: [{ key: 'a', value: 'b', name: 'a', description: '' }],
            cookie: [{ name: 'c', value: 'd', domain: 'x', expires: 'Session', httpOnly: true }],
            body: '<a>',
            responseTime: '12',
            timings: null,
            rawDataType: 'text',
          },
        ],
      },
    ],
  },
};

/** Reports of runs that never were, for the tests of reporters: without secrets, as reporters get them. */

import type {
  ExchangeReport,
  Failure,
  NamedValue,
  RequestReport,
  RunReport,
} from '../../src/report/run-report.ts';

/** What a server, a script or a file may write to break a format, or what reads it. */
export const HOSTILE = [
  '\u0000\u0001\u0008\u000B\u001F\u007F\u0085\uFFFE\uFFFF',
  '\uD800 \uDC00',
  '\u001B[31mred\u001B[0m',
  'a\r\nb\rc\td',
  ']]> <![CDATA[ --> <!-- &amp; &#0; \'"',
  '::error file=x::y%0A%25\n::stop-commands::z\n##[group]g',
  '| a | b |\n|---|---|\n`code` ```\n</code></td> <img src=x onerror=alert(1)> **b** [l](http://x.example) @someone #1',
  '\u202Eright to left',
].join('\n');

export const headersOf = (values: Readonly<Record<string, string>>): readonly NamedValue[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

export const exchangeOf = (more: Partial<ExchangeReport> = {}): ExchangeReport => ({
  start: 100,
  duration: 40,
  method: 'GET',
  url: 'https://api.example.com/v1/orders?limit=2&q=a%20b',
  requestHeaders: headersOf({ Accept: 'application/json', Authorization: 'Bearer [hidden]' }),
  status: 200,
  statusText: 'OK',
  responseHeaders: headersOf({ 'Content-Type': 'application/json' }),
  responseBody: { size: 11, type: 'application/json', text: '{"items":[]}'.slice(0, 11) },
  ...more,
});

export const tokenRequest: ExchangeReport = exchangeOf({
  start: 20,
  duration: 60,
  method: 'POST',
  url: 'https://login.example.com/token',
  requestBody: {
    size: 52,
    type: 'application/x-www-form-urlencoded',
    text: 'grant_type=client_credentials&client_secret=[hidden]',
  },
});

export const requestOf = (more: Partial<RequestReport> = {}): RequestReport => ({
  id: 'id-of-list',
  path: ['Orders', 'List'],
  position: 0,
  iteration: 0,
  start: 10,
  duration: 150,
  method: 'GET',
  url: 'https://api.example.com/v1/orders',
  parameters: [{ in: 'query', name: 'limit' }],
  status: 200,
  responseTime: 40,
  skipped: false,
  assertions: [{ name: 'is 200', outcome: 'passed' }],
  exchange: exchangeOf(),
  sentByScripts: [],
  console: [],
  ...more,
});

export const reportOf = (more: Partial<RunReport> = {}): RunReport => ({
  collection: 'Shop',
  engine: 'newman',
  engineVersion: '6.2.2',
  startedAt: '2026-01-31T12:00:00.500Z',
  duration: 2500,
  requests: [requestOf()],
  failures: [],
  ...more,
});

const wrongStatus = 'expected response to have status code 201 but got 500';

export const failedAssertion: Failure = {
  path: ['Orders', 'Create'],
  source: 'is 201',
  message: `${wrongStatus}\nin scripts/post-response/created.ts:5:7\n  5 | pm.response.to.have.status(201);`,
  place: { file: 'scripts/post-response/created.ts', line: 5, column: 7, code: '  5 | pm' },
  request: 1,
};

const create = requestOf({
  id: 'id-of-create',
  path: ['Orders', 'Create'],
  position: 1,
  start: 170,
  method: 'POST',
  status: 500,
  assertions: [
    { name: 'is 201', outcome: 'failed', message: wrongStatus },
    { name: 'is 201', outcome: 'passed' },
    { name: 'has a number', outcome: 'skipped' },
  ],
  exchange: exchangeOf({
    method: 'POST',
    status: 500,
    statusText: 'Server Error',
    requestBody: { size: 7, type: 'application/json', text: '{"a":1}' },
  }),
  console: [{ level: 'warn', text: 'no stock' }],
});

const { exchange: _exchange, status: _status, responseTime: _time, ...silent } = requestOf();
const { url: _url, ...unsent } = silent;

const unreachable: RequestReport = {
  ...silent,
  id: 'id-of-delete',
  path: ['Orders', 'Delete'],
  position: 2,
  start: 400,
  method: 'DELETE',
  error: 'connect ECONNREFUSED 127.0.0.1:1',
  assertions: [],
  exchange: {
    start: 400,
    duration: 5,
    method: 'DELETE',
    url: 'https://api.example.com/v1/orders/1',
    requestHeaders: [],
    responseHeaders: [],
    error: 'connect ECONNREFUSED 127.0.0.1:1',
  },
};

/** One of everything: passed, tried again, failed, without a response, skipped, and a failure of no request. */
export const sampleReport: RunReport = reportOf({
  requests: [
    requestOf({ retry: 1, sentByScripts: [tokenRequest], console: [{ level: 'log', text: 'hello' }] }),
    create,
    unreachable,
    {
      ...unsent,
      id: 'id-of-skip',
      path: ['Skipped'],
      position: 3,
      start: 500,
      skipped: true,
      assertions: [],
    },
  ],
  failures: [
    failedAssertion,
    {
      path: ['Orders', 'Delete'],
      source: 'request',
      message: 'connect ECONNREFUSED 127.0.0.1:1',
      request: 2,
    },
    { path: [], source: 'script', message: 'ReferenceError: x is not defined' },
  ],
});

/** Wherever a text can stand, there stands a hostile one. */
export const hostileReport: RunReport = reportOf({
  collection: HOSTILE,
  engineVersion: HOSTILE,
  requests: [
    requestOf({
      path: [HOSTILE, HOSTILE],
      method: HOSTILE,
      url: HOSTILE,
      error: HOSTILE,
      assertions: [{ name: HOSTILE, outcome: 'failed', message: HOSTILE }],
      console: [{ level: HOSTILE, text: HOSTILE }],
      exchange: exchangeOf({
        method: HOSTILE,
        url: HOSTILE,
        statusText: HOSTILE,
        error: HOSTILE,
        requestHeaders: [{ name: HOSTILE, value: HOSTILE }],
        responseHeaders: [
          { name: HOSTILE, value: HOSTILE },
          { name: 'Set-Cookie', value: HOSTILE },
          { name: 'Location', value: HOSTILE },
        ],
        requestBody: { size: 1, type: `application/x-www-form-urlencoded ${HOSTILE}`, text: HOSTILE },
        responseBody: { size: 1, type: HOSTILE, text: HOSTILE },
      }),
    }),
  ],
  failures: [
    { path: [HOSTILE], source: HOSTILE, message: HOSTILE, request: 0 },
    {
      path: [HOSTILE],
      source: HOSTILE,
      message: `${HOSTILE}2`,
      place: { file: HOSTILE, line: 1, column: 1, code: HOSTILE },
    },
  ],
});

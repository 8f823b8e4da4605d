/** HAR 1.2: what the specification demands, and what tools that read it stumble over. */

import { describe, expect, test } from 'vitest';
import { harReport } from '../../src/report/har.ts';
import { KEPT_BYTES, type ExchangeReport, type RunReport } from '../../src/report/run-report.ts';
import {
  exchangeOf,
  headersOf,
  hostileReport,
  reportOf,
  requestOf,
  sampleReport,
  tokenRequest,
} from './sample-report.ts';

const logOf = (report: RunReport) => JSON.parse(harReport(report)).log;

const entryOf = (exchange: Partial<ExchangeReport>) =>
  logOf(reportOf({ requests: [requestOf({ exchange: exchangeOf(exchange) })] })).entries[0];

const isTexts = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isPairs = (value: unknown): boolean =>
  Array.isArray(value) && value.every(({ name, value: text }) => typeof name === 'string' && isTexts(text));

/** Every member that HAR 1.2 demands, and of which type it is (har-schema's rules). */
const expectValid = (report: RunReport): void => {
  const log = logOf(report);
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'Postsmith', version: expect.any(String) } });
  for (const entry of log.entries) {
    const text: unknown = expect.any(String);
    const number: unknown = expect.any(Number);
    expect(entry).toMatchObject({
      startedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      time: number,
      cache: {},
      timings: { send: 0, wait: number, receive: 0 },
      request: { method: text, url: text, httpVersion: text, headersSize: -1, bodySize: number },
      response: {
        status: number,
        statusText: text,
        httpVersion: text,
        redirectURL: text,
        headersSize: -1,
        bodySize: -1,
        content: { size: number, mimeType: text },
      },
    });
    const { request, response, timings } = entry;
    const known = Object.values<number>(timings).filter((time) => time >= 0);
    expect(known.reduce((sum, time) => sum + time, 0)).toBe(entry.time);
    expect(URL.canParse(request.url)).toBe(true);
    for (const { headers, cookies } of [request, response]) {
      expect([isPairs(headers), isPairs(cookies)]).toEqual([true, true]);
    }
    expect(isPairs(request.queryString)).toBe(true);
    if (request.postData !== undefined) {
      expect(request.postData).toMatchObject({ mimeType: text });
      expect(isPairs(request.postData.params ?? [])).toBe(true);
    }
  }
};

test.each([
  ['everything', sampleReport],
  ['nothing', reportOf({ requests: [] })],
  ['hostile texts', hostileReport],
])('is what HAR 1.2 demands: %s', (_title, report) => {
  expectValid(report);
});

test('has an entry for each request and for each that a script sent, in the order in which they began', () => {
  const { entries, browser, comment } = logOf(sampleReport);
  expect([browser, comment]).toEqual([{ name: 'newman', version: '6.2.2' }, 'Shop']);
  expect(
    entries.map((entry: { readonly comment: string; readonly request: { readonly method: string } }) => [
      entry.comment,
      entry.request.method,
    ]),
  ).toEqual([
    ['Orders / List (sent by a script)', 'POST'],
    ['Orders / List', 'GET'],
    ['Orders / Create', 'POST'],
    ['Orders / Delete', 'DELETE'],
  ]);
  expect(entries[0]).toMatchObject({
    startedDateTime: '2026-01-31T12:00:00.520Z',
    time: tokenRequest.duration,
    _path: ['Orders', 'List'],
    _iteration: 0,
    _retry: 1,
    _sentByScript: true,
    _tokenRequest: true,
  });
});

test('has them in that order as well where workers ran at once', () => {
  const requests = [300, 100, 200].map((start) =>
    requestOf({ exchange: exchangeOf({ start }), sentByScripts: [exchangeOf({ start: start + 250 })] }),
  );
  const times: readonly string[] = logOf(reportOf({ requests })).entries.map(
    ({ startedDateTime }: { readonly startedDateTime: string }) => startedDateTime,
  );
  expect(times).toEqual(times.toSorted());
  expect(new Set(times).size).toBe(6);
});

test('fields of our own begin with an underscore', () => {
  const members = new Set<string>(logOf(sampleReport).entries.flatMap(Object.keys));
  expect([...members].filter((name) => !name.startsWith('_')).toSorted()).toEqual(
    'cache comment request response startedDateTime time timings'.split(' '),
  );
});

test('a request without a response has status 0, and says why', () => {
  expect(logOf(sampleReport).entries[3].response).toMatchObject({
    status: 0,
    statusText: '',
    content: { size: 0, mimeType: '' },
    _error: 'connect ECONNREFUSED 127.0.0.1:1',
  });
});

const postDataOf = (type: string, text: string) =>
  entryOf({ requestBody: { size: text.length, type, text } }).request.postData;

describe('a request', () => {
  test('has its query in pairs, decoded', () => {
    const { request } = entryOf({ url: 'https://a.example/?q=a%20b&empty=&token=[hidden]#x?y=1' });
    expect(request.queryString).toEqual([
      { name: 'q', value: 'a b' },
      { name: 'empty', value: '' },
      { name: 'token', value: '[hidden]' },
    ]);
  });

  test('whose address is none keeps it, in one that tools can read', () => {
    const { request } = entryOf({ url: 'http://a b/[x]?\uD800' });
    expect(request.url).toBe('http://address.invalid/#http://a%20b/%5Bx%5D?%EF%BF%BD');
  });

  test('has names of cookies, and no value', () => {
    const { request, response } = entryOf({
      requestHeaders: headersOf({ Cookie: 'sid=abc; theme=dark; ' }),
      responseHeaders: headersOf({ 'set-cookie': 'sid=abc; Path=/; HttpOnly' }),
    });
    expect(request.cookies).toEqual([
      { name: 'sid', value: '' },
      { name: 'theme', value: '' },
    ]);
    expect(response.cookies).toEqual([{ name: 'sid', value: '' }]);
  });

  test('has a form in pairs, and as text that says the same', () => {
    const { params, text } = postDataOf('application/x-www-form-urlencoded', 'a=b%20c&secret=[hidden]');
    expect(params).toEqual([
      { name: 'a', value: 'b c' },
      { name: 'secret', value: '[hidden]' },
    ]);
    expect([...new URLSearchParams(text)]).toEqual([
      ['a', 'b c'],
      ['secret', '[hidden]'],
    ]);
  });

  test('has the parts of a multipart body, of files the names', () => {
    const { params } = postDataOf('multipart/form-data', 'note: a: b\nphoto: the file /x/y.png');
    expect(params).toEqual([
      { name: 'note', value: 'a: b' },
      { name: 'photo', value: '', fileName: '/x/y.png' },
    ]);
  });

  test('has any other body as text, and its size', () => {
    const { request } = entryOf({ requestBody: { size: 7, type: 'application/json', text: '{"a":1}' } });
    expect(request).toMatchObject({
      bodySize: 7,
      postData: { mimeType: 'application/json', text: '{"a":1}' },
    });
  });
});

test('a body that is cut is no text of the archive, as half a JSON is none', () => {
  const cut = { size: KEPT_BYTES + 1, type: 'application/json', text: '{"items":[' };
  const { request, response } = entryOf({ requestBody: cut, responseBody: cut });
  const comment = 'The beginning of 16385 bytes is in _text.';
  expect(response.content).toEqual({ size: 16_385, mimeType: cut.type, comment, _text: cut.text });
  expect(request.postData).toEqual({ mimeType: cut.type, text: '', comment, _text: cut.text });
  const { response: whole } = entryOf({ responseBody: { ...cut, size: KEPT_BYTES } });
  expect(whole.content.text).toBe(cut.text);
});

test('a body that is no text has a size and a type', () => {
  const { response } = entryOf({ responseBody: { size: 3, type: 'image/png' } });
  expect(response.content).toEqual({ size: 3, mimeType: 'image/png' });
});

test('a redirect says where to', () => {
  const { response } = entryOf({
    status: 302,
    responseHeaders: headersOf({ Location: 'https://b.example/' }),
  });
  expect(response.redirectURL).toBe('https://b.example/');
});

test('holds no half of a character, for which some parsers reject the whole file', () => {
  expect(harReport(hostileReport)).not.toMatch(/\\ud[89a-f]/i);
});

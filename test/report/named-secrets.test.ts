/** What a name gives away, in every notation; and what stays although a name of a secret is near. */

import { describe, expect, test } from 'vitest';
import { hideNamed, isSecretName, namedSecrets } from '../../src/report/named-secrets.ts';
import { redactReport } from '../../src/report/redact-report.ts';
import { Redactor } from '../../src/report/redact.ts';
import type { RunReport } from '../../src/report/run-report.ts';

const PLANTED = 'pl4nted-S3cret';

describe('hidden is, and learnt', () => {
  test.each([
    ['a parameter of a header', `Bearer realm="x", token="${PLANTED}"`],
    ['a parameter without quotes', `a=1; access_token=${PLANTED}; b=2`],
    ['an address in a header', `</next?api_key=${PLANTED}>; rel="next"`],
    ['a password in an address', `see https://me:${PLANTED}@api.example/x`],
    ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ client_secret: PLANTED, name: 'x' }) })],
    [
      'JSON in JSON in JSON',
      JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ client_secret: PLANTED }) }) }),
    ],
    ['a list in JSON', `{"refresh_tokens": ["${PLANTED}"], "x": 1}`],
    ['a list in JSON that is cut off', `{"refresh_tokens": ["${PLANTED}`],
    ['an argument in GraphQL', `mutation { login(user: "me", password: "${PLANTED}") { id } }`],
    ['GraphQL in JSON', JSON.stringify({ query: `{ login(password: "${PLANTED}") { id } }` })],
    ['what a test says of an object', `expected { access_token: '${PLANTED}' } to deeply equal { a: 1 }`],
    ['an attribute of XML', `<user name="me" password="${PLANTED}"/>`],
    ['an element of XML with CDATA', `<password><![CDATA[${PLANTED}]]></password>`],
    ['an input of a page', `<input type="hidden" name="csrf_token" id="x" value="${PLANTED}">`],
    ['a program', `const apiKey = '${PLANTED}';`],
    [
      'a part of a multipart body',
      `--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n${PLANTED}\r\n--b--`,
    ],
  ])('%s', (_what, text) => {
    expect(hideNamed(text)).not.toContain(PLANTED);
    expect(hideNamed(text)).toContain('[hidden]');
    expect(namedSecrets(text).some((secret) => secret.includes(PLANTED))).toBe(true);
    expect(hideNamed(hideNamed(text))).toBe(hideNamed(text));
  });
});

describe('as it is stays', () => {
  test.each([
    'expected 401 to equal 200',
    'token: expected undefined to be a string',
    'The access token is missing, so the session ends. Password: not needed.',
    '{"code":"NOT_FOUND","token_type":"Bearer","expires_in":3600,"tokens":[],"items":[1,2],"password":null}',
    'Bearer realm="api", error="invalid_token", error_description="The token has expired"',
    '<tokens>\n  <count>2</count>\n</tokens>',
    'https://api.example/tokens/12?page=2&sort=name',
    'max-age=31536000; includeSubDomains',
    '// me@example.com',
    'TypeError: pm.response.json(...).token is undefined',
  ])('%s', (text) => expect(hideNamed(text, false)).toBe(text));
});

test('a list stays JSON, and a cookie keeps what stands behind its value', () => {
  expect(JSON.parse(hideNamed('{"tokens":["a","b"],"pin":1234,"n":1}'))).toEqual({
    tokens: ['[hidden]'],
    pin: '[hidden]',
    n: 1,
  });
});

test.each(['user_pin', 'db_pwd', 'auth_code', 'sid', 'X-Amz-Signature'])('%s names a secret', (name) =>
  expect(isSecretName(name)).toBe(true),
);
test.each(['shipping', 'design', 'besides', 'inside', 'opinion', 'pinned'])('%s names none', (name) =>
  expect(isSecretName(name)).toBe(false),
);

const reportOf = (requests: number, body: (at: number) => string): RunReport => ({
  collection: 'Orders',
  engine: 'newman',
  engineVersion: '6',
  startedAt: '2026-01-01T00:00:00.000Z',
  duration: 1,
  failures: [],
  requests: Array.from({ length: requests }, (_, at) => ({
    path: [`Request ${at}`],
    position: at,
    iteration: 0,
    start: at,
    duration: 1,
    method: 'GET',
    skipped: false,
    assertions: [{ name: 'passed', outcome: 'passed' }],
    sentByScripts: [],
    console: [],
    exchange: {
      start: at,
      duration: 1,
      method: 'GET',
      url: `https://api.example/orders/${at}?page=2`,
      requestHeaders: [{ name: 'Authorization', value: 'Bearer abcdefghijkl' }],
      responseHeaders: [],
      responseBody: { size: 4096, text: body(at) },
    },
  })),
});

test('a secret that is a word of the report itself changes no outcome and no time', () => {
  const redactor = new Redactor();
  for (const secret of ['passed', '2026', 'newman']) redactor.add(secret);
  const { startedAt, engine, requests } = redactReport(
    reportOf(1, () => 'passed'),
    redactor,
  );
  expect({ startedAt, engine, assertions: requests[0]?.assertions }).toEqual({
    startedAt: '2026-01-01T00:00:00.000Z',
    engine: 'newman',
    assertions: [{ name: '[hidden]', outcome: 'passed' }],
  });
});

const jwt = (end: string): string => `eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2EifQ.${end}`;

test('of two tokens that begin alike, the one that nobody has named is hidden to its end', () => {
  const redactor = new Redactor();
  redactor.add(jwt('signature-one'));
  expect(redactor.redact(`other ${jwt('another-signature')}.`)).toBe('other [hidden].');
});

test('what nobody sees between the letters of a secret does not save it from being hidden', () => {
  const redactor = new Redactor();
  redactor.add('planted-secret');
  for (const between of ['\u001B[31m', '\u0007', '\u200B', '\\u0000', '%00', '&#8203;', '\u00AD']) {
    expect(redactor.redact(`a ${[...'planted-secret'].join(between)} b`)).toBe('a [hidden] b');
  }
});

test('a cookie that is a word hides no such word', () => {
  const report = reportOf(1, () => 'Deutschland');
  const [request] = report.requests;
  if (request?.exchange === undefined) throw new Error('no exchange');
  const responseHeaders = [{ name: 'Set-Cookie', value: 'country=Deutschland; Path=/' }];
  const given = { ...report, requests: [{ ...request, exchange: { ...request.exchange, responseHeaders } }] };
  const [shown] = redactReport(given, new Redactor()).requests;
  expect(shown?.exchange?.responseBody?.text).toBe('Deutschland');
  expect(shown?.exchange?.responseHeaders).toEqual([
    { name: 'Set-Cookie', value: 'country=[hidden]; Path=/' },
  ]);
});

const body = (at: number): string => {
  const item = '{"id":"7f3a9c","name":"Some \\"tea\\" / cup","session_token":"';
  return `[${Array.from({ length: 48 }, (_, n) => `${item}${at}-${n}-abcdef"}`).join()}]`;
};

test('thousands of requests with many secrets are redacted in the time that their size needs', () => {
  const redactor = new Redactor();
  const seconds = (requests: number): number => {
    const report = reportOf(requests, body);
    const { user } = process.cpuUsage();
    redactReport(report, redactor);
    return (process.cpuUsage().user - user) / 1_000_000;
  };
  seconds(100);
  const [few, many] = [seconds(200), seconds(800)];
  // Four times as much takes four times as long, give or take; no square of it.
  expect(many).toBeLessThan(Math.max(few, 0.05) * 12);
});

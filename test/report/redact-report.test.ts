/** A report without secrets: what a run knows as one, and what a name gives away. */

import { describe, expect, test } from 'vitest';
import { Redactor } from '../../src/report/redact.ts';
import { isSecretName } from '../../src/report/named-secrets.ts';
import { redactReport } from '../../src/report/redact-report.ts';
import type { ExchangeReport, RequestReport, RunReport } from '../../src/report/run-report.ts';

const exchange = (more: Partial<ExchangeReport>): ExchangeReport => ({
  start: 0,
  duration: 1,
  method: 'POST',
  url: 'https://api.example/x',
  requestHeaders: [],
  responseHeaders: [],
  ...more,
});

const reportOf = (request: Partial<RequestReport>, more: Partial<RunReport> = {}): RunReport => ({
  collection: 'Orders',
  engine: 'newman',
  engineVersion: '6',
  startedAt: '2026-01-01T00:00:00.000Z',
  duration: 1,
  requests: [
    {
      path: ['A'],
      position: 0,
      iteration: 0,
      start: 0,
      duration: 1,
      method: 'POST',
      skipped: false,
      assertions: [],
      sentByScripts: [],
      console: [],
      ...request,
    },
  ],
  failures: [],
  ...more,
});

const redacted = (
  request: Partial<RequestReport>,
  secrets: readonly string[] = [],
  more: Partial<RunReport> = {},
) => {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  return redactReport(reportOf(request, more), redactor);
};

const textOf = (...given: Parameters<typeof redacted>): string => JSON.stringify(redacted(...given));

test.each([
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'assertion',
  'password',
  'Password',
  'api_key',
  'apikey',
  'X-Api-Key',
  'code',
  'code_verifier',
  'Authorization',
  'Cookie',
  'Set-Cookie',
  'session_id',
  'private_key',
  'signature',
  'DPoP',
  'X-Auth-Token',
  'Ocp-Apim-Subscription-Key',
  'SAMLResponse',
  'csrf-token',
])('%s names a secret', (name) => expect(isSecretName(name)).toBe(true));

test.each([
  'token_type',
  'token_endpoint',
  'expires_in',
  'grant_type',
  'scope',
  'name',
  'status',
  'error_code',
  'zip_code',
  'Accept',
  'token_endpoint_auth_methods_supported',
  'refresh_token_expires_in',
  'client_id',
])('%s names none', (name) => expect(isSecretName(name)).toBe(false));

describe('hidden is', () => {
  const PLANTED = 'pl4nted-S3cret';

  test.each<[string, Partial<ExchangeReport>]>([
    ['a query parameter', { url: `https://api.example/x?a=1&access_token=${PLANTED}` }],
    ['a fragment', { url: `https://api.example/x#access_token=${PLANTED}` }],
    ['a password in an address', { url: `https://me:${PLANTED}@api.example/x` }],
    ['an Authorization header', { requestHeaders: [{ name: 'authorization', value: `Bearer ${PLANTED}` }] }],
    ['an API key in a header', { requestHeaders: [{ name: 'X-API-Key', value: PLANTED }] }],
    ['a cookie that is sent', { requestHeaders: [{ name: 'Cookie', value: `a=1; sid=${PLANTED}` }] }],
    [
      'a cookie that is set',
      { responseHeaders: [{ name: 'Set-Cookie', value: `sid=${PLANTED}; Path=/; HttpOnly` }] },
    ],
    [
      'a code in a Location',
      { responseHeaders: [{ name: 'Location', value: `https://app.example/?code=${PLANTED}&state=1` }] },
    ],
    ['a member of a form', { requestBody: { size: 9, text: `grant_type=password&password=${PLANTED}` } }],
    ['a nested member of a form', { requestBody: { size: 9, text: `user%5Bpassword%5D=${PLANTED}` } }],
    ['a part of a multipart form', { requestBody: { size: 9, text: `name: me\npassword: ${PLANTED}` } }],
    [
      'a member of JSON',
      { responseBody: { size: 9, text: `{"access_token":"${PLANTED}","token_type":"Bearer"}` } },
    ],
    [
      'a member of JSON with blanks',
      { responseBody: { size: 9, text: `{ "client_secret" : "${PLANTED}" }` } },
    ],
    ['a member of JSON that is cut off', { responseBody: { size: 9, text: `{"refresh_token":"${PLANTED}` } }],
    [
      'a member of JSON with quotes in it',
      { responseBody: { size: 9, text: `{"password":"a\\"${PLANTED}"}` } },
    ],
    [
      'an element of XML',
      { responseBody: { size: 9, text: `<r><password type="x">${PLANTED}</password></r>` } },
    ],
    [
      'a private key',
      {
        responseBody: {
          size: 9,
          text: `-----BEGIN PRIVATE KEY-----\n${'MIGHAgEA'.repeat(8)}${PLANTED}\n-----END PRIVATE KEY-----`,
        },
      },
    ],
  ])('%s', (_what, given) => {
    expect(textOf({ exchange: exchange(given) })).not.toContain(PLANTED);
    expect(textOf({ sentByScripts: [exchange(given)] })).not.toContain(PLANTED);
  });

  test('what is known, wherever it stands', () => {
    const text = textOf(
      {
        path: [PLANTED],
        url: `https://a.example/${PLANTED}`,
        error: `no ${PLANTED}`,
        assertions: [{ name: `is ${PLANTED}`, outcome: 'failed', message: `not ${PLANTED}` }],
        console: [{ level: 'log', text: `said ${PLANTED}` }],
        exchange: exchange({ responseBody: { size: 1, text: Buffer.from(PLANTED).toString('base64') } }),
      },
      [PLANTED],
      {
        failures: [
          {
            path: [PLANTED],
            source: PLANTED,
            message: PLANTED,
            place: { file: 'a.ts', line: 1, column: 1, code: PLANTED },
          },
        ],
      },
    );
    expect(text).not.toContain(PLANTED);
    expect(text).not.toContain(Buffer.from(PLANTED).toString('base64'));
  });

  test('a token that a script was given, where something repeats it', () => {
    const text = textOf({
      sentByScripts: [exchange({ responseBody: { size: 1, text: `{"access_token":"${PLANTED}"}` } })],
      console: [{ level: 'log', text: `the first: ${PLANTED}` }],
      exchange: exchange({ url: `https://api.example/echo/${PLANTED}` }),
    });
    expect(text).not.toContain(PLANTED);
  });

  test('the password of a Basic header, where something repeats it', () => {
    const header = {
      name: 'Authorization',
      value: `Basic ${Buffer.from(`me:${PLANTED}`).toString('base64')}`,
    };
    const text = textOf({
      sentByScripts: [
        exchange({ requestHeaders: [header], responseBody: { size: 1, text: `bad password ${PLANTED}` } }),
      ],
    });
    expect(text).not.toContain(PLANTED);
  });

  test('what a script says under the name of a secret', () => {
    expect(textOf({ console: [{ level: 'log', text: `{"password":"${PLANTED}"}` }] })).not.toContain(PLANTED);
  });
});

test('the rest stays as it is', () => {
  const given = exchange({
    url: 'https://api.example/x?page=2&zip_code=1234',
    requestHeaders: [{ name: 'Accept', value: 'application/json' }],
    requestBody: {
      size: 10,
      type: 'application/json',
      text: '{"name":"tea","grant_type":"client_credentials"}',
    },
    status: 200,
    responseBody: {
      size: 10,
      text: '{"code":"NOT_FOUND","token_type":"Bearer","expires_in":3600,"items":[1,2]}',
    },
  });
  expect(redacted({ exchange: given }).requests[0]?.exchange).toEqual(given);
});

test('the scheme of a credential and the name of a cookie stay', () => {
  const { requests } = redacted({
    exchange: exchange({
      requestHeaders: [
        { name: 'Authorization', value: 'Bearer abcdefghijkl' },
        { name: 'Cookie', value: 'a=1; b=2' },
      ],
      responseHeaders: [
        { name: 'set-cookie', value: 'sid=1; Path=/; Expires=Thu, 01 Jan 2026 00:00:00 GMT' },
      ],
    }),
  });
  expect(requests[0]?.exchange).toMatchObject({
    requestHeaders: [{ value: 'Bearer [hidden]' }, { value: 'a=[hidden]; b=[hidden]' }],
    responseHeaders: [{ value: 'sid=[hidden]; Path=/; Expires=Thu, 01 Jan 2026 00:00:00 GMT' }],
  });
});

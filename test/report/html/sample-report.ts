/** Reports of runs that never were: a realistic one, and one of any size. */

import { createHash } from 'node:crypto';
import type {
  AssertionReport,
  BodyReport,
  ExchangeReport,
  Failure,
  NamedValue,
  RequestReport,
  RunReport,
} from '../../../src/report/run-report.ts';

/** The same text for the same number, without a pattern that compression could use. */
export const noise = (seed: number, length: number): string => {
  let text = '';
  for (let at = 0; text.length < length; at += 1) {
    text += createHash('sha256').update(`${seed}/${at}`).digest('base64url');
  }
  return text.slice(0, length);
};

const uuid = (seed: number): string =>
  createHash('md5')
    .update(String(seed))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const headers = (values: Readonly<Record<string, string>>): readonly NamedValue[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

const bodyOf = (text: string, type = 'application/json; charset=utf-8'): BodyReport => ({
  size: Buffer.byteLength(text),
  type,
  text,
});

const REGIONS = ['Northern warehouse', 'Harbour', 'Depot 4', 'Central store'];
const WORDS = 'late fragile gift prepaid bulky cold return express signed insured'.split(' ');

const order = (seed: number) => ({
  id: uuid(seed),
  number: 100_000 + seed,
  customer: { id: uuid(seed * 7), name: `Customer ${seed % 97}`, email: `customer${seed % 97}@shop.example` },
  status: ['open', 'paid', 'sent'][seed % 3],
  total: Number(((seed * 37.31) % 900).toFixed(2)),
  currency: 'EUR',
  warehouse: REGIONS[seed % 4],
  note: [seed, seed * 3, seed * 5].map((each) => WORDS[each % WORDS.length]).join(' '),
  createdAt: new Date(1_790_000_000_000 + seed * 977_777).toISOString(),
});

/** About 3 KB of JSON. */
const listBody = (seed: number): string =>
  JSON.stringify({
    items: Array.from({ length: 8 }, (_, at) => order(seed * 8 + at)),
    next: `https://api.shop.example/v2/orders?cursor=${uuid(seed + 5)}`,
  });

const requestHeaders = (seed: number) =>
  headers({
    Authorization: 'Bearer [hidden]',
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'User-Agent': 'PostmanRuntime/7.39.1',
    'Cache-Control': 'no-cache',
    'Postman-Token': uuid(seed * 11),
    Host: 'api.shop.example',
    'Accept-Encoding': 'gzip, deflate, br',
    Connection: 'keep-alive',
    'X-Tenant': 'north',
  });

const responseHeaders = (seed: number, length: number) =>
  headers({
    Date: new Date(1_790_000_000_000 + seed * 130).toUTCString(),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(length),
    Connection: 'keep-alive',
    'X-Request-Id': uuid(seed * 13),
    ETag: `W/"${uuid(seed * 17).slice(0, 12)}"`,
    'Cache-Control': 'no-store',
    Vary: 'Accept, Origin',
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-RateLimit-Remaining': String(5000 - (seed % 5000)),
  });

interface Sent {
  readonly seed: number;
  readonly start: number;
  readonly duration: number;
  readonly method: string;
  readonly url: string;
  readonly status?: number;
  readonly statusText?: string;
  readonly sent?: string;
  readonly received?: string;
  readonly error?: string;
}

export const exchange = ({
  seed,
  sent,
  received,
  status,
  statusText,
  error,
  ...rest
}: Sent): ExchangeReport => ({
  ...rest,
  requestHeaders: requestHeaders(seed),
  ...(sent !== undefined && { requestBody: bodyOf(sent) }),
  ...(status !== undefined && {
    status,
    statusText: statusText ?? (status === 503 ? 'Service Unavailable' : 'OK'),
  }),
  responseHeaders: status === undefined ? [] : responseHeaders(seed, received?.length ?? 0),
  ...(received !== undefined && { responseBody: bodyOf(received) }),
  ...(error !== undefined && { error }),
});

export const tokenRequest = (start: number, status = 200): ExchangeReport => ({
  ...exchange({
    seed: start,
    start,
    duration: 64,
    method: 'POST',
    url: 'https://login.shop.example/oauth2/token',
    status,
    received:
      '{"access_token":"[hidden]","token_type":"Bearer","expires_in":300,"scope":"orders:read orders:write"}',
  }),
  requestBody: bodyOf(
    'grant_type=client_credentials&scope=orders%3Aread%20orders%3Awrite&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=%5Bhidden%5D',
    'application/x-www-form-urlencoded',
  ),
});

export const passed = (...names: readonly string[]): readonly AssertionReport[] =>
  names.map((name) => ({ name, outcome: 'passed' }));

/** A request that went well, unless something else is said. */
export const request = (
  sent: Sent,
  path: readonly string[],
  more: Partial<RequestReport> = {},
): RequestReport => ({
  path,
  position: sent.seed,
  iteration: 0,
  start: sent.start,
  duration: sent.duration + 12,
  method: sent.method,
  url: sent.url.split('?')[0] ?? '',
  ...(sent.status !== undefined && { status: sent.status }),
  responseTime: sent.duration,
  skipped: false,
  assertions: passed('The status is 2xx', 'The response fits the schema'),
  exchange: exchange(sent),
  sentByScripts: [],
  console: [],
  ...more,
});

export const reportOf = (
  requests: readonly RequestReport[],
  failures: readonly Failure[] = [],
): RunReport => ({
  collection: 'Orders',
  engine: 'newman',
  engineVersion: '6.2.2',
  startedAt: '2026-11-27T06:20:11.418Z',
  duration: Math.max(1, ...requests.map(({ start, duration }) => start + duration)) + 40,
  requests,
  failures,
});

/** So many requests with JSON bodies of about 3 KB, ten headers each way; one in a hundred fails. */
export const bigReport = (count: number, received: (seed: number) => string = listBody): RunReport => {
  const requests: RequestReport[] = [];
  const failures: Failure[] = [];
  for (let seed = 0; seed < count; seed += 1) {
    const isFailed = seed % 100 === 42;
    const path = [
      `Area ${Math.floor(seed / 250) + 1}`,
      `Resource ${Math.floor(seed / 25) + 1}`,
      `List orders ${seed + 1}`,
    ];
    const status = isFailed ? 503 : 200;
    const url = `https://api.shop.example/v2/resources/${Math.floor(seed / 25)}/orders?limit=8&cursor=${uuid(seed)}`;
    const duration = 30 + ((seed * 7919) % 180);
    const sent = { seed, start: seed * 130, duration, method: seed % 4 === 3 ? 'POST' : 'GET', url, status };
    const body = seed % 4 === 3 ? { sent: JSON.stringify(order(seed)) } : {};
    requests.push(
      request({ ...sent, ...body, received: received(seed) }, path, {
        ...(isFailed && {
          assertions: [
            {
              name: 'The status is 2xx',
              outcome: 'failed',
              message: 'expected 503 to be a number from 200 to 299',
            },
          ],
        }),
        ...(seed % 400 === 0 && { sentByScripts: [tokenRequest(seed * 130)] }),
      }),
    );
    if (isFailed) {
      failures.push({
        path,
        source: 'The status is 2xx',
        message: 'expected 503 to be a number from 200 to 299',
        request: seed,
      });
    }
  }
  return reportOf(requests, failures);
};

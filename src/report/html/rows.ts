/** What the page's list, timeline and failures are made of. */

import type { ExchangeReport, Failure, RequestReport, RunReport } from '../run-report.ts';
import type { CauseData, Outcome, RowData, ScriptRequest } from './page-data.ts';

const isTokenRequest = ({ method, url, requestBody }: ExchangeReport): boolean =>
  method === 'POST' &&
  (/\bgrant_type\b/.test(requestBody?.text ?? '') || /\btoken\b/i.test(url.split('?')[0] ?? ''));

const readScriptRequest = (exchange: ExchangeReport): ScriptRequest => ({
  start: exchange.start,
  duration: exchange.duration,
  label: `${exchange.method} ${exchange.url.split('?')[0] ?? ''} → ${exchange.status ?? 'no response'}`,
  isToken: isTokenRequest(exchange),
});

const keyOf = ({ path, iteration }: RequestReport): string => JSON.stringify([iteration, path]);

/** How often each request was tried again at most. */
const lastRetries = (requests: readonly RequestReport[]): ReadonlyMap<string, number> => {
  const retries = new Map<string, number>();
  for (const request of requests) {
    const key = keyOf(request);
    retries.set(key, Math.max(retries.get(key) ?? 0, request.retry ?? 0));
  }
  return retries;
};

const hasFailed = ({ error, assertions }: RequestReport): boolean =>
  error !== undefined || assertions.some(({ outcome }) => outcome === 'failed');

/** The rows of a report, in the order of its requests. */
export const readRows = ({ requests, failures }: RunReport): readonly RowData[] => {
  const retries = lastRetries(requests);
  const blamed = new Set(failures.map(({ request }) => request));
  const outcomeOf = (request: RequestReport, index: number): Outcome => {
    if (blamed.has(index)) return 'failed';
    if (!hasFailed(request)) return request.skipped ? 'skipped' : 'passed';
    return (request.retry ?? 0) < (retries.get(keyOf(request)) ?? 0) ? 'retried' : 'failed';
  };
  return requests.map((request, index) => ({
    path: request.path,
    iteration: request.iteration,
    ...(request.retry !== undefined && { retry: request.retry }),
    start: request.start,
    duration: request.responseTime ?? request.exchange?.duration ?? request.duration,
    method: request.method,
    ...(request.url !== undefined && { url: request.exchange?.url ?? request.url }),
    ...(request.status !== undefined && { status: request.status }),
    outcome: outcomeOf(request, index),
    assertions: request.assertions.length,
    failedAssertions: request.assertions.filter(({ outcome }) => outcome === 'failed').length,
    consoleLines: request.console.length,
    byScripts: request.sentByScripts.map(readScriptRequest),
  }));
};

const TITLES: Readonly<Record<string, string>> = {
  request: 'The request failed',
  script: 'A script failed',
};

/** The place has a frame of its own. */
const messageOf = ({ message, place }: Failure): string => {
  const lines = message.split('\n');
  const namesPlace = place !== undefined && lines.length > 1 && (lines.at(-1) ?? '').includes(place.file);
  return (namesPlace ? lines.slice(0, -1) : lines).join('\n');
};

/** What differs from one request to the next though the cause is the same: ids, long numbers, durations. */
const VARYING = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|\d{4,}|\d+(?:\.\d+)? ?ms\b/gi;

const causeOf = (failure: Failure): string =>
  JSON.stringify([
    failure.source,
    messageOf(failure).replaceAll(VARYING, '#'),
    failure.place?.file,
    failure.place?.line,
  ]);

const readCause = (same: readonly Failure[], first: Failure): CauseData => {
  const message = messageOf(first);
  return {
    title: TITLES[first.source] ?? first.source,
    message,
    ...(first.place !== undefined && { place: first.place }),
    failures: same.map((failure) => ({
      path: failure.path,
      ...(failure.request !== undefined && { row: failure.request }),
      ...(messageOf(failure) !== message && { message: messageOf(failure) }),
    })),
  };
};

/** The failures, the same cause once; in order of appearance. */
export const readCauses = (failures: readonly Failure[]): readonly CauseData[] => {
  const groups = new Map<string, [Failure, ...Failure[]]>();
  for (const failure of failures) {
    const key = causeOf(failure);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [failure]);
    else group.push(failure);
  }
  return [...groups.values()].map((same) => readCause(same, same[0]));
};

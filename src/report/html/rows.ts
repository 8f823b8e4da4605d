/** What the page's list, timeline and failures are made of. */

import {
  isTokenRequest,
  type ExchangeReport,
  type Failure,
  type RequestReport,
  type RunReport,
} from '../run-report.ts';
import { titleOf } from '../failures.ts';
import type { CauseData, Outcome, RowData, ScriptRequest } from './page-data.ts';

const readScriptRequest = (exchange: ExchangeReport): ScriptRequest => ({
  start: exchange.start,
  duration: exchange.duration,
  label: `${exchange.method} ${exchange.url.split('?')[0] ?? ''} → ${exchange.status ?? 'no response'}`,
  isToken: isTokenRequest(exchange),
  isBad: (exchange.status ?? 500) >= 400,
});

const hasFailed = ({ error, assertions }: RequestReport): boolean =>
  error !== undefined || assertions.some(({ outcome }) => outcome === 'failed');

const consoleLinesOf = ({ console: lines }: RequestReport): number => lines.length;

/** The rows of a report, in the order of its requests. */
export const readRows = ({ requests, failures }: RunReport): readonly RowData[] => {
  const blamed = new Set(failures.map(({ request }) => request));
  const outcomeOf = (request: RequestReport, index: number): Outcome => {
    if (blamed.has(index) || hasFailed(request)) return 'failed';
    return request.skipped ? 'skipped' : 'passed';
  };
  return requests.map((request, index) => ({
    path: request.path,
    iteration: request.iteration,
    ...(request.retry !== undefined && { retry: request.retry }),
    start: request.exchange?.start ?? request.start,
    duration: request.responseTime ?? request.exchange?.duration ?? request.duration,
    method: request.method,
    ...(request.url !== undefined && { url: request.exchange?.url ?? request.url }),
    ...(request.status !== undefined && { status: request.status }),
    outcome: outcomeOf(request, index),
    assertions: request.assertions.length,
    failedAssertions: request.assertions.filter(({ outcome }) => outcome === 'failed').length,
    consoleLines: consoleLinesOf(request),
    byScripts: request.sentByScripts.map(readScriptRequest),
  }));
};

/** Without the place and its lines at the end, which are shown as a frame of their own. */
const messageOf = ({ message, place }: Failure): string => {
  if (place === undefined) return message;
  const end = message.lastIndexOf(`\nin ${place.file}:${place.line}:${place.column}`);
  return end === -1 ? message : message.slice(0, end);
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
    title: titleOf(first),
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

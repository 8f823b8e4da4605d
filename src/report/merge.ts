/** One report of many: of workers, of shards, of what was tried again. */

import type { ExchangeReport, Failure, RequestReport, RunReport } from './run-report.ts';

const unique = (texts: readonly string[]): string => [...new Set(texts)].join(', ');

const laterExchange = (exchange: ExchangeReport, by: number): ExchangeReport => ({
  ...exchange,
  start: exchange.start + by,
});

/** @param by milliseconds */
export const laterRequest = (request: RequestReport, by: number): RequestReport => ({
  ...request,
  start: request.start + by,
  ...(request.exchange !== undefined && { exchange: laterExchange(request.exchange, by) }),
  sentByScripts: request.sentByScripts.map((each) => laterExchange(each, by)),
});

/**
 * Requests stand in the order in which they began.
 *
 * @param reports at least one
 */
export const mergeReports = (reports: readonly RunReport[]): RunReport => {
  const times = reports.map(({ startedAt }) => Date.parse(startedAt));
  const begin = Math.min(...times);
  const entries = reports
    .flatMap((report, place) => {
      const by = (times[place] ?? begin) - begin;
      return report.requests.map((request, index) => ({ report, index, request: laterRequest(request, by) }));
    })
    .toSorted((one, other) => one.request.start - other.request.start);
  const places = new Map(reports.map((report) => [report, new Map<number, number>()]));
  for (const [place, { report, index }] of entries.entries()) places.get(report)?.set(index, place);
  const failureOf = (report: RunReport, { request, ...failure }: Failure): Failure => {
    const place = request === undefined ? undefined : places.get(report)?.get(request);
    return { ...failure, ...(place !== undefined && { request: place }) };
  };
  return {
    collection: unique(reports.map(({ collection }) => collection)),
    engine: unique(reports.map(({ engine }) => engine)),
    engineVersion: unique(reports.map(({ engineVersion }) => engineVersion)),
    startedAt: new Date(begin).toISOString(),
    duration: Math.max(...reports.map(({ duration }, place) => (times[place] ?? begin) - begin + duration)),
    ...(reports.some(({ interrupted }) => interrupted === true) && { interrupted: true }),
    requests: entries.map(({ request }) => request),
    failures: reports.flatMap((report) => report.failures.map((failure) => failureOf(report, failure))),
  };
};

/**
 * The report of a run, the same for every engine. A server may have echoed secrets into it, so whoever shows it redacts
 * it.
 */

/** One assertion: a `pm.test` of a script. */
export interface AssertionReport {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed. */
  readonly message?: string;
}

/** A query parameter, header or cookie of a request; names of headers in lower case. */
export interface SentParameter {
  readonly in: 'query' | 'header' | 'cookie';
  readonly name: string;
}

/** A header, or a part of a form. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Bytes of a body that a report keeps. */
export const KEPT_BYTES = 16_384;

/** The body of a request or response. */
export interface BodyReport {
  /** Bytes of the whole body, as far as they are known. */
  readonly size: number;
  /** The media type as it was sent: `application/json; charset=utf-8`. */
  readonly type?: string;
  /** Its beginning, at most `KEPT_BYTES`; absent when it is no text. */
  readonly text?: string;
}

/** One HTTP request as it left, and what came back. */
export interface ExchangeReport {
  /** Milliseconds since the run began. */
  readonly start: number;
  /** Milliseconds until the response was complete, or the request had failed. */
  readonly duration: number;
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** In the order sent; names as they were written. */
  readonly requestHeaders: readonly NamedValue[];
  readonly requestBody?: BodyReport;
  /** HTTP status; absent when there was no response. */
  readonly status?: number;
  /** The reason phrase. */
  readonly statusText?: string;
  readonly responseHeaders: readonly NamedValue[];
  readonly responseBody?: BodyReport;
  /** Why there was no response. */
  readonly error?: string;
}

/** What a script said with `console.log` or a sibling of it. */
export interface ConsoleLine {
  /** `log`, `info`, `warn`, `error` or `debug`. */
  readonly level: string;
  readonly text: string;
}

/** One execution of a request: a repeated request has one report for each execution. */
export interface RequestReport {
  /** The item's id in the collection, where the engine tells it. */
  readonly id?: string;
  /** Names from the collection's top folder down to the request. */
  readonly path: readonly string[];
  /** The request's place in the order of the collection, its folders counted as well; from 0. */
  readonly position: number;
  /** Counts from 0. */
  readonly iteration: number;
  /** How often it had failed before and was tried again; absent for the first time. */
  readonly retry?: number;
  /** Milliseconds since the run began. */
  readonly start: number;
  /** Milliseconds from the first script to the last. */
  readonly duration: number;
  readonly method: string;
  /** Without query; absent when nothing was sent. */
  readonly url?: string;
  /** Names of what was sent beside method and path, never values. */
  readonly parameters?: readonly SentParameter[];
  /** HTTP status; absent when there was no response. */
  readonly status?: number;
  /** Milliseconds until the response was complete. */
  readonly responseTime?: number;
  /** True when a script kept the request from being sent. */
  readonly skipped: boolean;
  /** Connection, TLS or script error, in words. */
  readonly error?: string;
  readonly assertions: readonly AssertionReport[];
  /** The request itself, whole; absent when nothing was sent. */
  readonly exchange?: ExchangeReport;
  /** What its scripts sent: token requests above all. */
  readonly sentByScripts: readonly ExchangeReport[];
  readonly console: readonly ConsoleLine[];
}

/** A place in the project's sources. */
export interface SourcePlace {
  /** From the project folder: `scripts/post-response/x.ts`. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
  /** The line with its neighbours, as the message shows them. */
  readonly code?: string;
}

/** What went wrong, ready to be shown. */
export interface Failure {
  readonly path: readonly string[];
  /** The failed assertion's name, or `request` for one that could not be sent, or `script` for one that threw. */
  readonly source: string;
  /** The last line names the place in the sources, where it is known. */
  readonly message: string;
  /** The place that the message names. */
  readonly place?: SourcePlace;
  /** Index into the report's `requests`: the execution in which it happened, as far as it came. */
  readonly request?: number;
}

/** Everything that happened in a run. */
export interface RunReport {
  readonly collection: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** When it began: ISO 8601, UTC. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  /** True for a run that was ended from outside before its end. */
  readonly interrupted?: true;
  /** Which part of a run it is, where the run was divided. `index` counts from 1. */
  readonly shard?: { readonly index: number; readonly total: number };
  readonly requests: readonly RequestReport[];
  readonly failures: readonly Failure[];
}

/** Counts of a run, as every table shows them. */
interface RunSummary {
  /** Requests that left; a repeated one counts each time. */
  readonly sent: number;
  readonly skipped: number;
  readonly assertions: number;
  readonly failures: number;
}

/** Counts what a report holds. */
export const summarize = ({ requests, failures }: RunReport): RunSummary => ({
  sent: requests.filter(({ skipped }) => !skipped).length,
  skipped: requests.filter(({ skipped }) => skipped).length,
  assertions: requests.reduce((sum, { assertions }) => sum + assertions.length, 0),
  failures: failures.length,
});

/** True for what asks for a token: a grant (RFC 6749 §4), or a form of its own to an address that says so. */
export const isTokenRequest = ({ method, url, requestBody }: ExchangeReport): boolean =>
  method === 'POST' &&
  (/\bgrant_type\b/.test(requestBody?.text ?? '') || /\btoken\b/i.test(url.split('?')[0] ?? ''));

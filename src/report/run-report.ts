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

/** One execution of a request: a repeated request has one report for each execution. */
export interface RequestReport {
  /** The item's id in the collection, where the engine tells it. */
  readonly id?: string;
  /** Names from the collection's top folder down to the request. */
  readonly path: readonly string[];
  readonly method: string;
  /** Without query; absent when nothing was sent. */
  readonly url?: string;
  /** Names of what was sent beside method and path, never values. */
  readonly parameters?: readonly SentParameter[];
  /** HTTP status; absent when there was no response. */
  readonly status?: number;
  /** How the response's body begins, on one line; absent when the engine does not hand it over, or nothing is in it. */
  readonly body?: string;
  /** Milliseconds until the response was complete. */
  readonly responseTime?: number;
  /** True when a script kept the request from being sent. */
  readonly skipped: boolean;
  /** Connection, TLS or script error, in words. */
  readonly error?: string;
  readonly assertions: readonly AssertionReport[];
}

/** What went wrong, ready to be shown. */
export interface Failure {
  readonly path: readonly string[];
  /** The failed assertion's name, or `request` for one that could not be sent, or `script` for one that threw. */
  readonly source: string;
  readonly message: string;
  /** The request in whose execution it happened, as far as it came. */
  readonly request?: RequestReport;
}

/** Everything that happened in a run. */
export interface RunReport {
  readonly collection: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** Milliseconds. */
  readonly duration: number;
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

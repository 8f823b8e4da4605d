/** Reads the Postman CLI's own JSON report (measured with version 1.34). */

import { Recorder, type Known, type RecorderListeners, type ScriptError } from './recorder.ts';
import type { RequestError } from './request-error.ts';
import type { PostmanUrl } from './request-url.ts';

/** The parts of the report that are read. */
interface PostmanCliReport {
  readonly run: { readonly executions: readonly CliExecution[] };
}

interface CliExecution {
  readonly requestExecuted: {
    readonly id: string;
    readonly name: string;
    readonly method: string;
    readonly url: PostmanUrl;
    readonly headers?: readonly { readonly key: string; readonly value: string }[];
  };
  /** Absent when nothing was sent or nothing came back. */
  readonly response?: { readonly code: number; readonly responseTime: number };
  readonly tests: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed' | 'skipped';
    readonly error?: ScriptError;
  }[];
  /** `source` tells a script's error from the request's. Errors of asynchronous code are not in the report at all. */
  readonly errors: readonly (RequestError & ScriptError & { readonly source?: string })[];
}

/** Tells the report's executions to a recorder, as an engine in this process would have. */
export const recordCliReport = (
  report: PostmanCliReport,
  known: Known,
  listeners: RecorderListeners,
): Recorder => {
  const recorder = new Recorder(known, listeners);
  for (const execution of report.run.executions) record(recorder, execution);
  return recorder;
};

const SCRIPTS = new Set<string | undefined>(['pre-request', 'post-response']);

/** A request that a script sent with `pm.sendRequest`: what its failure means, the script says. */
const SENT_BY_SCRIPT = 'script-level-request';

const record = (recorder: Recorder, execution: CliExecution): void => {
  const { requestExecuted, response, tests } = execution;
  const errors = execution.errors.filter(({ source }) => source !== SENT_BY_SCRIPT);
  recorder.begin(requestExecuted, requestExecuted.method);
  const requestErrors = errors.filter(({ source }) => !SCRIPTS.has(source));
  if (response !== undefined || requestErrors.length > 0) {
    recorder.sent(requestExecuted.method, requestExecuted.url, requestExecuted.headers ?? []);
  }
  for (const { key, value } of requestExecuted.headers ?? []) {
    if (key.toLowerCase() === 'authorization') recorder.authorized(value);
  }
  if (response !== undefined) recorder.responded(response.code, response.responseTime);
  for (const error of errors) {
    if (SCRIPTS.has(error.source)) recorder.scriptFailed(error);
    else recorder.requestFailed(error);
  }
  for (const { name, status, error } of tests) {
    recorder.asserted({
      name,
      outcome: status,
      ...(status === 'failed' && { message: error?.message ?? 'failed without a message' }),
    });
  }
  recorder.end();
};

/** @returns undefined when the text is not such a report. */
export const parseCliReport = (text: string): PostmanCliReport | undefined => {
  try {
    // The shape is the CLI's own; what it is not, the check below and the recorder's tests find.
    const report = JSON.parse(text) as Partial<PostmanCliReport> | null;
    return Array.isArray(report?.run?.executions) ? (report as PostmanCliReport) : undefined;
  } catch {
    return undefined;
  }
};

/** Reads the Postman CLI's own JSON report (measured with version 1.34). */

import sdk from '#vendor/postman-collection';
import { Recorder, type Known, type RecorderListeners } from './recorder.ts';
import type { RequestError } from './request-error.ts';
import type { PostmanUrl } from './request-url.ts';
import type { EventBody, EventHeader, EventRequest, EventResponse, ScriptError } from './event-types.ts';

/** The parts of the report that are read. */
interface PostmanCliReport {
  readonly run: { readonly executions: readonly CliExecution[] };
}

interface CliRequest {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly url: PostmanUrl;
  readonly headers?: readonly EventHeader[];
  readonly body?: EventBody;
}

interface CliResponse {
  readonly code: number;
  readonly status?: string;
  readonly responseTime: number;
  readonly headers?: readonly EventHeader[];
  /** The bytes of the body. */
  readonly stream?: { readonly data?: readonly number[] };
}

interface CliExecution {
  readonly iterationCount?: number;
  readonly requestExecuted: CliRequest;
  /** Absent when nothing was sent or nothing came back. */
  readonly response?: CliResponse;
  readonly tests: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed' | 'skipped';
    readonly error?: ScriptError;
  }[];
  /** `source` tells a script's error from the request's. Errors of asynchronous code are not in the report at all. */
  readonly errors: readonly (RequestError & ScriptError & { readonly source?: string })[];
}

/**
 * Tells the report's executions to a recorder, as an engine in this process would have. The report does not say when a
 * request began, so each begins where the one before it ended.
 */
export const recordCliReport = (
  report: PostmanCliReport,
  known: Known,
  listeners: RecorderListeners,
): Recorder => {
  let now = 0;
  const recorder = new Recorder(known, listeners, () => now);
  for (const execution of report.run.executions) {
    record(recorder, execution, () => (now += execution.response?.responseTime ?? 0));
  }
  return recorder;
};

const requestOf = ({ method, url, headers = [], body }: CliRequest): EventRequest => ({
  method,
  url: {
    toJSON: () => url,
    // The SDK's type wants what its class makes; its constructor takes what the report holds.
    toString: () => new sdk.Url(url as ConstructorParameters<typeof sdk.Url>[0]).toString(),
  },
  headers: {
    get: (name) => headers.find(({ key }) => key.toLowerCase() === name)?.value,
    all: () => headers,
  },
  ...(body !== undefined && { body: { toJSON: () => body } }),
});

const responseOf = ({ headers = [], stream, ...known }: CliResponse): EventResponse => ({
  ...known,
  headers: { all: () => headers },
  stream: Buffer.from(stream?.data ?? []),
});

const SCRIPTS = new Set<string | undefined>(['pre-request', 'post-response']);

/** A request that a script sent with `pm.sendRequest`: what its failure means, the script says. */
const SENT_BY_SCRIPT = 'script-level-request';

/** With `--bail`, a test that failed is told a second time. */
const FAILED_TEST = 'AssertionFailure';

const record = (recorder: Recorder, execution: CliExecution, pass: () => void): void => {
  const { requestExecuted, response, tests, iterationCount } = execution;
  const errors = execution.errors.filter(
    ({ source, name: kind }) => source !== SENT_BY_SCRIPT && kind !== FAILED_TEST,
  );
  recorder.begin({ ...requestExecuted, request: requestExecuted }, iterationCount);
  pass();
  const requestError = errors.find(({ source }) => !SCRIPTS.has(source));
  if (response !== undefined || requestError !== undefined) {
    recorder.requested(requestOf(requestExecuted), response && responseOf(response), requestError);
  }
  for (const error of errors) {
    if (SCRIPTS.has(error.source)) recorder.scriptFailed(error);
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

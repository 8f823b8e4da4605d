/** Collects what an engine tells while it runs into one report: the same for every engine. */

import type { AssertionReport, Failure, RequestReport, RunReport } from '../report/run-report.ts';
import type { EngineInput } from './engine.ts';
import { describeRequestError, type RequestError } from './request-error.ts';
import { type PostmanUrl, withoutQuery } from './request-url.ts';

/** An error of a script as the sandboxes hand it out: plain data, not always an `Error`. */
export interface ScriptError {
  readonly name?: string;
  readonly message?: string;
}

/** Whom a recorder tells what happens. */
export type RecorderListeners = Pick<EngineInput, 'onRequest' | 'onCredential'>;

/** What is known of the request that is being executed. */
interface Execution {
  readonly id: string;
  readonly path: readonly string[];
  method: string;
  url?: string;
  status?: number;
  responseTime?: number;
  sent: boolean;
  readonly errors: string[];
  readonly assertions: AssertionReport[];
}

/** One per run. Its methods are called in the order in which things happen. */
export class Recorder {
  readonly #paths: ReadonlyMap<string, readonly string[]>;
  readonly #listeners: RecorderListeners;
  readonly #requests: RequestReport[] = [];
  readonly #failures: Failure[] = [];
  readonly #start = performance.now();
  #current: Execution | undefined;

  constructor(paths: ReadonlyMap<string, readonly string[]>, listeners: RecorderListeners) {
    this.#paths = paths;
    this.#listeners = listeners;
  }

  /** An item's execution begins. */
  begin(item: { readonly id: string; readonly name: string }, method: string): void {
    const path = this.#paths.get(item.id) ?? [item.name];
    this.#current = { id: item.id, path, method, sent: false, errors: [], assertions: [] };
  }

  /** True when the item that is being executed has this id: requests that scripts send have another. */
  isCurrent(id: string): boolean {
    return this.#current?.id === id;
  }

  /** The item's own request left. */
  sent(method: string, url: PostmanUrl): void {
    if (this.#current === undefined) return;
    this.#current.sent = true;
    this.#current.method = method;
    this.#current.url = withoutQuery(url);
  }

  /** The value of the `Authorization` header with which a request left. */
  authorized(header: string): void {
    const credential = header.slice(header.indexOf(' ') + 1);
    if (credential !== '') this.#listeners.onCredential?.(credential);
  }

  /** The item's own request was answered; `responseTime` in milliseconds. */
  answered(status: number, responseTime: number): void {
    if (this.#current === undefined) return;
    this.#current.status = status;
    this.#current.responseTime = responseTime;
  }

  /** The item's own request could not be sent, or was not answered. */
  requestFailed(error: RequestError): void {
    this.#fail('request', describeRequestError(error));
  }

  /** A script threw or rejected. Engines tell some errors twice: the second time is ignored. */
  scriptFailed(error: ScriptError): void {
    const message = describeScriptError(error);
    if (this.#current?.errors.includes(message) !== true) this.#fail('script', message);
  }

  /** A `pm.test` ended. */
  asserted(assertion: AssertionReport): void {
    this.#current?.assertions.push(assertion);
    if (assertion.outcome !== 'failed') return;
    this.#failures.push({
      path: this.#current?.path ?? [],
      source: assertion.name,
      message: assertion.message ?? 'failed without a message',
    });
  }

  /** The item's execution ends. */
  end(): void {
    const execution = this.#current;
    if (execution === undefined) return;
    const report = reportOf(execution);
    this.#requests.push(report);
    this.#listeners.onRequest?.(report);
  }

  /** A script failed in a way that ends the run in the middle of an execution. */
  brokenOff(error: ScriptError): void {
    this.scriptFailed(error);
    this.end();
  }

  /** The report of the whole run. */
  finish(about: Pick<RunReport, 'collection' | 'engine' | 'engineVersion'>): RunReport {
    return {
      ...about,
      duration: Math.round(performance.now() - this.#start),
      requests: this.#requests,
      failures: this.#failures,
    };
  }

  #fail(source: 'request' | 'script', message: string): void {
    this.#current?.errors.push(message);
    this.#failures.push({ path: this.#current?.path ?? [], source, message });
  }
}

/** What the sandboxes say, in their various words, of a script that they had to cut off. */
const TIMED_OUT = /^sandbox not responding$|^sandbox: .*timeout$|^Script execution timed out/;

const describeScriptError = ({
  name,
  message = 'a script failed without a message',
}: ScriptError): string => {
  if (TIMED_OUT.test(message)) {
    return 'The script did not end in time: an endless loop, a timer that goes on, or a request that nobody answers.';
  }
  return name === undefined || name === 'Error' ? message : `${name}: ${message}`;
};

const reportOf = ({ errors, sent, ...known }: Execution): RequestReport => ({
  ...known,
  skipped: !sent,
  ...(errors.length > 0 && { error: errors.join('; ') }),
});

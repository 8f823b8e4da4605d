/** Collects what an engine tells while it runs into one report: the same for every engine. */

import { inspect } from 'node:util';
import type {
  AssertionReport,
  Failure,
  RequestReport,
  RunReport,
  SentParameter,
} from '../report/run-report.ts';
import type { EngineInput } from './engine.ts';
import { describeRequestError, type RequestError } from './request-error.ts';
import { type PostmanUrl, type SentHeader, sentParameters, withoutQuery } from './request-url.ts';
import { STRAY } from './instrument.ts';
import { readScriptFailure, sourceOf, type KnownScripts, type ScriptPlace } from './script-places.ts';

/** An error of a script as the sandboxes hand it out: plain data, not always an `Error`. */
export interface ScriptError {
  readonly name?: string;
  readonly message?: string;
}

/** Whom a recorder tells what happens. */
export type RecorderListeners = Pick<EngineInput, 'onRequest' | 'onCredential' | 'onConsole' | 'tellPlace'>;

/** What is known of a collection before it runs. */
export interface Known {
  /** Path of names by item id. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Scripts by their ids. */
  readonly scripts: KnownScripts;
}

/** A failure of an execution, whose report is not whole yet. */
interface Open extends Omit<Failure, 'request'> {
  readonly execution: Execution | undefined;
}

/** What is known of the request that is being executed. */
interface Execution {
  readonly id: string;
  readonly path: readonly string[];
  method: string;
  url?: string;
  parameters?: readonly SentParameter[];
  status?: number;
  body?: string;
  responseTime?: number;
  sent: boolean;
  readonly errors: string[];
  /** Errors of scripts, with the scripts' ids: engines tell some a second time when the script ends. */
  readonly thrown: Set<string>;
  /** Those of them that the copy of a script told. */
  readonly strays: Set<string>;
  readonly assertions: AssertionReport[];
}

/** One per run. Its methods are called in the order in which things happen. */
export class Recorder {
  readonly #known: Known;
  readonly #listeners: RecorderListeners;
  readonly #requests: RequestReport[] = [];
  readonly #failures: Open[] = [];
  readonly #start = performance.now();
  #current: Execution | undefined;
  #script: string | undefined;

  constructor(known: Known, listeners: RecorderListeners) {
    this.#known = known;
    this.#listeners = listeners;
  }

  /** An item's execution begins. */
  begin(item: { readonly id: string; readonly name: string }, method: string): void {
    const path = this.#known.paths.get(item.id) ?? [item.name];
    this.#current = {
      id: item.id,
      path,
      method,
      sent: false,
      errors: [],
      thrown: new Set(),
      strays: new Set(),
      assertions: [],
    };
  }

  /** True when the item that is being executed has this id: requests that scripts send have another. */
  isCurrent(id: string): boolean {
    return this.#current?.id === id;
  }

  /** The item's own request left. */
  sent(method: string, url: PostmanUrl, headers: readonly SentHeader[]): void {
    if (this.#current === undefined) return;
    this.#current.sent = true;
    this.#current.method = method;
    this.#current.url = withoutQuery(url);
    this.#current.parameters = sentParameters(url, headers);
  }

  /** The value of the `Authorization` header with which a request left. */
  authorized(header: string): void {
    const credential = header.slice(header.indexOf(' ') + 1);
    if (credential !== '') this.#listeners.onCredential?.(credential);
  }

  /** A response to the item's own request came; `responseTime` in milliseconds. */
  responded(status: number, responseTime: number, body?: Uint8Array): void {
    if (this.#current === undefined) return;
    this.#current.status = status;
    const beginning = beginningOf(body);
    if (beginning !== '') this.#current.body = beginning;
    this.#current.responseTime = responseTime;
  }

  /** The item's own request could not be sent, or got no response. */
  requestFailed(error: RequestError): void {
    this.#fail('request', describeRequestError(error));
  }

  /** A script of this id begins. */
  scriptBegins(id: string | undefined): void {
    this.#script = id;
  }

  /** A script says something. */
  said(level: string, values: readonly unknown[]): void {
    const text = values.map((value) => (typeof value === 'string' ? value : show(value))).join(' ');
    this.#listeners.onConsole?.({ path: this.#current?.path ?? [], level, text });
  }

  /** A script threw or rejected: the one with this id, where the engine tells it, else the one that began last. */
  scriptFailed(error: ScriptError, id = this.#script): void {
    const { key, message, where } = this.#read(error, id);
    if (this.#current?.strays.has(key) === true) return;
    this.#current?.thrown.add(key);
    this.#fail('script', message, where);
  }

  /** A script ended with an error, which most engines have told before. */
  scriptEnded(error: ScriptError, id = this.#script): void {
    if (this.#current?.thrown.has(this.#read(error, id).key) !== true) this.scriptFailed(error, id);
  }

  /** The copy of a script told an error itself, as some engines lose it. */
  #strayed(error: ScriptError): void {
    const { key, message, where } = this.#read(error, this.#script);
    if (this.#current?.thrown.has(key) === true) return;
    this.#current?.thrown.add(key);
    this.#current?.strays.add(key);
    this.#fail('script', message, where);
  }

  #read(error: ScriptError, id: string | undefined) {
    const { message, place, banners } = readScriptFailure(
      describeScriptError(error),
      id,
      this.#known.scripts,
    );
    const where = place === undefined ? banners.map(sourceOf).join(', ') : this.#tell(place);
    return { message, where, key: `${place === undefined ? (id ?? '') : where} ${message}` };
  }

  /** A `pm.test` ended. */
  asserted({ name, outcome, message: said = 'failed without a message' }: AssertionReport): void {
    if (name === STRAY) {
      if (outcome === 'failed') this.#strayed({ message: said });
      return;
    }
    if (outcome !== 'failed') {
      this.#current?.assertions.push({ name, outcome });
      return;
    }
    const { message, place } = readScriptFailure(said, this.#script, this.#known.scripts);
    this.#current?.assertions.push({ name, outcome, message });
    this.#failures.push({
      execution: this.#current,
      path: this.#current?.path ?? [],
      source: name,
      message: place === undefined ? message : `${message}\nin ${this.#tell(place)}`,
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
      failures: this.#failures.map(({ execution, ...failure }) => ({
        ...failure,
        ...(execution !== undefined && { request: reportOf(execution) }),
      })),
    };
  }

  #tell(place: ScriptPlace): string {
    return this.#listeners.tellPlace?.(place) ?? sourceOf(place.banner);
  }

  #fail(source: 'request' | 'script', message: string, where = ''): void {
    this.#current?.errors.push(message);
    const told = where === '' ? message : `${message}\nin ${where}`;
    this.#failures.push({
      execution: this.#current,
      path: this.#current?.path ?? [],
      source,
      message: told,
    });
  }
}

/** Of an object from another realm, which may do anything when it is looked at. */
const show = (value: unknown): string => inspect(value, { customInspect: false, breakLength: Infinity });

/** Bytes of a body that are looked at, and characters that are shown. */
const LOOKED_AT = 1000;
const SHOWN = 200;

/** How a body begins, on one line. */
const beginningOf = (body: Uint8Array | undefined): string => {
  const text = Buffer.from(body?.subarray(0, LOOKED_AT) ?? [])
    .toString()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
};

/** What the sandboxes say, in their various words, of a script that they had to cut off. */
const TIMED_OUT = /^sandbox not responding$|^sandbox: .*timeout$|^Script execution timed out/;

const describeScriptError = ({
  name,
  message = 'a script failed without a message',
}: ScriptError): string => {
  if (TIMED_OUT.test(message)) {
    return 'The script did not end in time: an endless loop, a timer that goes on, or a request that gets no response.';
  }
  return name === undefined || name === 'Error' ? message : `${name}: ${message}`;
};

const reportOf = ({
  errors,
  sent,
  thrown: _thrown,
  strays: _strays,
  ...known
}: Execution): RequestReport => ({
  ...known,
  skipped: !sent,
  ...(errors.length > 0 && { error: errors.join('; ') }),
});

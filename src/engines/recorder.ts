/** Collects what an engine tells while it runs into one report: the same for every engine. */

import { inspect } from 'node:util';
import type {
  AssertionReport,
  ExchangeReport,
  Failure,
  RequestReport,
  RunReport,
  SourcePlace,
} from '../report/run-report.ts';
import type { EngineInput } from './engine.ts';
import { exchangeOf } from './exchange.ts';
import { newExecution, reportOf, type Execution } from './execution.ts';
import { describeRequestError, type RequestError } from './request-error.ts';
import { sentParameters, withoutQuery } from './request-url.ts';
import type { EventItem, EventRequest, EventResponse, ScriptError } from './event-types.ts';
import { STRAY } from './instrument.ts';
import { readScriptFailure, sourceOf, type KnownScripts, type ScriptPlace } from './script-places.ts';

/** Whom a recorder tells what happens. */
export type RecorderListeners = Pick<
  EngineInput,
  'onRequest' | 'onCredential' | 'onExchange' | 'onConsole' | 'tellPlace'
>;

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

const stopwatch = (): (() => number) => {
  const start = performance.now();
  return () => performance.now() - start;
};

/** One per run. Its methods are called in the order in which things happen. */
export class Recorder {
  readonly #known: Known;
  readonly #listeners: RecorderListeners;
  readonly #requests = new Map<Execution, RequestReport>();
  readonly #failures: Open[] = [];
  readonly #positions: ReadonlyMap<string, number>;
  readonly #startedAt = new Date();
  readonly #now: () => number;
  #current: Execution | undefined;
  #script: string | undefined;

  /** @param now milliseconds since the run began */
  constructor(known: Known, listeners: RecorderListeners, now = stopwatch()) {
    this.#now = now;
    this.#known = known;
    this.#listeners = listeners;
    this.#positions = new Map([...known.paths.keys()].map((id, position) => [id, position]));
  }

  /** True as soon as something has failed. */
  get hasFailed(): boolean {
    return this.#failures.length > 0;
  }

  /** An item's execution begins; iterations count from 0. */
  begin(item: EventItem, iteration = 0): void {
    this.#current = newExecution(item, {
      path: this.#known.paths.get(item.id) ?? [item.name],
      position: this.#positions.get(item.id) ?? 0,
      iteration,
      start: this.#now(),
    });
  }

  /** True when the item that is being executed has this id: requests that scripts send have another. */
  isCurrent(id: string): boolean {
    return this.#current?.id === id;
  }

  /** The item's own request left, and a response came, or it failed. */
  requested(
    request: EventRequest,
    response: EventResponse | undefined,
    error: RequestError | undefined,
  ): void {
    const execution = this.#current;
    if (execution === undefined) return;
    const url = request.url.toJSON();
    execution.sent = true;
    execution.method = request.method;
    execution.url = withoutQuery(url);
    execution.parameters = sentParameters(url, request.headers.all());
    execution.exchange = this.#exchange(request, response, error);
    this.#listeners.onExchange?.(execution.exchange, false);
    const authorization = request.headers.get('authorization');
    if (typeof authorization === 'string') this.#authorized(authorization);
    if (response !== undefined) {
      execution.status = response.code;
      execution.responseTime = response.responseTime;
    }
    if (error !== undefined) this.#fail('request', describeRequestError(error));
  }

  /** A request that a script sent came to its end. */
  scriptRequested(
    request: EventRequest,
    response: EventResponse | undefined,
    error: RequestError | undefined,
  ): void {
    const exchange = this.#exchange(request, response, error);
    this.#listeners.onExchange?.(exchange, true);
    this.#current?.sentByScripts.push(exchange);
  }

  #exchange(
    request: EventRequest,
    response: EventResponse | undefined,
    error: RequestError | undefined,
  ): ExchangeReport {
    const ended = { request, response, ...(error !== undefined && { error: describeRequestError(error) }) };
    return exchangeOf(ended, this.#now(), this.#current?.start ?? 0);
  }

  /** The value of the `Authorization` header with which a request left. */
  #authorized(header: string): void {
    const credential = header.slice(header.indexOf(' ') + 1);
    if (credential !== '') this.#listeners.onCredential?.(credential);
  }

  /** A script of this id begins. */
  scriptBegins(id: string | undefined): void {
    this.#script = id;
  }

  /** A script says something. */
  said(level: string, values: readonly unknown[]): void {
    const text = values.map((value) => (typeof value === 'string' ? value : show(value))).join(' ');
    this.#current?.said.push({ level, text });
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
      ...located(message, place === undefined ? '' : this.#tell(place)),
    });
  }

  /** The item's execution ends. */
  end(): void {
    const execution = this.#current;
    if (execution === undefined) return;
    const report = reportOf(execution, this.#now());
    this.#requests.set(execution, report);
    this.#listeners.onRequest?.(report);
  }

  /** A script failed in a way that ends the run in the middle of an execution. */
  brokenOff(error: ScriptError): void {
    this.scriptFailed(error);
    this.end();
  }

  /** The report of the whole run, or of as much of it as there was until it was interrupted. */
  finish(about: Pick<RunReport, 'collection' | 'engine' | 'engineVersion' | 'interrupted'>): RunReport {
    // An execution that broke off is one of which something is known.
    for (const { execution } of this.#failures) {
      if (execution !== undefined && !this.#requests.has(execution)) {
        this.#requests.set(execution, reportOf(execution, this.#now()));
      }
    }
    const places = new Map([...this.#requests.keys()].map((execution, place) => [execution, place]));
    return {
      ...about,
      startedAt: this.#startedAt.toISOString(),
      duration: Math.round(this.#now()),
      requests: [...this.#requests.values()],
      failures: this.#failures.map(({ execution, ...failure }) => {
        const request = execution && places.get(execution);
        return { ...failure, ...(request !== undefined && { request }) };
      }),
    };
  }

  #tell(place: ScriptPlace): string {
    return this.#listeners.tellPlace?.(place) ?? sourceOf(place.banner);
  }

  #fail(source: 'request' | 'script', message: string, where = ''): void {
    this.#current?.errors.push(message);
    this.#failures.push({
      execution: this.#current,
      path: this.#current?.path ?? [],
      source,
      ...located(message, where),
    });
  }
}

/** Of an object from another realm, which may do anything when it is looked at. */
const show = (value: unknown): string => inspect(value, { customInspect: false, breakLength: Infinity });

/** `scripts/x.ts:5:7`, and below it the lines, as whoever tells places writes them. */
const TOLD = /^(?<file>\S[^\n]*?):(?<line>\d+):(?<column>\d+)(?:\n(?<code>[^]*))?$/;

const sourcePlaceIn = (told: string): { readonly place?: SourcePlace } => {
  const { file, line, column, code } = TOLD.exec(told)?.groups ?? {};
  if (file === undefined) return {};
  return { place: { file, line: Number(line), column: Number(column), ...(code !== undefined && { code }) } };
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

const located = (message: string, where: string): Pick<Failure, 'message' | 'place'> =>
  where === '' ? { message } : { message: `${message}\nin ${where}`, ...sourcePlaceIn(where) };

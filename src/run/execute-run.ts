/** A run: in one go or by several workers at once, with one login for all, and what failed tried again. */

import type { Engine, EngineInput } from '../engines/engine.ts';
import { withValues, type PostmanEnvironment } from '../format/environment.ts';
import type { CollectionIndex, FileItem } from '../format/read-collection.ts';
import { laterRequest, mergeReports } from '../report/merge.ts';
import type { Failure, RequestReport, RunReport } from '../report/run-report.ts';
import type { Values } from '../values/placeholders.ts';
import { isSafeMethod } from './select-requests.ts';
import { dealOut, type Unit } from './units.ts';

/** What is run, and how. */
export interface RunInput {
  readonly engine: Engine;
  readonly index: CollectionIndex;
  /** In the order of the collection. */
  readonly requests: readonly FileItem[];
  readonly units: readonly Unit[];
  /** How many units run at the same time. */
  readonly workers: number;
  /** How often a request that changes nothing is tried again when it has failed. */
  readonly retries: number;
  /** Variables that a single worker alone may have: refresh tokens, which a server may let be used once. */
  readonly unshared: readonly string[];
  readonly input: Omit<EngineInput, 'collection' | 'only'>;
  /** Told of each variable that a script has changed, also of a worker's, which `input.onVariables` is not. */
  readonly onChange?: (changes: Values) => void;
}

const idsOf = (requests: readonly FileItem[]): ReadonlySet<string> =>
  new Set(requests.map(({ id = '' }) => id));

/** The environment as the scripts leave it. */
class LiveEnvironment {
  environment: PostmanEnvironment;
  readonly #listeners: readonly EngineInput['onVariables'][];

  constructor({ input, onChange }: RunInput) {
    this.environment = input.environment;
    this.#listeners = [input.onVariables, onChange];
  }

  readonly onVariables = (changes: Values): void => {
    this.environment = withValues(this.environment, changes);
    for (const listener of this.#listeners) listener?.(changes);
  };
}

/** @throws as `Engine.run` */
export const executeRun = async (run: RunInput): Promise<RunReport> => {
  const live = new LiveEnvironment(run);
  const report =
    run.workers > 1 && run.units.length > 1 ? await inParallel(run, live) : await inOrder(run, live);
  return tryAgain(run, live, report);
};

const inOrder = ({ engine, index, requests, input }: RunInput, live: LiveEnvironment): Promise<RunReport> =>
  engine.run({
    ...input,
    collection: JSON.stringify(index.collection),
    only: idsOf(requests),
    onVariables: live.onVariables,
  });

/** The collection with these requests made such that nothing of them is sent: only what stands around them runs. */
const loginsAlone = ({ index }: RunInput, ids: ReadonlySet<string>): string => {
  const script = { type: 'text/javascript', exec: ['pm.execution.skipRequest();'] };
  const skipped = (items: readonly FileItem[]): readonly FileItem[] =>
    items.map((item) => {
      if (item.item !== undefined) return { ...item, item: [...skipped(item.item)] };
      return ids.has(item.id ?? '') ? { ...item, event: [{ listen: 'prerequest', script }] } : item;
    });
  return JSON.stringify({ ...index.collection, item: skipped(index.collection.item) });
};

/** The first request of each way to log in: with an authorization of its own, or below folders with scripts of their own. */
const oneOfEachLogin = ({ index, requests }: RunInput): readonly FileItem[] => {
  const wanted = new Set(requests);
  const first = new Map<string, FileItem>();
  const visit = (items: readonly FileItem[], folders: string, outer: unknown): void => {
    for (const item of items) {
      const auth = item.auth ?? item.request?.auth ?? outer;
      if (item.item !== undefined) {
        visit(item.item, item.event?.length ? `${folders}/${item.id ?? ''}` : folders, auth);
        continue;
      }
      const way = `${folders} ${JSON.stringify(auth)}`;
      if (wanted.has(item) && !first.has(way)) first.set(way, item);
    }
  };
  visit(index.collection.item, '', undefined);
  return [...first.values()];
};

/**
 * Logs in beforehand, so that all workers have the same token.
 *
 * @returns what was sent for it
 */
const logInOnce = async (run: RunInput, live: LiveEnvironment): Promise<RunReport> => {
  const ids = idsOf(oneOfEachLogin(run));
  const { onRequest: _onRequest, data: _data, iterations: _iterations, bail: _bail, ...input } = run.input;
  return run.engine.run({
    ...input,
    collection: loginsAlone(run, ids),
    only: ids,
    onVariables: live.onVariables,
  });
};

const inParallel = async (run: RunInput, live: LiveEnvironment): Promise<RunReport> => {
  const { signal, bail } = run.input;
  const login = await logInOnce(run, live);
  const environment = withValues(
    live.environment,
    Object.fromEntries(run.unshared.map((name) => [name, ''])),
  );
  const stop = new AbortController();
  const changed: Record<string, string> = {};
  const work = async (units: readonly Unit[]): Promise<RunReport> => {
    const report = await run.engine.run({
      ...run.input,
      environment,
      collection: JSON.stringify(run.index.collection),
      only: idsOf(units.flat()),
      signal: AbortSignal.any([stop.signal, ...(signal === undefined ? [] : [signal])]),
      onVariables: (changes) => {
        Object.assign(changed, changes);
        run.onChange?.(changes);
      },
    });
    if (bail === true && report.failures.length > 0) stop.abort();
    return report;
  };
  const parts = dealOut(run.units, run.workers).filter((units) => units.length > 0);
  const reports = signal?.aborted === true ? [] : await Promise.all(parts.map(work));
  live.environment = withValues(live.environment, changed);
  const merged = mergeReports([{ ...login, requests: [], failures: [] }, ...reports]);
  // A worker that was stopped because another failed was not interrupted from outside.
  const { interrupted: _interrupted, ...report } = withLogin(merged, login);
  return { ...report, ...(signal?.aborted === true && { interrupted: true }) };
};

/** The login's requests belong to the first request that needed them. */
const withLogin = (report: RunReport, login: RunReport): RunReport => {
  const sent = login.requests.flatMap(({ sentByScripts }) => sentByScripts);
  const [first, ...others] = report.requests;
  if (first === undefined) return report;
  const start = Math.min(first.start, ...sent.map((exchange) => exchange.start));
  const duration = first.duration + first.start - start;
  return {
    ...report,
    requests: [{ ...first, start, duration, sentByScripts: [...sent, ...first.sentByScripts] }, ...others],
  };
};

const keyOf = ({ id = '', iteration }: RequestReport): string => `${iteration} ${id}`;

/** Places of executions that failed, that may be repeated, and that can be told from all others. */
const repeatable = ({ requests, failures }: RunReport): readonly number[] => {
  const counts = new Map<string, number>();
  for (const request of requests) counts.set(keyOf(request), (counts.get(keyOf(request)) ?? 0) + 1);
  const failed = new Set(failures.flatMap(({ request }) => request ?? []));
  return [...requests.entries()].flatMap(([place, request]) => {
    const isClear = request.id !== undefined && counts.get(keyOf(request)) === 1;
    return failed.has(place) && isClear && isSafeMethod(request.method) ? [place] : [];
  });
};

const tryAgain = async (run: RunInput, live: LiveEnvironment, first: RunReport): Promise<RunReport> => {
  let report = first;
  for (let retry = 1; retry <= run.retries; retry += 1) {
    const failed = repeatable(report);
    const iterations = new Set(failed.flatMap((place) => report.requests[place]?.iteration ?? []));
    for (const iteration of iterations) {
      if (run.input.signal?.aborted === true) return report;
      const places = failed.filter((place) => report.requests[place]?.iteration === iteration);
      const again = await repeat(run, live, report, places, iteration);
      report = replaced(report, again, places, retry);
    }
  }
  return report;
};

const repeat = (
  { engine, index, input: { data, iterations: _iterations, ...input } }: RunInput,
  live: LiveEnvironment,
  { requests }: RunReport,
  places: readonly number[],
  iteration: number,
): Promise<RunReport> => {
  // The last row stands for all iterations behind it.
  const row = data?.[Math.min(iteration, data.length - 1)];
  return engine.run({
    ...input,
    ...(row !== undefined && { data: [row] }),
    environment: live.environment,
    collection: JSON.stringify(index.collection),
    only: new Set(places.map((place) => requests[place]?.id ?? '')),
    onVariables: live.onVariables,
  });
};

/** What was tried again stands in place of what had failed. */
const replaced = (
  report: RunReport,
  again: RunReport,
  places: readonly number[],
  retry: number,
): RunReport => {
  const by = Date.parse(again.startedAt) - Date.parse(report.startedAt);
  const requests = [...report.requests];
  const done = new Map<number, number>();
  for (const [place, request] of again.requests.entries()) {
    const target = places.find((each) => report.requests[each]?.id === request.id);
    const before = report.requests[target ?? -1];
    if (target === undefined || before === undefined) continue;
    requests[target] = { ...laterRequest(request, by), iteration: before.iteration, retry };
    done.set(place, target);
  }
  const isReplaced = new Set(done.values());
  return {
    ...report,
    duration: Math.max(report.duration, by + again.duration),
    ...(again.interrupted === true && { interrupted: true }),
    requests,
    failures: [
      ...report.failures.filter(({ request }) => request === undefined || !isReplaced.has(request)),
      ...again.failures.map(({ request, ...failure }): Failure => {
        const target = done.get(request ?? -1);
        return { ...failure, ...(target !== undefined && { request: target }) };
      }),
    ],
  };
};

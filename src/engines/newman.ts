/** newman 6, the open-source runner that people use in CI, in this process. */

import type { EventEmitter } from 'node:events';
import type { NewmanRunOptions } from 'newman';
import type { RunReport } from '../report/run-report.ts';
import { untilAborted } from './aborting.ts';
import { indexCollection, selectItems, type CollectionIndex } from '../format/read-collection.ts';
import { tellPlaces } from './script-places.ts';
import type { Engine, EngineInput } from './engine.ts';
import { loadQuietly } from './known-warnings.ts';
import type { EventCursor, EventItem, EventRequest, EventResponse, ScriptError } from './event-types.ts';
import { Recorder } from './recorder.ts';
import type { RequestError } from './request-error.ts';
import { recordAssertion, recordRequest, scriptErrorOf } from './run-events.ts';
import { catchStrayRejections } from './stray-rejections.ts';
import { type ScriptExecution, VariableWatch } from './variable-watch.ts';

interface NewmanAssertion {
  readonly assertion: string;
  readonly skipped: boolean;
}

const version = async (): Promise<string> => {
  const { version: found } = await import('#vendor/newman');
  return found;
};

const run = (input: EngineInput): Promise<RunReport> =>
  loadQuietly(async () => {
    const { default: newman } = await import('#vendor/newman');
    const index = indexCollection(input.collection);
    const options = optionsOf(input, index);
    const recorder = new Recorder(
      { paths: index.paths, scripts: tellPlaces(index.collection, input.scriptTimeout) },
      input,
    );
    const watch = new VariableWatch(input.environment, input.onVariables);
    await catchStrayRejections(
      (reason) => recorder.scriptFailed(scriptErrorOf(reason)),
      () =>
        untilAborted(input.signal, (resolve, reject) => {
          const emitter = newman.run(options, (error) => {
            if (error !== null && !isScriptTimeout(error)) return reject(error);
            if (error !== null) recorder.brokenOff(error);
            resolve();
          });
          return record(emitter, recorder, watch, input);
        }),
    );
    return recorder.finish({
      collection: index.collection.info.name,
      engine: 'newman',
      engineVersion: await version(),
      ...(input.signal?.aborted === true && { interrupted: true }),
    });
  });

/** An endless loop ends newman's whole run; the other engines go on with the next request. */
const isScriptTimeout = (error: Error): boolean =>
  'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

const optionsOf = (input: EngineInput, index: CollectionIndex): NewmanRunOptions => ({
  // newman takes the parsed file; its type wants the SDK's definition, which is the same thing.
  collection: selectItems(index.collection, input.only) as NonNullable<NewmanRunOptions['collection']>,
  environment: { ...input.environment, values: input.environment.values.map((value) => ({ ...value })) },
  reporters: [],
  insecure: input.insecure ?? false,
  workingDir: input.workingFolder ?? process.cwd(),
  insecureFileRead: false,
  timeoutRequest: input.requestTimeout,
  timeoutScript: input.scriptTimeout,
  ...(input.data !== undefined && { iterationData: [...input.data] }),
  ...(input.iterations !== undefined && { iterationCount: input.iterations }),
  ...(input.delay !== undefined && { delayRequest: input.delay }),
  ...(input.caFile !== undefined && { sslExtraCaCerts: input.caFile }),
  ...(input.clientCertificate !== undefined && {
    sslClientCert: input.clientCertificate.certFile,
    sslClientKey: input.clientCertificate.keyFile,
  }),
});

/** Listens to newman's events, whose payloads it does not type; returns how to stop the run. */
const record = (
  emitter: EventEmitter,
  recorder: Recorder,
  watch: VariableWatch,
  { bail }: EngineInput,
): (() => Promise<void>) => {
  let stop: (() => void) | undefined;
  emitter.on('start', (_error, { run: started }: { run: { abort(): void } }) => {
    stop = () => started.abort();
  });
  emitter.on('beforeItem', (_error, { item, cursor }: ItemEvent) => {
    recorder.begin(item, cursor.iteration);
  });
  emitter.on('request', (error: RequestError | null, event: RequestEvent) => {
    recordRequest(recorder, event.item, event.request, { error, response: event.response });
  });
  emitter.on('assertion', (error: ScriptError | null, { assertion, skipped }: NewmanAssertion) => {
    recordAssertion(recorder, { name: assertion, skipped, passed: error === null, error });
  });
  emitter.on('console', (_error, { level, messages }: { level: string; messages: unknown[] }) =>
    recorder.said(level, messages),
  );
  emitter.on('exception', (_error, { error, cursor }: ExceptionEvent) =>
    recorder.scriptFailed(error, cursor?.scriptId),
  );
  emitter.on('beforeScript', (_error, { script }: ScriptEvent) => {
    recorder.scriptBegins(script?.id);
    watch.begin();
  });
  emitter.on('script', (error: ScriptError | null, { execution, script }: ScriptEvent) => {
    if (error) recorder.scriptEnded(error, script?.id);
    watch.end(execution);
  });
  emitter.on('item', () => {
    recorder.end();
    if (bail === true && recorder.hasFailed) stop?.();
  });
  return async () => {
    await watch.idle();
    stop?.();
  };
};

interface ItemEvent {
  readonly item: EventItem;
  readonly cursor: EventCursor;
}

interface ExceptionEvent {
  readonly error: ScriptError;
  readonly cursor?: EventCursor;
}

interface ScriptEvent {
  readonly execution?: ScriptExecution;
  readonly script?: { readonly id?: string };
}

interface RequestEvent {
  readonly item: EventItem;
  readonly request: EventRequest;
  readonly response?: EventResponse;
}

/** The engine `newman`. */
export const newmanEngine: Engine = { name: 'newman', tellsVariables: true, version, run };

/** postman-runtime 7.5x: the engine that Postman's desktop app and its CLI carry, in this process. */

import type SDK from 'postman-collection';
import type { RuntimeCallbacks } from '#vendor/postman-runtime';
import type { RunReport } from '../report/run-report.ts';
import { untilAborted } from './aborting.ts';
import { indexCollection, selectItems } from '../format/read-collection.ts';
import { filesBelow } from './sent-files.ts';
import { tellPlaces } from './script-places.ts';
import type { ClientCertificate, Engine, EngineInput } from './engine.ts';
import { loadQuietly } from './known-warnings.ts';
import { Recorder } from './recorder.ts';
import { recordAssertion, recordRequest } from './run-events.ts';
import { VariableWatch } from './variable-watch.ts';

const version = async (): Promise<string> => {
  const { version: found } = await import('#vendor/postman-runtime');
  return found;
};

const run = (input: EngineInput): Promise<RunReport> =>
  loadQuietly(async () => {
    const { default: runtime } = await import('#vendor/postman-runtime');
    const { default: sdk } = await import('#vendor/postman-collection');
    const index = indexCollection(input.collection);
    const recorder = new Recorder(
      { paths: index.paths, scripts: tellPlaces(index.collection, input.scriptTimeout) },
      input,
    );
    const watch = new VariableWatch(input.environment, input.onVariables);
    // The SDK's types are those of an older version; it takes the parsed file as it is.
    const collection = new sdk.Collection(
      selectItems(index.collection, input.only) as ConstructorParameters<typeof sdk.Collection>[0],
    );
    const environment = new sdk.VariableScope({ values: [...input.environment.values] });
    const options = { ...optionsOf(input, sdk), environment };
    await untilAborted(input.signal, (resolve, reject) => {
      let stop: (() => void) | undefined;
      new runtime.Runner().run(collection, options, (error, started) => {
        if (error) return reject(error);
        stop = () => started.abort();
        const done = (runError: Error | null): void => {
          // The sandbox is a worker thread, which keeps the process alive until it is disposed of.
          started.host?.dispose();
          if (runError) reject(runError);
          else resolve();
        };
        started.start({ ...callbacksFor(recorder, watch, () => input.bail === true && stop?.()), done });
      });
      return async () => {
        await watch.idle();
        stop?.();
      };
    });
    return recorder.finish({
      collection: index.collection.info.name,
      engine: 'runtime',
      engineVersion: await version(),
      ...(input.signal?.aborted === true && { interrupted: true }),
    });
  });

/** As newman wires its own, older runtime; 0 = no limit. */
const optionsOf = (input: EngineInput, sdk: typeof SDK) => ({
  timeout: { global: 0, request: input.requestTimeout, script: input.scriptTimeout },
  fileResolver: filesBelow(input.workingFolder ?? process.cwd()),
  requester: {
    strictSSL: input.insecure !== true,
    useWhatWGUrlParser: true,
    ...(input.caFile !== undefined && { extendedRootCA: input.caFile }),
  },
  ...(input.data !== undefined && { data: [...input.data] }),
  ...(input.iterations !== undefined && { iterationCount: input.iterations }),
  ...(input.delay !== undefined && { delay: { item: input.delay } }),
  ...(input.clientCertificate !== undefined && {
    certificates: certificatesOf(input.clientCertificate, sdk),
  }),
});

const certificatesOf = ({ certFile, keyFile }: ClientCertificate, sdk: typeof SDK) =>
  new sdk.CertificateList({}, [
    { matches: ['https://*:*/*'], key: { src: keyFile }, cert: { src: certFile } },
  ]);

/** @param onFailed called when a request has ended, and something has failed */
const callbacksFor = (
  recorder: Recorder,
  watch: VariableWatch,
  onFailed: () => void,
): Omit<RuntimeCallbacks, 'done'> => ({
  beforeItem: (_error, cursor, item) => recorder.begin(item, cursor.iteration),
  request: (error, _cursor, response, request, item) =>
    recordRequest(recorder, item, request, { error, response }),
  assertion: (_cursor, assertions) => {
    for (const assertion of assertions) recordAssertion(recorder, assertion);
  },
  console: (_cursor, level, ...values) => recorder.said(level, values),
  exception: ({ scriptId }, error) => recorder.scriptFailed(error, scriptId),
  beforeScript: (_error, _cursor, script) => {
    recorder.scriptBegins(script?.id);
    watch.begin();
  },
  script: (error, _cursor, execution, script) => {
    if (error) recorder.scriptEnded(error, script?.id);
    watch.end(execution);
  },
  item: () => {
    recorder.end();
    if (recorder.hasFailed) onFailed();
  },
});

/** The engine `runtime`. */
export const runtimeEngine: Engine = { name: 'runtime', tellsVariables: true, version, run };

/** Runs requests with different scripts in turn in newman, and times each from its start to the end of its scripts. */

import type { EventEmitter } from 'node:events';
import newman, { type NewmanRunOptions } from 'newman';

export type Variables = Readonly<Record<string, string>>;

/** Scripts of a request. */
export interface Scripts {
  readonly preRequest?: string;
  readonly postResponse?: string;
}

/** A collection whose requests differ in their scripts alone. */
export interface Load {
  readonly url: string;
  /** Requests for each set of scripts; the sets take turns. */
  readonly requests: number;
  /** Name → scripts. */
  readonly scripts: Readonly<Record<string, Scripts>>;
  readonly variables: Variables;
  readonly caFile: string;
}

export interface LoadResult {
  /** Name → milliseconds that each request took, scripts included. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  /** The environment at the end. */
  readonly variables: Variables;
}

const event = (listen: 'prerequest' | 'test', script: string | undefined) =>
  script === undefined ? [] : [{ listen, script: { type: 'text/javascript', exec: script.split('\n') } }];

const collectionOf = ({ url, requests, scripts }: Load) => ({
  info: { name: 'bench', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }] },
  item: Array.from({ length: requests }, (_, index) =>
    Object.entries(scripts).map(([name, { preRequest, postResponse }]) => ({
      name,
      request: { method: 'GET', url: `${url}/${index}` },
      event: [...event('prerequest', preRequest), ...event('test', postResponse)],
    })),
  ).flat(),
});

const optionsOf = (load: Load): NewmanRunOptions => ({
  // newman takes the parsed file; its type wants the SDK's definition, which is the same thing.
  collection: collectionOf(load) as NonNullable<NewmanRunOptions['collection']>,
  environment: {
    name: 'bench',
    values: Object.entries(load.variables).map(([key, value]) => ({ key, value, enabled: true })),
  },
  reporters: [],
  sslExtraCaCerts: load.caFile,
});

/** newman's summary, as far as its types leave it open. */
interface Summary {
  readonly environment: { readonly values: { toObject(): Record<string, string> } };
  readonly run: { readonly failures: readonly { readonly error: Error }[] };
}

/** Runs it. A failure of a request or script ends the bench: what failed was not measured. */
export const runLoad = (load: Load): Promise<LoadResult> =>
  new Promise((resolve, reject) => {
    const times = new Map<string, number[]>(Object.keys(load.scripts).map((name) => [name, []]));
    let begun = 0;
    const emitter: EventEmitter = newman.run(optionsOf(load), (error, found) => {
      // newman's type of a summary leaves the environment's values open.
      const summary = found as unknown as Summary;
      const failure = error ?? summary.run.failures[0]?.error;
      if (failure) return reject(new Error(`the bench's requests failed: ${failure.message}`));
      return resolve({ times, variables: summary.environment.values.toObject() });
    });
    emitter.on('beforeItem', () => {
      begun = performance.now();
    });
    emitter.on('item', (_error, { item }: { item: { name: string } }) => {
      times.get(item.name)?.push(performance.now() - begun);
    });
  });

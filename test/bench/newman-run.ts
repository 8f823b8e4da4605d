/** Runs requests in newman, and times each from its start to the end of its scripts. */

import type { EventEmitter } from 'node:events';
import newman, { type NewmanRunOptions } from 'newman';

export type Variables = Readonly<Record<string, string>>;

/** Scripts of a request, or of all. */
export interface Scripts {
  readonly preRequest?: string;
  readonly postResponse?: string;
}

const event = (listen: 'prerequest' | 'test', script: string | undefined) =>
  script === undefined ? [] : [{ listen, script: { type: 'text/javascript', exec: script.split('\n') } }];

/** How a collection's file holds scripts. */
export const eventsOf = ({ preRequest, postResponse }: Scripts) => [
  ...event('prerequest', preRequest),
  ...event('test', postResponse),
];

/** A collection's file, as it is parsed. */
export interface Collection {
  readonly info: unknown;
  readonly item: readonly unknown[];
  readonly auth?: unknown;
  readonly event?: readonly unknown[];
}

/** What is run. */
export interface Run {
  readonly collection: Collection;
  readonly variables: Variables;
  readonly caFile: string;
}

export interface RunResult {
  /** In order: the request's name, and the milliseconds that it took, scripts included. */
  readonly times: readonly { readonly name: string; readonly time: number }[];
  /** The environment at the end. */
  readonly variables: Variables;
}

const optionsOf = ({ collection, variables, caFile }: Run): NewmanRunOptions => ({
  // newman takes the parsed file; its type wants the SDK's definition, which is the same thing.
  collection: collection as unknown as NonNullable<NewmanRunOptions['collection']>,
  environment: {
    name: 'bench',
    values: Object.entries(variables).map(([key, value]) => ({ key, value, enabled: true })),
  },
  reporters: [],
  sslExtraCaCerts: caFile,
});

/** newman's summary, as far as its types leave it open. */
interface Summary {
  readonly environment: { readonly values: { toObject(): Record<string, string> } };
  readonly run: { readonly failures: readonly { readonly error: Error }[] };
}

/** Runs it. A failure of a request or script ends the bench: what failed was not measured. */
export const runCollection = (run: Run): Promise<RunResult> =>
  new Promise((resolve, reject) => {
    const times: { name: string; time: number }[] = [];
    let begun = 0;
    const emitter: EventEmitter = newman.run(optionsOf(run), (error, found) => {
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
      times.push({ name: item.name, time: performance.now() - begun });
    });
  });

/** Requests that differ in their scripts alone. */
export interface Load {
  readonly url: string;
  /** Requests for each set of scripts; the sets take turns. */
  readonly requests: number;
  /** Name → scripts. */
  readonly scripts: Readonly<Record<string, Scripts>>;
}

/** A collection of them; a request has the name of its set. */
export const collectionOf = ({ url, requests, scripts }: Load): Collection => ({
  info: { name: 'bench', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }] },
  item: Array.from({ length: requests }, (_, index) =>
    Object.entries(scripts).map(([name, own]) => ({
      name,
      request: { method: 'GET', url: `${url}/${index}` },
      event: eventsOf(own),
    })),
  ).flat(),
});

/** What the scripts of the shipped Pexip collection cost each of its list requests, over the same requests without any. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeyPair, privatePem } from '../../src/keys/key-pair.ts';
import { startLocalServers } from './local-server.ts';
import { interleave, valueOf } from './measure.ts';
import { eventsOf, runCollection, type Collection, type Scripts } from './newman-run.ts';
import type { Result } from './result.ts';

export const pexipFile = join(
  import.meta.dirname,
  '../../dist/collections/pexip-management.postman_collection.json',
);

/** How many list requests take part, and how many of them warm newman up and log in. */
const requests = 60;
const warmUp = 10;

interface Request {
  readonly request: {
    readonly method: string;
    readonly url: { readonly path?: readonly string[]; readonly variable?: readonly unknown[] };
  };
  readonly response: readonly { readonly code: number; readonly body?: string }[];
}

interface Folder {
  readonly item: readonly (Folder | Request)[];
}

/** The part of the file that is read here. */
type PexipCollection = Collection & Folder;

const pathOf = ({ request }: Request): string => `/${(request.url.path ?? []).join('/')}`;

const exampleOf = ({ response }: Request): string | undefined =>
  response.find(({ code }) => code === 200)?.body;

/** A request that needs nothing but the host, and has an example to be answered with. */
const isList = (item: Request): boolean =>
  item.request.method === 'GET' &&
  (item.request.url.variable ?? []).length === 0 &&
  !pathOf(item).includes('{{') &&
  exampleOf(item) !== undefined;

const requestsIn = ({ item }: Folder): Request[] =>
  item.flatMap((each) => ('item' in each ? requestsIn(each) : [each]));

/** The folders with nothing but the wanted requests in them, and without those that are empty then. */
const only = (wanted: ReadonlySet<Request>, { item }: Folder): Folder['item'] =>
  item.flatMap((each): Folder['item'] => {
    if (!('item' in each)) return wanted.has(each) ? [each] : [];
    const left = only(wanted, each);
    return left.length === 0 ? [] : [{ ...each, item: left }];
  });

/** The same requests in no folder, with neither scripts nor variables of the collection but the given ones. */
const bare = ({ info, auth }: PexipCollection, wanted: ReadonlySet<Request>, scripts: Scripts) => ({
  info,
  auth,
  item: [...wanted].map((each) => ({ ...each, event: [] })),
  event: eventsOf(scripts),
});

const oneLine = `pm.variables.get('x');`;

const names = {
  none: 'no script',
  oneLine: 'one-line scripts before and after',
  shipped: 'the collection as it is shipped',
} as const;

const ratioOf = (times: ReadonlyMap<string, number>): number => {
  const over = (name: 'oneLine' | 'shipped') => valueOf(times, names[name]) - valueOf(times, names.none);
  return over('shipped') / over('oneLine');
};

/** Runs them in turn. */
export const measurePexipRun = async (rounds: number): Promise<Result[]> => {
  // JSON.parse returns any; the text was written by the build.
  const pexip = JSON.parse(readFileSync(pexipFile, 'utf8')) as PexipCollection;
  const wanted = new Set(requestsIn(pexip).filter(isList).slice(0, requests));
  const collections: Record<keyof typeof names, Collection> = {
    none: bare(pexip, wanted, {}),
    oneLine: bare(pexip, wanted, { preRequest: oneLine, postResponse: oneLine }),
    shipped: { ...pexip, item: only(wanted, pexip) },
  };
  const bodies = new Map([...wanted].map((each) => [pathOf(each), exampleOf(each) ?? '']));
  const servers = await startLocalServers(bodies);
  const key = privatePem(await makeKeyPair('ES256', 2048), undefined);
  const variables = { host: servers.secureHost, client_id: 'bench', client_private_key: key };
  const sampler = (name: keyof typeof names) => ({
    rounds,
    sample: async () => {
      const { times } = await runCollection({ collection: collections[name], variables, ...servers });
      return new Map([[names[name], times.map(({ time }) => time).slice(warmUp)]]);
    },
  });
  try {
    const times = await interleave([sampler('none'), sampler('oneLine'), sampler('shipped')]);
    const section = `Pexip collection, per list request`;
    return [
      ...[...times].map(([name, value]): Result => ({ section, name, value, unit: 'ms' })),
      { section, name: 'scripts, over one-line scripts', value: ratioOf(times), unit: '×', budget: 1.5 },
    ];
  } finally {
    await servers.close();
  }
};

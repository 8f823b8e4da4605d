/** Reads the schemas of a live Tastypie service, root by root. */

import { PostsmithError } from '../../errors.ts';
import { keptSchema } from '../../sources/tastypie/schema.ts';
import { isRecord, parseJson } from '../../values/json.ts';
import { getPatiently, type Connection } from './get.ts';

type Members = Readonly<Record<string, unknown>>;

/** A resource that a root lists. */
interface Listed {
  readonly name: string;
  /** The path of its list. */
  readonly path: string;
  /** Where its schema is, or the schema itself. */
  readonly schema: string | Members;
}

/** What is done with what is read. */
export interface Reading {
  readonly connection: Connection;
  /** True for a resource that an earlier import has saved. */
  readonly isSaved: (name: string) => boolean;
  /** Called with a resource that the login may not see, and why it is left out. */
  readonly onLeftOut: (name: string, why: string) => void;
  /** Called with each schema as soon as it is whole. */
  readonly onSchema: (name: string, schema: Members) => void;
}

/** Requests at once: as many as the service's own command line sends. */
const AT_ONCE = 5;

const failure = (url: string, problem: string, cause?: unknown): PostsmithError =>
  new PostsmithError('USAGE', `${url}: ${problem}.`, { cause });

const problemOf = (status: number): string => {
  if (status === 401 || status === 403)
    return `the service responded with ${status}: say with --authorization whose login to use, and with -e where its values are`;
  if (status >= 300 && status < 400)
    return `the service responded with ${status}, which leads elsewhere; give that address`;
  return `the service responded with ${status}`;
};

/** @throws PostsmithError USAGE where it can't be had */
const getJson = async (url: string, connection: Connection): Promise<Members> => {
  const { status, body } = await getPatiently(url, connection).catch((cause: unknown) => {
    connection.signal.throwIfAborted();
    throw failure(
      url,
      `the service could not be asked (${cause instanceof Error ? cause.message : String(cause)})`,
      cause,
    );
  });
  if (status !== 200) throw failure(url, problemOf(status));
  const value = parseJson(body);
  if (!isRecord(value)) throw failure(url, 'the response is no JSON object, so this is no Tastypie service');
  return value;
};

/** The path of an address of the service itself; a service that names another host is not followed there. */
const pathOf = (address: string, base: URL): string => {
  const url = new URL(address, base);
  if (url.origin !== base.origin)
    throw failure(base.href, `the service names ${url.origin}, which is another server`);
  return url.pathname;
};

const listedIn = (root: Members, base: URL): readonly Listed[] =>
  Object.entries(root).flatMap(([name, entry]): Listed[] => {
    if (!isRecord(entry) || typeof entry['list_endpoint'] !== 'string') return [];
    const { schema } = entry;
    if (typeof schema !== 'string' && !isRecord(schema)) return [];
    return [{ name, path: pathOf(entry['list_endpoint'], base), schema }];
  });

/** The names become names of files. */
const refuseNames = (listed: readonly Listed[], base: URL): void => {
  const odd = listed.find(({ name }) => !/^[A-Za-z\d][\w.-]*$/.test(name));
  if (odd !== undefined)
    throw failure(base.href, `no file can be called as its resource ${JSON.stringify(odd.name)}`);
};

/** All resources with their schemas, where the service gives them at once; else with the addresses of those. */
const listRoot = async (base: URL, connection: Connection): Promise<readonly Listed[]> => {
  const whole = new URL(base);
  whole.searchParams.set('fullschema', 'true');
  const root = await getJson(whole.href, connection).catch((refusal: unknown) => {
    connection.signal.throwIfAborted();
    // Not every version knows the parameter, and not every one survives it.
    if (/responded with [45]\d\d/.test(String(refusal))) return undefined;
    throw refusal;
  });
  const listed = listedIn(root ?? (await getJson(base.href, connection)), base);
  if (listed.length === 0)
    throw failure(base.href, 'it lists no resource with a schema, so it is no root of a Tastypie service');
  refuseNames(listed, base);
  return listed;
};

/** Each is begun when one before has ended, so many at once. After a failure none is begun, and those that run are waited for. */
const inParallel = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const pending = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of pending) {
      if (failures.length > 0) return;
      await work(item).catch((failed: unknown) => failures.push(failed));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
};

/**
 * Reads every schema of a root twice: what differs is made up by the service.
 *
 * @returns the path of the root
 * @throws PostsmithError USAGE; what was read until then has been handed over
 */
export const readRoot = async (
  address: string,
  { connection, isSaved, onSchema, onLeftOut }: Reading,
): Promise<string> => {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw failure(address, 'this is no address; give one such as https://node.example.com/api/v1/');
  const base = new URL(address.replace(/\/*$/, '/'));
  const [first, second] = [await listRoot(base, connection), await listRoot(base, connection)];
  const again = new Map(second.map((each) => [each.name, each]));
  const schemaOf = async ({ schema }: Listed): Promise<Members> =>
    typeof schema === 'string' ? getJson(new URL(pathOf(schema, base), base).href, connection) : schema;
  await inParallel(
    first.filter(({ name }) => !isSaved(name)),
    async (each) => {
      const schema = await schemaOf(each).catch((refusal: unknown) => {
        const [status] = /(?<=responded with )40[34]/.exec(String(refusal)) ?? [];
        if (status === undefined) throw refusal;
        onLeftOut(each.name, `the service responded with ${status} when asked for its schema`);
        return undefined;
      });
      if (schema === undefined) return;
      if (!isRecord(schema['fields'])) throw failure(base.href, `the schema of ${each.name} has no fields`);
      const other = await schemaOf(again.get(each.name) ?? each);
      onSchema(each.name, keptSchema({ ...schema, list_endpoint: each.path }, other));
    },
  );
  return base.pathname;
};

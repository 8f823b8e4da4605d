/** Reads a collection file (Postman Collection Format v2.1.0): its items, their paths, the folder to run. */

import { closest } from '../did-you-mean.ts';
import { PostsmithError } from '../errors.ts';
import { isRecord, parseJson } from '../values/json.ts';

/** A script in a file: its lines. */
export interface FileScript {
  id?: string;
  exec?: string[] | string;
}

/** An item of a file, as far as anybody looks at it; everything else is carried along. A folder has `item`. */
export interface FileItem {
  id?: string;
  name?: string;
  item?: FileItem[];
  /** A folder's; that of a request stands in `request`. */
  auth?: unknown;
  event?: { listen?: string; script?: FileScript }[];
  request?: {
    method?: string;
    auth?: { type?: string } | null;
    url?: string | { raw?: string };
    body?: FileBody | null;
  };
}

/** A body, as far as it names files. */
interface FileBody {
  mode?: string;
  disabled?: boolean;
  file?: { src?: string | null } | null;
  formdata?: { type?: string; disabled?: boolean; src?: string | string[] | null }[];
}

/** A collection file: an item with an `info` block in place of a name. It may be anybody's. */
export interface FileCollection {
  info: { name: string };
  item: FileItem[];
  event?: { script?: FileScript }[];
}

/** One folder or request of the collection. */
export interface IndexedItem {
  readonly id: string;
  readonly item: FileItem;
  /** Names from the top folder down. */
  readonly path: readonly string[];
}

/** A collection file whose items can be found. */
export interface CollectionIndex {
  /** The parsed collection; every item has an id. */
  readonly collection: FileCollection;
  readonly items: readonly IndexedItem[];
  /** Path of names by item id. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/**
 * Parses a collection and gives every item an id, so that an engine's events can be told apart.
 *
 * @throws PostsmithError USAGE when the text is no Postman collection.
 */
export const indexCollection = (text: string, file = ''): CollectionIndex => {
  const collection = parse(text, file);
  const items = [...walk(collection.item, [])];
  return { collection, items, paths: new Map(items.map(({ id, path }) => [id, path])) };
};

/**
 * The item that is meant: by id, by name, or by path (`Status/Alarms`).
 *
 * @throws PostsmithError USAGE when there is none, or more than one.
 */
export const findItem = (
  index: CollectionIndex,
  wanted: string,
  what: 'folder or request' | 'request',
): FileItem => {
  const items = index.items.filter(({ item }) => what !== 'request' || item.item === undefined);
  const byPath = items.filter(({ item, path }) => item.id === wanted || path.join('/') === wanted);
  const found = byPath.length > 0 ? byPath : items.filter(({ path }) => path.at(-1) === wanted);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.item;
  const name = index.collection.info.name;
  if (found.length > 1) {
    throw new PostsmithError(
      'USAGE',
      `‘${wanted}’ is the name of ${found.length} ${what === 'request' ? 'requests' : 'folders or requests'} of ${name}; give the path of one:`,
      { problems: found.map(({ path }) => path.join('/')) },
    );
  }
  const paths = items.map(({ path }) => path.join('/'));
  const near = closest(wanted, [...paths, ...items.map(({ path }) => path.at(-1) ?? '')]);
  if (near !== undefined) {
    throw new PostsmithError('USAGE', `${name} has no ${what} ‘${wanted}’. Did you mean ‘${near}’?`);
  }
  throw new PostsmithError('USAGE', `${name} has no ${what} ‘${wanted}’. There are:`, {
    problems: what === 'request' ? paths : paths.filter((_path, place) => items[place]?.path.length === 1),
  });
};

/** The collection with these requests alone, in their folders; whole where none are named. */
export const selectItems = (collection: FileCollection, ids?: ReadonlySet<string>): FileCollection =>
  ids === undefined ? collection : { ...collection, item: selected(collection.item, ids) };

const selected = (items: readonly FileItem[], ids: ReadonlySet<string>): FileItem[] =>
  items.flatMap((item) => {
    if (item.item === undefined) return ids.has(item.id ?? '') ? [item] : [];
    const inside = selected(item.item, ids);
    return inside.length === 0 ? [] : [{ ...item, item: inside }];
  });

const parse = (text: string, file: string): FileCollection => {
  const what = `The ${file === '' ? 'file' : `collection file ${file}`}`;
  const parsed = parseJson(text);
  if (parsed === undefined) throw new PostsmithError('USAGE', `${what} is not JSON.`);
  if (!isCollection(parsed)) {
    throw new PostsmithError(
      'USAGE',
      `${what} is not a Postman collection (format v2.1.0): it has no \`info.name\` or no \`item\` list.`,
    );
  }
  return parsed;
};

const isCollection = (value: unknown): value is FileCollection =>
  isRecord(value) &&
  isRecord(value['info']) &&
  typeof value['info']['name'] === 'string' &&
  Array.isArray(value['item']);

function* walk(items: readonly FileItem[], parent: readonly string[]): Generator<IndexedItem> {
  for (const [position, item] of items.entries()) {
    const path = [...parent, item.name ?? `#${position + 1}`];
    item.id ??= `unnamed:${path.join('/')}:${position}`;
    yield { id: item.id, item, path };
    if (item.item !== undefined) yield* walk(item.item, path);
  }
}

/** The requests below these items, in their order. */
export function* requestsIn(items: readonly FileItem[]): Generator<FileItem> {
  for (const item of items) {
    if (item.item === undefined) yield item;
    else yield* requestsIn(item.item);
  }
}

/** The URL of a request as it stands in the file, with its placeholders; '' where there is none. */
export const rawUrlOf = ({ request }: FileItem): string => {
  const url = request?.url ?? '';
  return typeof url === 'string' ? url : (url.raw ?? '');
};

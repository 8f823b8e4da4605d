/** Reads a generated collection (Postman Collection Format v2.1.0): its items, their paths, the folder to run. */

import { PostsmithError } from '../errors.ts';
import { isRecord, parseJson } from '../model/json.ts';
import { withPlaces, type PostmanScript } from './script-places.ts';

/** An item as the format has it: a folder when it has `item`, else a request. */
interface PostmanItem {
  id?: string;
  name?: string;
  item?: PostmanItem[];
  event?: { script?: PostmanScript }[];
}

/** A collection file: an item with an `info` block in place of a name. */
export interface PostmanCollection {
  info: { name: string };
  item: PostmanItem[];
  event?: { script?: PostmanScript }[];
}

/** One folder or request of the collection. */
export interface IndexedItem {
  readonly id: string;
  /** Names from the top folder down. */
  readonly path: readonly string[];
  readonly isFolder: boolean;
}

export interface CollectionIndex {
  /** The parsed collection; every item has an id. */
  readonly collection: PostmanCollection;
  readonly items: readonly IndexedItem[];
  /** Path of names by item id. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/**
 * Parses a collection and gives every item an id, so that an engine's events can be told apart.
 *
 * @throws PostsmithError USAGE when the text is no Postman collection.
 */
export const indexCollection = (text: string): CollectionIndex => {
  const collection = parse(text);
  const items = [...walk(collection.item, [])];
  return { collection, items, paths: new Map(items.map(({ id, path }) => [id, path])) };
};

/** Makes the scripts of a collection tell where they fail; returns them as they were, by their ids. */
export const tellPlaces = (owner: PostmanCollection | PostmanItem): Map<string, PostmanScript> => {
  const scripts = new Map<string, PostmanScript>();
  for (const event of owner.event ?? []) {
    if (event.script?.id === undefined) continue;
    scripts.set(event.script.id, event.script);
    event.script = withPlaces(event.script);
  }
  for (const item of owner.item ?? []) for (const [id, script] of tellPlaces(item)) scripts.set(id, script);
  return scripts;
};

/**
 * The id of the folder or request that is meant: by id, by name, or by path (`Status/Alarms`).
 *
 * @throws PostsmithError USAGE when there is none, or more than one.
 */
export const findFolder = (index: CollectionIndex, wanted: string): string => {
  const byPath = index.items.filter(({ id, path }) => id === wanted || path.join('/') === wanted);
  const found = byPath.length > 0 ? byPath : index.items.filter(({ path }) => path.at(-1) === wanted);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  const name = index.collection.info.name;
  if (found.length > 1) {
    throw new PostsmithError(
      'USAGE',
      `‘${wanted}’ is the name of ${found.length} folders or requests of ${name}; give the path of one:`,
      { problems: found.map(({ path }) => path.join('/')) },
    );
  }
  throw new PostsmithError('USAGE', `${name} has no folder or request ‘${wanted}’. At its top are:`, {
    problems: index.items.filter(({ path }) => path.length === 1).map(({ path }) => path.join('/')),
  });
};

const parse = (text: string): PostmanCollection => {
  const parsed = parseJson(text);
  if (parsed === undefined) throw new PostsmithError('USAGE', 'The collection is not JSON.');
  if (!isCollection(parsed)) {
    throw new PostsmithError(
      'USAGE',
      'The file is not a Postman collection (format v2.1.0): it has no `info.name` or no `item` list.',
    );
  }
  return parsed;
};

const isCollection = (value: unknown): value is PostmanCollection =>
  isRecord(value) &&
  isRecord(value['info']) &&
  typeof value['info']['name'] === 'string' &&
  Array.isArray(value['item']);

function* walk(items: readonly PostmanItem[], parent: readonly string[]): Generator<IndexedItem> {
  for (const [position, item] of items.entries()) {
    const path = [...parent, item.name ?? `#${position + 1}`];
    item.id ??= `unnamed:${path.join('/')}:${position}`;
    yield { id: item.id, path, isFolder: item.item !== undefined };
    if (item.item !== undefined) yield* walk(item.item, path);
  }
}

/** Walks through the folders and requests of a collection, in the order in which a run takes them. */

import type { FolderDeclaration, ItemDeclaration, RequestDeclaration } from './collection.ts';

/** A folder or request, and where it stands. */
interface Placed<Item> {
  /** Names of the folders around it, then its own. */
  readonly path: readonly string[];
  readonly item: Item;
}

export const isFolder = (item: ItemDeclaration): item is FolderDeclaration => item.kind === 'folder';

/** Every folder and request below these items; a folder comes before what it holds. */
export function* itemsBelow(
  items: readonly ItemDeclaration[],
  parent: readonly string[] = [],
): Generator<Placed<ItemDeclaration>> {
  for (const item of items) {
    const path = [...parent, item.name];
    yield { path, item };
    if (isFolder(item)) yield* itemsBelow(item.items, path);
  }
}

/** Every request below these items, with its path. */
export const placedRequests = (items: readonly ItemDeclaration[]): Placed<RequestDeclaration>[] =>
  [...itemsBelow(items)].flatMap(({ path, item }) => (isFolder(item) ? [] : [{ path, item }]));

/** Every request below these items. */
export const requestsIn = (items: readonly ItemDeclaration[]): RequestDeclaration[] =>
  placedRequests(items).map(({ item }) => item);

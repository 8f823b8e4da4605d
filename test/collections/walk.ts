/** Every request of a collection, with the folders it lies in. */

import type {
  CollectionDeclaration,
  FolderDeclaration,
  ItemDeclaration,
  RequestDeclaration,
} from 'postsmith';

export interface Placed {
  readonly request: RequestDeclaration;
  /** From the top down. */
  readonly folders: readonly FolderDeclaration[];
  /** `Status › Alarm (alarm) › List alarm` */
  readonly place: string;
}

const walk = (items: readonly ItemDeclaration[], folders: readonly FolderDeclaration[]): readonly Placed[] =>
  items.flatMap((item) => {
    if (item.kind === 'folder') return walk(item.items, [...folders, item]);
    const place = [...folders.map(({ name }) => name), item.name].join(' › ');
    return [{ request: item, folders, place }];
  });

export const requestsOf = (collection: CollectionDeclaration): readonly Placed[] =>
  walk(collection.items, []);

const withFolders = (items: readonly ItemDeclaration[]): readonly FolderDeclaration[] =>
  items.flatMap((item) => (item.kind === 'folder' ? [item, ...withFolders(item.items)] : []));

export const foldersOf = (collection: CollectionDeclaration): readonly FolderDeclaration[] =>
  withFolders(collection.items);

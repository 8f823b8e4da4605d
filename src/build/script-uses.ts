/** Which scripts a collection uses, and with how many different ways of calling them. */

import { scriptUse, type ScriptStage } from '../emit/event.ts';
import type {
  CollectionDeclaration,
  FolderDeclaration,
  ItemDeclaration,
  ScriptUse,
} from '../model/collection.ts';

/** A use of a script below the collection itself, or after its responses. */
export interface StagedUse {
  readonly stage: ScriptStage;
  readonly use: ScriptUse;
}

const usesAt = (owner: CollectionDeclaration | ItemDeclaration, stage: ScriptStage): StagedUse[] =>
  (owner.scripts?.[stage] ?? []).map((use) => ({ stage, use: scriptUse(use) }));

function* usesBelow(owner: CollectionDeclaration | FolderDeclaration): Generator<StagedUse> {
  for (const item of owner.items) {
    yield* usesAt(item, 'preRequest');
    yield* usesAt(item, 'postResponse');
    if (item.kind === 'folder') yield* usesBelow(item);
  }
}

/** Every use that is a script of its own: all but the collection's pre-request scripts, which become one with the login. */
export const separateUses = (collection: CollectionDeclaration): StagedUse[] => [
  ...usesAt(collection, 'postResponse'),
  ...usesBelow(collection),
];

/** The collection's own pre-request scripts. */
export const collectionPreRequestUses = (collection: CollectionDeclaration): ScriptUse[] =>
  usesAt(collection, 'preRequest').map(({ use }) => use);

/** Variables that a collection's declarations say its scripts set. */
export const declaredProvides = (collection: CollectionDeclaration): string[] =>
  [...collectionPreRequestUses(collection), ...separateUses(collection).map(({ use }) => use)].flatMap(
    ({ provides = [] }) => provides,
  );

/** True when a request says which scope it needs. */
export const needsScope = ({ items }: CollectionDeclaration | FolderDeclaration): boolean =>
  items.some((item) => (item.kind === 'folder' ? needsScope(item) : item.scope !== undefined));

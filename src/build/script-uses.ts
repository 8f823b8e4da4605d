/** Which scripts a collection uses, and with how many different ways of calling them. */

import { scriptUse, type ScriptStage } from '../emit/event.ts';
import type {
  CollectionDeclaration,
  FolderDeclaration,
  ItemDeclaration,
  ScriptUse,
} from '../model/collection.ts';

/** A use of a script, and when it runs. */
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

/** Every use of a script in a collection. */
export const scriptUses = (collection: CollectionDeclaration): StagedUse[] => [
  ...usesAt(collection, 'preRequest'),
  ...usesAt(collection, 'postResponse'),
  ...usesBelow(collection),
];

/** Variables that a collection's declarations say its scripts set. */
export const declaredProvides = (collection: CollectionDeclaration): string[] =>
  scriptUses(collection).flatMap(({ use: { provides = [] } }) => provides);

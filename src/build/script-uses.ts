/** Which scripts a collection uses, and with how many different ways of calling them. */

import { scriptUse, type ScriptStage } from '../emit/event.ts';
import type {
  CollectionDeclaration,
  FolderDeclaration,
  ItemDeclaration,
  ScriptUse,
} from '../model/collection.ts';

/** A use of a script: where, and when it runs. */
export interface StagedUse {
  /** Names of the folders and the request; none for a script of the collection itself. */
  readonly path: readonly string[];
  readonly stage: ScriptStage;
  readonly use: ScriptUse;
}

type Owner = CollectionDeclaration | ItemDeclaration;

const usesAt = (owner: Owner, path: readonly string[]): StagedUse[] =>
  (['preRequest', 'postResponse'] as const).flatMap((stage) =>
    (owner.scripts?.[stage] ?? []).map((use) => ({ path, stage, use: scriptUse(use) })),
  );

function* usesBelow(
  owner: CollectionDeclaration | FolderDeclaration,
  parent: readonly string[],
): Generator<StagedUse> {
  for (const item of owner.items) {
    const path = [...parent, item.name];
    yield* usesAt(item, path);
    if (item.kind === 'folder') yield* usesBelow(item, path);
  }
}

/** Every use of a script in a collection. */
export const scriptUses = (collection: CollectionDeclaration): StagedUse[] => [
  ...usesAt(collection, []),
  ...usesBelow(collection, []),
];

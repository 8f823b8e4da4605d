/** Lists which scripts a collection uses, and where. */

import { scriptUse, type ScriptStage } from '../emit/event.ts';
import type { CollectionDeclaration, ItemDeclaration, ScriptCode, ScriptUse } from '../model/collection.ts';
import { itemsBelow } from '../model/items.ts';

/** A use of a script: where, and when it runs. */
interface StagedUse {
  /** Names of the folders and the request; none for a script of the collection itself. */
  readonly path: readonly string[];
  readonly stage: ScriptStage;
  readonly use: ScriptUse | ScriptCode;
}

const usesAt = (owner: CollectionDeclaration | ItemDeclaration, path: readonly string[]): StagedUse[] =>
  (['preRequest', 'postResponse'] as const).flatMap((stage) =>
    (owner.scripts?.[stage] ?? []).map((use) => ({ path, stage, use: scriptUse(use) })),
  );

/** Every use of a script in a collection. */
export const scriptUses = (collection: CollectionDeclaration): StagedUse[] => [
  ...usesAt(collection, []),
  ...[...itemsBelow(collection.items)].flatMap(({ item, path }) => usesAt(item, path)),
];

/** The requests of a collection, without their folders. */

import type { ItemDeclaration, RequestDeclaration } from '../model/collection.ts';

/** Every request below the items, in the order in which a run sends them. */
export const requestsOf = (items: readonly ItemDeclaration[]): readonly RequestDeclaration[] =>
  items.flatMap((item) => (item.kind === 'folder' ? requestsOf(item.items) : [item]));

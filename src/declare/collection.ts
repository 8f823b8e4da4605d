/** `defineCollection`: the default export of a file in `collections/`. */

import type { CollectionDeclaration } from './model.ts';

/** Declares a collection. It is checked, with every problem at once, when the project is built. */
export const defineCollection = (collection: Omit<CollectionDeclaration, 'kind'>): CollectionDeclaration => ({
  kind: 'collection',
  ...collection,
});

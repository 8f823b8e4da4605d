/**
 * A collection.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
 */

import type { CollectionDeclaration } from '../model/collection.ts';
import { effective } from '../model/identities.ts';
import { emitAuth } from './auth.ts';
import { emitCollectionEvents, type ScriptTexts } from './event.ts';
import { collectionSchema, type PostmanCollection } from '../format/collection.ts';
import { idOf } from './id.ts';
import { emitItems } from './item.ts';
import { emitVariables } from './parameter.ts';
import { emitSettings } from './settings.ts';

/**
 * Returns the collection in Postman's format v2.1.0. Ids follow from the keys of the collection, its folders and requests;
 * without one, from `slug`, the base name of the declaring file, and from names.
 */
export const emitCollection = (
  declaration: CollectionDeclaration,
  slug: string,
  texts: ScriptTexts,
): PostmanCollection => {
  const { name, key = slug, id, version, description, authorization, scripts, items } = declaration;
  const own = effective(authorization, undefined);
  const event = emitCollectionEvents(scripts, texts, [key]);
  return {
    info: {
      _postman_id: id ?? idOf('collection', [key]),
      name,
      ...(version === undefined ? {} : { version }),
      ...(description === undefined ? {} : { description }),
      schema: collectionSchema,
    },
    item: emitItems(items, { texts, path: [key], collection: name, authorization: own, isOwn: false }),
    ...(own === undefined ? {} : { auth: emitAuth(own, name) }),
    ...(event.length === 0 ? {} : { event }),
    ...emitSettings(declaration),
    ...emitVariables(declaration),
  };
};

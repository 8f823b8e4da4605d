/**
 * A collection.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
 */

import type { CollectionDeclaration } from '../model/collection.ts';
import { effective } from '../model/identities.ts';
import { originalOf } from '../model/original.ts';
import { emitAuth } from './auth.ts';
import { emitCollectionEvents, withoutLogin, type ScriptTexts } from './event.ts';
import { collectionSchema, type PostmanCollection } from '../format/collection.ts';
import { idOf } from './id.ts';
import { emitItems } from './item.ts';
import { emitVariables } from './parameter.ts';
import { mergeOriginal, withChildren } from './original.ts';
import { emitSettings } from './settings.ts';

/** The collection without its items. */
const emitShell = (
  declaration: CollectionDeclaration,
  key: string,
  texts: ScriptTexts,
): PostmanCollection => {
  const { name, id, version, description, authorization, scripts } = declaration;
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
    item: [],
    ...(own === undefined ? {} : { auth: emitAuth(own, name) }),
    ...(event.length === 0 ? {} : { event }),
    ...emitSettings(declaration),
    ...emitVariables(declaration),
  };
};

/**
 * Returns the collection in Postman's format v2.1.0. Ids follow from the keys of the collection, its folders and requests;
 * without one, from `slug`, the base name of the declaring file, and from names.
 */
export const emitCollection = (
  declaration: CollectionDeclaration,
  slug: string,
  texts: ScriptTexts,
): PostmanCollection => {
  const { name, key = slug, authorization, items } = declaration;
  const original = originalOf(declaration);
  const version = original?.version ?? '2.1';
  const shell = mergeOriginal(declaration, version, (declared, isRead) =>
    emitShell(declared, key, isRead ? withoutLogin(texts) : texts),
  );
  const around = {
    texts,
    path: [key],
    collection: name,
    version,
    authorization: effective(authorization, undefined),
    isOwn: false,
    asRead: { authorization: effective(original?.read.authorization, undefined), isOwn: false },
  };
  return withChildren(shell, 'item', emitItems(items, around), original?.raw);
};

/**
 * Requests and folders.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/item.html
 */

import type { FolderDeclaration, ItemDeclaration, RequestDeclaration } from '../model/collection.ts';
import { isFolder } from '../model/items.ts';
import { effective, type EffectiveAuthorization } from '../model/identities.ts';
import { emitAuth } from './auth.ts';
import { emitEvents, type ScriptTexts } from './event.ts';
import type { PostmanAuth, PostmanEvent, PostmanFolder, PostmanItem } from '../format/collection.ts';
import { pathBelow, type Path } from '../model/key.ts';
import { idOf } from './id.ts';
import { emitVariables } from './parameter.ts';
import { emitRequest } from './request.ts';
import { emitResponse } from './response.ts';
import { emitSettings } from './settings.ts';

const described = (description: string | undefined) => (description === undefined ? {} : { description });

const withEvents = (event: readonly PostmanEvent[]) => (event.length === 0 ? {} : { event });

/** What stands around an item. */
interface Around {
  readonly texts: ScriptTexts;
  /** Keys from the collection down. */
  readonly path: Path;
  /** The collection's name. */
  readonly collection: string;
  /** What is sent with a request that declares nothing. */
  readonly authorization: EffectiveAuthorization;
  /** True below a folder that declares an authorization. */
  readonly isOwn: boolean;
}

/** What stands around the items of this one, or is sent with it. */
const within = (item: ItemDeclaration, around: Around): Around => {
  const { authorization: declared } = item;
  return {
    ...around,
    path: pathBelow(around.path, item),
    authorization: effective(declared, around.authorization),
    isOwn: around.isOwn || (declared !== undefined && declared !== 'inherit'),
  };
};

/** A script in Postman sees a request's own auth alone, not what it inherits from a folder: so each such request has it itself. */
const ownAuth = ({ authorization, isOwn, collection }: Around): PostmanAuth | undefined =>
  isOwn && authorization !== undefined ? emitAuth(authorization, collection) : undefined;

const emitRequestItem = (request: RequestDeclaration, around: Around): PostmanItem => {
  const { path, texts } = around;
  const auth = ownAuth(around);
  return {
    name: request.name,
    id: request.id ?? idOf('item', path),
    ...withEvents(emitEvents(request, texts, around)),
    ...emitSettings(request),
    request: { ...emitRequest(request, auth), ...described(request.description) },
    response: (request.examples ?? []).map((example) => emitResponse(example, request, { path, auth })),
  };
};

const emitFolder = (folder: FolderDeclaration, around: Around): PostmanFolder => {
  const { authorization } = folder;
  const isOwn = authorization !== undefined && authorization !== 'inherit';
  return {
    name: folder.name,
    id: folder.id ?? idOf('item', around.path),
    ...described(folder.description),
    ...(isOwn ? { auth: emitAuth(authorization, around.collection) } : {}),
    ...withEvents(emitEvents(folder, around.texts, around)),
    ...emitSettings(folder),
    ...emitVariables(folder),
    item: emitItems(folder.items, around),
  };
};

/** What lies in a collection or folder. */
export const emitItems = (
  items: readonly ItemDeclaration[],
  around: Around,
): readonly (PostmanItem | PostmanFolder)[] =>
  items.map((item) =>
    isFolder(item) ? emitFolder(item, within(item, around)) : emitRequestItem(item, within(item, around)),
  );

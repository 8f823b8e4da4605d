/**
 * Requests and folders.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/item.html
 */

import type { Example, FolderDeclaration, ItemDeclaration, RequestDeclaration } from '../model/collection.ts';
import { isFolder } from '../model/items.ts';
import { effective, type EffectiveAuthorization } from '../model/identities.ts';
import { isAsRead, isUntouched, originalOf, type FormatVersion } from '../model/original.ts';
import { emitAuth } from './auth.ts';
import { emitConnection } from './connection.ts';
import { emitEvents, withoutLogin, type ScriptTexts } from './event.ts';
import type { PostmanAuth, PostmanEvent, PostmanFolder, PostmanItem } from '../format/collection.ts';
import { pathBelow, type Path } from '../model/key.ts';
import { idOf } from './id.ts';
import { emitVariables } from './parameter.ts';
import { emitRequest } from './request.ts';
import { emitResponse } from './response.ts';
import { emitSettings } from './settings.ts';
import { mergeOriginal, rawAs, withChildren } from './original.ts';

const described = (description: string | undefined) => (description === undefined ? {} : { description });

const withEvents = (event: readonly PostmanEvent[]) => (event.length === 0 ? {} : { event });

/** What is sent with a request that declares nothing. */
interface Authorized {
  readonly authorization: EffectiveAuthorization;
  /** True below a folder that declares an authorization. */
  readonly isOwn: boolean;
}

/** What stands around an item. */
interface Around extends Authorized {
  readonly texts: ScriptTexts;
  /** Keys from the collection down. */
  readonly path: Path;
  /** The collection's name. */
  readonly collection: string;
  /** The collection's. */
  readonly version: FormatVersion;
  /** The same around what was read from a file, as it was there. */
  readonly asRead: Authorized;
}

const authorized = ({ authorization: declared }: ItemDeclaration, around: Authorized): Authorized => ({
  authorization: effective(declared, around.authorization),
  isOwn: around.isOwn || (declared !== undefined && declared !== 'inherit'),
});

const NOTHING: Authorized = { authorization: undefined, isOwn: false };

/** What stands around the items of this one, or is sent with it. */
const within = (item: ItemDeclaration, around: Around): Around => {
  const read = originalOf(item)?.read;
  return {
    ...around,
    ...authorized(item, around),
    path: pathBelow(around.path, item),
    // In a folder that was written by hand, nothing stands around it as it did in the file.
    asRead: read === undefined ? NOTHING : authorized(read, around.asRead),
  };
};

/** The same around the item as it was read. */
const asItWasRead = (around: Around): Around => ({
  ...around,
  ...around.asRead,
  texts: withoutLogin(around.texts),
});

/** A script in Postman sees a request's own auth alone, not what it inherits from a folder: so each such request has it itself. */
const ownAuth = ({ authorization, isOwn, collection }: Around): PostmanAuth | undefined =>
  isOwn && authorization !== undefined ? emitAuth(authorization, collection) : undefined;

/** True for what nothing has changed: neither itself nor what stands around it. */
const isKept = (item: RequestDeclaration, { asRead, authorization, isOwn, texts }: Around): boolean =>
  isUntouched(item) &&
  asRead.authorization === authorization &&
  asRead.isOwn === isOwn &&
  texts.renewal === undefined;

const emitExample = (example: Example, request: RequestDeclaration, around: Around) =>
  mergeOriginal(example, around.version, (declared, isRead) => {
    const place = isRead ? asItWasRead(around) : around;
    const of = isRead ? (originalOf(request)?.read ?? request) : request;
    const response = emitResponse(declared, of, { path: place.path, auth: ownAuth(place) });
    // Where the file says nothing of what was sent, nobody has to.
    if (originalOf(example)?.raw['originalRequest'] !== undefined || !isAsRead(example, 'request'))
      return response;
    const { originalRequest: _none, ...rest } = response;
    return rest;
  });

const emitRequestItem = (request: RequestDeclaration, around: Around): PostmanItem => {
  const original = originalOf(request);
  // The door from JSON that anything may have written; engines read it as they would have read the file.
  if (original !== undefined && isKept(request, around))
    return rawAs(around.version, original) as unknown as PostmanItem;
  const item = mergeOriginal(request, around.version, (declared, isRead) => {
    const place = isRead ? asItWasRead(around) : around;
    return {
      name: declared.name,
      id: declared.id ?? idOf('item', around.path),
      ...withEvents(emitEvents(declared, place.texts, place)),
      ...emitSettings(declared),
      request: {
        ...emitRequest(declared, ownAuth(place)),
        ...emitConnection(declared),
        ...described(declared.description),
      },
    };
  });
  const examples = (request.examples ?? []).map((example) => emitExample(example, request, around));
  return withChildren(item, 'response', examples, original?.raw);
};

const emitFolder = (folder: FolderDeclaration, around: Around): PostmanFolder => {
  const shell = mergeOriginal(folder, around.version, (declared, isRead) => {
    const { authorization } = declared;
    const place = isRead ? asItWasRead(around) : around;
    const isOwn = authorization !== undefined && authorization !== 'inherit';
    return {
      name: declared.name,
      id: declared.id ?? idOf('item', around.path),
      ...described(declared.description),
      ...(isOwn ? { auth: emitAuth(authorization, around.collection) } : {}),
      ...withEvents(emitEvents(declared, place.texts, place)),
      ...emitSettings(declared),
      ...emitVariables(declared),
    };
  });
  return withChildren(shell, 'item', emitItems(folder.items, around), originalOf(folder)?.raw);
};

/** What lies in a collection or folder. */
export const emitItems = (
  items: readonly ItemDeclaration[],
  around: Around,
): readonly (PostmanItem | PostmanFolder)[] =>
  items.map((item) =>
    isFolder(item) ? emitFolder(item, within(item, around)) : emitRequestItem(item, within(item, around)),
  );

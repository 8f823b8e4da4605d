/**
 * Requests and folders.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/item.html
 */

import type { FolderDeclaration, ItemDeclaration, RequestDeclaration } from '../model/collection.ts';
import { isFolder } from '../model/items.ts';
import { emitEvents, type ScriptTexts } from './event.ts';
import type { PostmanEvent, PostmanFolder, PostmanItem } from '../format/collection.ts';
import { pathBelow, type Path } from '../model/key.ts';
import { idOf } from './id.ts';
import { emitVariables } from './parameter.ts';
import { emitRequest } from './request.ts';
import { emitResponse } from './response.ts';
import { emitSettings } from './settings.ts';

const described = (description: string | undefined) => (description === undefined ? {} : { description });

const withEvents = (event: readonly PostmanEvent[]) => (event.length === 0 ? {} : { event });

const emitRequestItem = (request: RequestDeclaration, texts: ScriptTexts, path: Path): PostmanItem => {
  const sent = emitRequest(request);
  return {
    name: request.name,
    id: request.id ?? idOf('item', path),
    ...withEvents(emitEvents(request, texts, path)),
    ...emitSettings(request),
    request: { ...sent, ...described(request.description) },
    response: (request.examples ?? []).map((example) => emitResponse(example, request, path)),
  };
};

const emitFolder = (folder: FolderDeclaration, texts: ScriptTexts, path: Path): PostmanFolder => ({
  name: folder.name,
  id: folder.id ?? idOf('item', path),
  ...described(folder.description),
  ...withEvents(emitEvents(folder, texts, path)),
  ...emitSettings(folder),
  ...emitVariables(folder),
  item: emitItems(folder.items, texts, path),
});

/** What lies in the collection or folder at `parent`. */
export const emitItems = (
  items: readonly ItemDeclaration[],
  texts: ScriptTexts,
  parent: Path,
): readonly (PostmanItem | PostmanFolder)[] =>
  items.map((item) => {
    const path = pathBelow(parent, item);
    return isFolder(item) ? emitFolder(item, texts, path) : emitRequestItem(item, texts, path);
  });

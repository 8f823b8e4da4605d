/** The operations of a document. */

import { isRecord } from '../../values/json.ts';
import { member, members, textIn, type At, type OpenApiDocument } from './document.ts';
import type { OpenApiOperation } from './options.ts';

/** An operation, and where it stands. */
export interface Operation extends OpenApiOperation {
  /** Its operationId, or `GET /things/{id}`. */
  readonly name: string;
  /** The path item. */
  readonly item: At;
  readonly at: At;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** The methods of a path item, with those that OpenAPI 3.2 has no word for. */
const methodsOf = (item: At): readonly (readonly [string, At])[] =>
  members(item).flatMap(([name, at]) => {
    if (name === 'additionalOperations') return members(at);
    return METHODS.some((known) => known === name) ? [[name.toUpperCase(), at] as const] : [];
  });

/** In the order of the document. Some documents tell operations of one path apart by a fragment, which nobody sends. */
export const operationsOf = (document: OpenApiDocument): readonly Operation[] =>
  members(member(document.root, 'paths')).flatMap(([path, each]) => {
    if (!path.startsWith('/')) return [];
    const item = document.deref(each);
    return methodsOf(item).flatMap(([method, at]): Operation[] => {
      if (!isRecord(at.value)) return [];
      const operationId = textIn(at, 'operationId')?.trim();
      return [
        {
          name: operationId ?? `${method} ${path}`,
          ...(operationId !== undefined && { operationId }),
          method,
          path,
          tags: members(member(at, 'tags')).map(([, tag]) => String(tag.value)),
          deprecated: member(at, 'deprecated').value === true,
          item,
          at,
        },
      ];
    });
  });

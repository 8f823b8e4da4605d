/**
 * A saved example response.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/response.html
 */

import type { Example } from '../model/collection.ts';
import { prettyJson } from './body.ts';
import type { PostmanRequest, PostmanResponse } from '../format/collection.ts';
import { idOf, type Path } from './id.ts';
import { contentTypeOf, languageOf, withContentType } from './media-type.ts';
import { emitField } from './parameter.ts';
import { reasonOf } from './sdk.ts';

/** An example of what the request at `path` is answered with. */
export const emitResponse = (
  example: Example,
  originalRequest: PostmanRequest,
  path: Path,
): PostmanResponse => {
  const { name, status, body } = example;
  const isJson = body !== undefined && typeof body !== 'string';
  const headers = withContentType(example.headers ?? [], isJson ? 'application/json' : undefined);
  return {
    id: idOf('example', [...path, name]),
    name,
    originalRequest,
    status: reasonOf(status),
    code: status,
    _postman_previewlanguage: languageOf(contentTypeOf(headers) ?? ''),
    header: headers.map(emitField),
    cookie: [],
    body: isJson ? prettyJson(body) : (body ?? ''),
  };
};

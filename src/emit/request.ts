/**
 * A request, as it stands in an item and again in each of the item's saved examples.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/request.html
 */

import type { RequestDeclaration } from '../model/collection.ts';
import { noAuth } from './auth.ts';
import { emitBody, mediaTypeOf } from './body.ts';
import type { PostmanRequest } from '../format/collection.ts';
import { withContentType } from './media-type.ts';
import { emitField } from './parameter.ts';
import { emitUrl } from './url.ts';

/** What is sent: everything but the description. */
export const emitRequest = (request: RequestDeclaration): PostmanRequest => ({
  method: request.method,
  ...(request.authorization === 'none' ? { auth: noAuth } : {}),
  header: withContentType(request.headers ?? [], mediaTypeOf(request.body)).map(emitField),
  ...(request.body === undefined ? {} : { body: emitBody(request.body) }),
  url: emitUrl(request),
});

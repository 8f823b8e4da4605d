/**
 * A request, as it stands in an item and again in each of the item's saved examples.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/request.html
 */

import type { RequestDeclaration } from '../model/collection.ts';
import { emitBody, mediaTypeOf } from './body.ts';
import type { PostmanAuth, PostmanRequest } from '../format/collection.ts';
import { withContentType } from './media-type.ts';
import { emitField } from './parameter.ts';
import { emitUrl } from './url.ts';

/**
 * What is sent: everything but the description.
 *
 * @param auth the request's own, for one that does not inherit the collection's
 */
export const emitRequest = (request: RequestDeclaration, auth?: PostmanAuth): PostmanRequest => ({
  method: request.method,
  ...(auth === undefined ? {} : { auth }),
  header: withContentType(request.headers ?? [], mediaTypeOf(request.body)).map(emitField),
  ...(request.body === undefined ? {} : { body: emitBody(request.body) }),
  url: emitUrl(request),
});

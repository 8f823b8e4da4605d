/**
 * A saved example response.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/response.html
 */

import type { Example } from '../model/collection.ts';
import { prettyJson } from './body.ts';
import type { PostmanParameter, PostmanRequest, PostmanResponse, PostmanUrl } from '../format/collection.ts';
import { idOf, type Path } from './id.ts';
import { contentTypeOf, languageOf, withContentType } from './media-type.ts';
import { emitField } from './parameter.ts';
import { reasonPhraseOf } from './sdk.ts';

const undescribed = <Value>({ key, value }: PostmanParameter<Value>): PostmanParameter<Value> => ({
  key,
  value,
});

/** A URL as it was sent, without what is switched off and without descriptions: those are the request's. */
const sentUrl = ({ query = [], variable = [], ...address }: PostmanUrl): PostmanUrl => {
  const sent = query.filter(({ disabled }) => disabled !== true);
  return {
    ...address,
    ...(sent.length === 0 ? {} : { query: sent.map(undescribed) }),
    ...(variable.length === 0 ? {} : { variable: variable.map(undescribed) }),
  };
};

/** An example of a response to the request at `path`. */
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
    originalRequest: { ...originalRequest, url: sentUrl(originalRequest.url) },
    status: reasonPhraseOf(status),
    code: status,
    _postman_previewlanguage: languageOf(contentTypeOf(headers) ?? ''),
    header: headers.map(emitField),
    cookie: [],
    body: isJson ? prettyJson(body) : (body ?? ''),
  };
};

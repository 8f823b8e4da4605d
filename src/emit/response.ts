/**
 * A saved example response.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/response.html
 */

import type { Cookie, Example, RequestDeclaration } from '../model/collection.ts';
import { prettyJson } from './body.ts';
import type {
  PostmanAuth,
  PostmanCookie,
  PostmanParameter,
  PostmanRequest,
  PostmanResponse,
  PostmanUrl,
} from '../format/collection.ts';
import type { Path } from '../model/key.ts';
import { idOf } from './id.ts';
import { contentTypeOf, languageOf, withContentType } from './media-type.ts';
import { emitField } from './parameter.ts';
import { emitRequest } from './request.ts';
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

const emitCookie = ({
  name,
  value,
  domain,
  path = '/',
  expires,
  secure = false,
  httpOnly = false,
  hostOnly = false,
}: Cookie): PostmanCookie => ({
  name,
  value,
  domain,
  path,
  ...(expires === undefined ? { session: true } : { expires }),
  secure,
  httpOnly,
  hostOnly,
});

const emitContent = ({ body, bytes }: Example): Pick<PostmanResponse, 'body' | 'stream'> => {
  if (bytes !== undefined) return { body: null, stream: { type: 'Base64', data: bytes } };
  return { body: body === undefined ? '' : typeof body === 'string' ? body : prettyJson(body) };
};

/** What was sent for a response, if not the declared request. */
const originalOf = (request: RequestDeclaration, example: Example, auth?: PostmanAuth): PostmanRequest => {
  const sent = emitRequest({ ...request, ...example.request }, auth);
  return { ...sent, url: sentUrl(sent.url) };
};

/** An example of a response to the request at `path`, with the request's own auth. */
export const emitResponse = (
  example: Example,
  request: RequestDeclaration,
  { path, auth }: { readonly path: Path; readonly auth?: PostmanAuth | undefined },
): PostmanResponse => {
  const { name, key = name, id, status, body, cookies = [], responseTime } = example;
  const isJson = body !== undefined && typeof body !== 'string';
  const headers = withContentType(example.headers ?? [], isJson ? 'application/json' : undefined);
  return {
    id: id ?? idOf('example', [...path, key]),
    name,
    originalRequest: originalOf(request, example, auth),
    status: reasonPhraseOf(status),
    code: status,
    _postman_previewlanguage: languageOf(contentTypeOf(headers) ?? ''),
    header: headers.map(emitField),
    cookie: cookies.map(emitCookie),
    ...(responseTime === undefined ? {} : { responseTime }),
    ...emitContent(example),
  };
};

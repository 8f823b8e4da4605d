/**
 * A request's body.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/request.html
 */

import type { Body, Json } from '../model/collection.ts';
import type { PostmanBody } from '../format/collection.ts';
import { languageOf } from './media-type.ts';
import { emitField } from './parameter.ts';

/** JSON with two blanks of indentation. */
export const prettyJson = (value: Json): string => JSON.stringify(value, null, 2);

/** What the `Content-Type` header must say; absent where Postman says it by itself. */
export const mediaTypeOf = (body: Body | undefined): string | undefined => {
  if (body === undefined || 'form' in body) return undefined;
  return body.mediaType ?? 'application/json';
};

const raw = (text: string, mediaType: string): PostmanBody => ({
  mode: 'raw',
  raw: text,
  options: { raw: { language: languageOf(mediaType) } },
});

/** A body in the mode that suits it: `raw` or `urlencoded`. */
export const emitBody = (body: Body): PostmanBody => {
  if ('form' in body) return { mode: 'urlencoded', urlencoded: body.form.map(emitField) };
  if ('text' in body) return raw(body.text, body.mediaType);
  return raw(prettyJson(body.json), body.mediaType ?? 'application/json');
};

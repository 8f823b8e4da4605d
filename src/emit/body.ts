/**
 * A request's body.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/request.html
 */

import type { Body, FormDataFile, FormDataText, GraphQLBody, Json } from '../model/collection.ts';
import type { PostmanBody, PostmanFormParameter } from '../format/collection.ts';
import { languageOf } from './media-type.ts';
import { emitField } from './parameter.ts';

/** JSON with two blanks of indentation. */
export const prettyJson = (value: Json): string => JSON.stringify(value, null, 2);

/** What the `Content-Type` header must say; absent where Postman says it by itself, or nothing is sent. */
export const mediaTypeOf = (body: Body | undefined): string | undefined => {
  if (body === undefined || body.enabled === false) return undefined;
  if ('json' in body) return body.mediaType ?? 'application/json';
  return 'mediaType' in body ? body.mediaType : undefined;
};

const raw = (text: string, mediaType: string): PostmanBody => ({
  mode: 'raw',
  raw: text,
  options: { raw: { language: languageOf(mediaType) } },
});

const emitFormData = (field: FormDataText | FormDataFile): PostmanFormParameter => {
  const contentType = field.mediaType === undefined ? {} : { contentType: field.mediaType };
  if (!('file' in field)) return { ...emitField(field), type: 'text', ...contentType };
  const { value: _none, ...parameter } = emitField({ ...field, value: '' });
  return { ...parameter, type: 'file', src: field.file, ...contentType };
};

const emitGraphQL = ({ graphql: { query, variables, operationName } }: GraphQLBody): PostmanBody => ({
  mode: 'graphql',
  graphql: {
    query,
    // Postman keeps them as the text that its editor shows.
    variables: variables === undefined ? '' : prettyJson(variables),
    ...(operationName === undefined ? {} : { operationName }),
  },
});

const emitContent = (body: Body): PostmanBody => {
  if ('form' in body) return { mode: 'urlencoded', urlencoded: body.form.map(emitField) };
  if ('formData' in body) return { mode: 'formdata', formdata: body.formData.map(emitFormData) };
  if ('file' in body) return { mode: 'file', file: { src: body.file } };
  if ('graphql' in body) return emitGraphQL(body);
  if ('text' in body) return raw(body.text, body.mediaType);
  return raw(prettyJson(body.json), body.mediaType ?? 'application/json');
};

/** A body in the mode that suits it. */
export const emitBody = (body: Body): PostmanBody => ({
  ...emitContent(body),
  ...(body.enabled === false ? { disabled: true } : {}),
});

/** Request bodies of an operation. */

import type { Body } from '../../model/body.ts';
import { isRecord, type Json } from '../../values/json.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';
import {
  contentValues,
  fieldText,
  isBinary,
  isJsonType,
  isXmlType,
  sentType,
  type ContentValue,
} from './media.ts';
import { xmlOf } from './xml.ts';
import type { Sampler } from './sample.ts';

const formData = (document: OpenApiDocument, media: At, value: Json | undefined): Body => {
  const schema = document.deref(member(media, 'schema'));
  const properties = new Map(members(member(schema, 'properties')));
  const names = isRecord(value) ? Object.keys(value) : [...properties.keys()];
  return {
    formData: names.map((name) => {
      const at = properties.get(name);
      const mediaType = member(member(member(media, 'encoding'), name), 'contentType').value;
      const typed =
        typeof mediaType === 'string' ? { mediaType: sentType(mediaType.split(',')[0] ?? '') } : {};
      const schemas = at === undefined ? [] : [at, member(document.deref(at), 'items')];
      if (schemas.some((each) => isBinary(document, each))) return { name, file: [], ...typed };
      return { name, value: fieldText(isRecord(value) ? (value[name] as Json) : undefined), ...typed };
    }),
  };
};

const form = (value: Json | undefined): Body => ({
  form: Object.entries(isRecord(value) ? value : {}).flatMap(([name, each]) =>
    (Array.isArray(each) ? each : [each]).map((one: unknown) => ({ name, value: fieldText(one as Json) })),
  ),
});

/** A body that an operation may also be sent with. */
export interface OtherBody {
  readonly key: string;
  readonly name: string;
  readonly body: Body;
}

/** What an operation is sent with. */
export interface RequestBody {
  /** In the first of its media types. */
  readonly body?: Body;
  readonly others: readonly OtherBody[];
  readonly notes: readonly string[];
}

const FILE = 'Put your file in the place of this text.';

const isFile = (document: OpenApiDocument, type: string, media: At): boolean =>
  isBinary(document, member(media, 'schema')) || type === 'application/octet-stream';

const bodyIn = (document: OpenApiDocument, type: string, media: At, value: ContentValue['value']): Body => {
  if (isJsonType(type)) return { json: value ?? {}, ...(type !== 'application/json' && { mediaType: type }) };
  if (type.startsWith('multipart/')) return formData(document, media, value);
  if (type === 'application/x-www-form-urlencoded') return form(value);
  if (isFile(document, type, media)) return { text: FILE, mediaType: type };
  const isXml = isXmlType(type) && typeof value !== 'string' && value !== undefined;
  return {
    text: isXml ? xmlOf(document, member(media, 'schema'), value) : fieldText(value),
    mediaType: type,
  };
};

/** The body of an operation: its first media type with the first value, and all others beside it. */
export const bodyOf = (document: OpenApiDocument, requestBody: At, sampler: Sampler): RequestBody => {
  const content =
    requestBody.value === undefined ? [] : members(member(document.deref(requestBody), 'content'));
  const all = content.flatMap(([given, media], at) => {
    const type = sentType(given);
    return contentValues(document, media, sampler).map(({ named, value }) => ({
      key: [
        ...(at === 0 && named !== undefined ? [] : [given]),
        ...(named === undefined ? [] : [named.key]),
      ].join(' '),
      name: named?.name ?? given,
      isChosen: isFile(document, type, media) && !isJsonType(type),
      body: bodyIn(document, type, media, value),
    }));
  });
  const [first, ...others] = all;
  if (first === undefined) return { others: [], notes: [] };
  return {
    body: first.body,
    others: others.map(({ key, name, body }) => ({ key, name, body })),
    notes: first.isChosen ? ['its body is a file that you choose'] : [],
  };
};

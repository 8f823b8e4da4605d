/** Request bodies and responses of an operation. */

import type { Body } from '../../model/body.ts';
import type { Example } from '../../model/collection.ts';
import { isRecord, type Json, ownValue } from '../../values/json.ts';
import { oneLine } from '../../values/one-line.ts';
import { member, members, type At, type OpenApiDocument } from './document.ts';
import { exampleValue } from './parameters.ts';
import { proseIn, publicValue } from './public.ts';
import type { Sampler } from './sample.ts';

const isJsonType = (type: string): boolean =>
  /^(?:application|text)\/(?:[\w.+-]+\+)?json(?:\s*;|$)/i.test(type);

/** The media type that is sent for one that may be a range, `application/*+json`, or none at all. */
const sentType = (type: string): string => {
  const given = type.trim().replace(/\/\*(?:\+(?=\w))?/, (range) => (range === '/*' ? '/*' : '/'));
  const [kind = '', rest = ''] = given.split('/', 2);
  if (given.startsWith('*/') || (kind === 'application' && rest === '*')) return 'application/json';
  if (rest === '*') return `${kind}/${ownValue(ANY, kind) ?? 'octet-stream'}`;
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/.test(given)
    ? given
    : /json/i.test(given)
      ? 'application/json'
      : 'text/plain';
};

/** What stands for all of a kind. */
const ANY: Readonly<Record<string, string>> = { text: 'plain', image: 'png', audio: 'mpeg', video: 'mp4' };

/** The value of a media type: its own example, the first that is named, or a sample. */
const contentValue = (document: OpenApiDocument, media: At, sampler: Sampler): Json | undefined => {
  const [named] = members(member(media, 'examples'));
  const value =
    (member(media, 'example').value as Json | undefined) ??
    (named === undefined ? undefined : exampleValue(document.deref(named[1]))) ??
    sampler.sample(member(media, 'schema'));
  return value === undefined ? undefined : publicValue(value);
};

const fieldText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const isBinary = (document: OpenApiDocument, at: At): boolean => {
  const { value } = document.deref(at);
  return isRecord(value) && (value['format'] === 'binary' || value['contentMediaType'] !== undefined);
};

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
      if (at !== undefined && isBinary(document, at)) return { name, file: [], ...typed };
      return { name, value: fieldText(isRecord(value) ? (value[name] as Json) : undefined), ...typed };
    }),
  };
};

const form = (value: Json | undefined): Body => ({
  form: Object.entries(isRecord(value) ? value : {}).flatMap(([name, each]) =>
    (Array.isArray(each) ? each : [each]).map((one: unknown) => ({ name, value: fieldText(one as Json) })),
  ),
});

/** The body that an operation is sent with, in the first of its media types. */
export const bodyOf = (
  document: OpenApiDocument,
  requestBody: At,
  sampler: Sampler,
): { readonly body?: Body; readonly notes: readonly string[] } => {
  if (requestBody.value === undefined) return { notes: [] };
  const content = members(member(document.deref(requestBody), 'content'));
  const [first, ...others] = content;
  if (first === undefined) return { notes: [] };
  const [given, media] = first;
  const type = sentType(given);
  const notes =
    others.length === 0 ? [] : [`its body may also be ${others.map(([each]) => each).join(', ')}`];
  const value = contentValue(document, media, sampler);
  if (isJsonType(type))
    return {
      body: { json: value ?? {}, ...(type !== 'application/json' && { mediaType: type }) },
      notes,
    };
  if (type.startsWith('multipart/')) return { body: formData(document, media, value), notes };
  if (type === 'application/x-www-form-urlencoded') return { body: form(value), notes };
  if (isBinary(document, member(media, 'schema')) || type === 'application/octet-stream') {
    return {
      body: { text: 'Put your file in the place of this text.', mediaType: type },
      notes: [...notes, 'its body is a file that you choose'],
    };
  }
  return { body: { text: typeof value === 'string' ? value : fieldText(value), mediaType: type }, notes };
};

const headersOf = (document: OpenApiDocument, response: At, sampler: Sampler) =>
  members(member(response, 'headers')).flatMap(([name, each]) => {
    const at = document.deref(each);
    const value = (member(at, 'example').value as Json | undefined) ?? sampler.sample(member(at, 'schema'));
    return value === undefined || /^content-type$/i.test(name)
      ? []
      : [{ name, value: oneLine(fieldText(publicValue(value, name))) }];
  });

/** Saved examples of the responses that are declared with a status of their own. */
export const examplesOf = (document: OpenApiDocument, operation: At, sampler: Sampler): readonly Example[] =>
  members(member(operation, 'responses')).flatMap(([status, each]): Example[] => {
    if (!/^[1-5]\d\d$/.test(status)) return [];
    const response = document.deref(each);
    const description = proseIn(response)?.trim().split('\n')[0]?.trim() ?? '';
    const headers = headersOf(document, response, sampler);
    const [content] = members(member(response, 'content'));
    const name = `${status}${description === '' ? '' : ` ${description}`}`.slice(0, 80).trim();
    const common = { key: status, name, status: Number(status) };
    if (content === undefined) return [{ ...common, ...(headers.length > 0 && { headers }) }];
    const [given, media] = content;
    const value = contentValue(document, media, sampler);
    return [
      {
        ...common,
        headers: [{ name: 'Content-Type', value: sentType(given) }, ...headers],
        ...(value !== undefined && { body: value }),
      },
    ];
  });

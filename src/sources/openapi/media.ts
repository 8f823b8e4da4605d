/** Media types of a document, and the values that go with them. */

import { isRecord, ownValue, type Json } from '../../values/json.ts';
import { member, members, textIn, type At, type OpenApiDocument } from './document.ts';
import { publicValue } from './public.ts';
import type { Sampler } from './sample.ts';

/** True for JSON of any kind. */
export const isJsonType = (type: string): boolean =>
  /^(?:application|text)\/(?:[\w.+-]+\+)?json(?:\s*;|$)/i.test(type);

/** The media type that is sent for one that may be a range, `application/*+json`, or none at all. */
export const sentType = (type: string): string => {
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

/** A value of a media type: the one without a name comes first. */
export interface ContentValue {
  /** Of a further example: what the document calls it, and what people do. */
  readonly named?: { readonly key: string; readonly name: string };
  readonly value: Json | undefined;
}

/** The value of a named example. */
export const exampleValue = (at: At): Json | undefined => member(at, 'value').value as Json | undefined;

/** The examples of a media type; a sample where it has none. */
export const contentValues = (
  document: OpenApiDocument,
  media: At,
  sampler: Sampler,
): readonly [ContentValue, ...ContentValue[]] => {
  const own = member(media, 'example').value as Json | undefined;
  const named = members(member(media, 'examples')).flatMap(([key, each]) => {
    const at = document.deref(each);
    const value = exampleValue(at);
    return value === undefined
      ? []
      : [{ named: { key, name: textIn(at, 'summary') ?? key }, value: publicValue(value) }];
  });
  const [first, ...others] = named;
  if (own !== undefined) return [{ value: publicValue(own) }, ...named];
  if (first !== undefined) return [{ value: first.value }, ...others];
  const sample = sampler.sample(member(media, 'schema'));
  return [{ value: sample === undefined ? undefined : publicValue(sample) }];
};

/** A value as a text: JSON, unless it is a text. */
export const fieldText = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** True for XML of any kind. */
export const isXmlType = (type: string): boolean =>
  /^(?:application|text)\/(?:[\w.+-]+\+)?xml(?:\s*;|$)/i.test(type);

/** True for the schema of a file. */
export const isBinary = (document: OpenApiDocument, at: At): boolean => {
  const { value } = document.deref(at);
  return isRecord(value) && (value['format'] === 'binary' || value['contentMediaType'] !== undefined);
};

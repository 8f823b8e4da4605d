/** Media types (RFC 9110 §8.3.1): which header says them, and which of Postman's editor languages shows them. */

import type { Header } from '../model/collection.ts';

/** Postman's word for how a text is shown. */
type Language = 'json' | 'xml' | 'html' | 'javascript' | 'text';

/** The language for `application/vnd.api+json; charset=utf-8` and the like. */
export const languageOf = (mediaType: string): Language => {
  const [essence = ''] = mediaType.toLowerCase().split(';');
  const type = essence.trim();
  if (type.endsWith('/json') || type.endsWith('+json')) return 'json';
  if (type === 'text/html') return 'html';
  if (type.endsWith('/xml') || type.endsWith('+xml')) return 'xml';
  if (type.endsWith('/javascript')) return 'javascript';
  return 'text';
};

const isContentType = ({ name, enabled = true }: Header): boolean =>
  enabled && name.toLowerCase() === 'content-type';

/** The declared media type, if the headers tell one. */
export const contentTypeOf = (headers: readonly Header[]): string | undefined =>
  headers.find(isContentType)?.value;

/** The headers, with a `Content-Type` unless one is sent already. */
export const withContentType = (
  headers: readonly Header[],
  mediaType: string | undefined,
): readonly Header[] =>
  mediaType === undefined || headers.some(isContentType)
    ? headers
    : [...headers, { name: 'Content-Type', value: mediaType }];

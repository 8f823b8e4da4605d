/** Judges the headers and the body of an API request by what the collection declares (RFC 9110 §8.3, §12.5.1). */

import { mediaTypeOf } from '../emit/body.ts';
import { parseJson } from '../values/json.ts';
import type { Body, Example, RequestDeclaration } from '../model/collection.ts';
import { fillPlaceholders, type Values } from '../values/placeholders.ts';

/** Why a request is rejected, and with what. */
export interface Rejection {
  /** HTTP status, 4xx. */
  readonly status: number;
  /** A clause: what is wrong with the request. */
  readonly problem: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The value of a header that the request declares and sends; undefined = there is none. */
export const declaredHeader = (
  { headers }: RequestDeclaration,
  wanted: string,
  values: Values,
): string | undefined => {
  const header = headers?.find(({ name, enabled }) => enabled !== false && name.toLowerCase() === wanted);
  return header && fillPlaceholders(header.value, values);
};

/** Rejects a request that does not ask for the media types that it declares; one that declares none may ask for any. */
export const judgeAccept = (
  request: RequestDeclaration,
  accept: string | undefined,
  values: Values,
): Rejection | undefined => {
  const expected = declaredHeader(request, 'accept', values);
  if (expected === undefined || accept === expected) return undefined;
  return { status: 406, problem: `the Accept header is ${accept ?? 'missing'}, not ${expected}` };
};

/** `application/json`, `application/vnd.api+json`, … (RFC 6839 §3.1). */
const JSON_TYPE = /^[^/]+\/(?:json|[^/]+\+json)$/;

/** The media type without its parameters. */
export const essence = (mediaType: string): string => mediaType.replace(/;.*$/s, '').trim().toLowerCase();

/** The media type in which the body is to arrive; an explicit header says it louder than the body. */
export const declaredType = (request: RequestDeclaration, body: Body, values: Values): string =>
  essence(
    declaredHeader(request, 'content-type', values) ??
      mediaTypeOf(body) ??
      'application/x-www-form-urlencoded',
  );

/** True for an example of a success. */
export const isSuccess = ({ status }: Example): boolean => status >= 200 && status < 300;

/** Broken JSON may be the very failure that a request is there to show. */
const expectsFailure = ({ examples = [] }: RequestDeclaration): boolean =>
  examples.length > 0 && !examples.some(isSuccess);

/** Rejects a body that is missing, of another media type, or not the JSON that it claims to be. */
export const judgeBody = (
  request: RequestDeclaration,
  contentType: string | undefined,
  body: string,
  values: Values,
): Rejection | undefined => {
  if (request.body === undefined) return undefined;
  const expected = declaredType(request, request.body, values);
  const actual = essence(contentType ?? '');
  if (actual !== expected) {
    return { status: 415, problem: `the body is ${actual || 'of no media type'}, not ${expected}` };
  }
  if (!JSON_TYPE.test(expected) || expectsFailure(request) || parseJson(body) !== undefined) return undefined;
  return { status: 400, problem: 'the body is not valid JSON' };
};

/** Judges the headers and the body of an API request by what the collection declares (RFC 9110 §8.3, §12.5.1). */

import { mediaTypeOf } from '../emit/body.ts';
import { parseJson } from '../values/json.ts';
import type { Body, Example, FormDataBody, RequestDeclaration } from '../model/collection.ts';
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

/** What engines say by themselves; of a file it follows from its name. */
const impliedType = (body: Body): string | undefined => {
  if ('form' in body) return 'application/x-www-form-urlencoded';
  if ('formData' in body) return 'multipart/form-data';
  return 'graphql' in body ? 'application/json' : undefined;
};

/** The body that a request sends, if it sends one. */
export const sentBody = ({ body }: RequestDeclaration): Body | undefined =>
  body?.enabled === false ? undefined : body;

/** The media type in which the body is to arrive; an explicit header says it louder than the body. Undefined: any. */
export const declaredType = (request: RequestDeclaration, body: Body, values: Values): string | undefined => {
  const type = declaredHeader(request, 'content-type', values) ?? mediaTypeOf(body) ?? impliedType(body);
  return type && essence(type);
};

/** Names of the parts of a multipart body that are to arrive, with their files' names; a variable may be any. */
const expectedParts = ({ formData }: FormDataBody, values: Values): string[] =>
  formData
    .filter(({ enabled }) => enabled !== false)
    .flatMap((part) =>
      'file' in part
        ? [part.file].flat().map((file) => `name="${part.name}"; filename="${file.split('/').at(-1)}"`)
        : [`name="${part.name}"`],
    )
    .map((part) => fillPlaceholders(part, values));

/** What is wrong with a body whose content the declaration tells. */
const contentProblem = (body: Body, received: string, values: Values): string | undefined => {
  if ('formData' in body) {
    const missing = expectedParts(body, values).find((part) => !received.includes(part));
    return missing && `the body has no part ${missing}`;
  }
  if ('graphql' in body) {
    const query: unknown = Object(parseJson(received))['query'];
    return typeof query === 'string' ? undefined : 'the body has no GraphQL query';
  }
  return 'file' in body && received === '' ? 'the body is empty, and not a file' : undefined;
};

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
  const declared = sentBody(request);
  if (declared === undefined) return undefined;
  const expected = declaredType(request, declared, values);
  const actual = essence(contentType ?? '');
  if (expected !== undefined && actual !== expected) {
    return { status: 415, problem: `the body is ${actual || 'of no media type'}, not ${expected}` };
  }
  const problem = contentProblem(declared, body, values);
  if (problem !== undefined) return { status: 400, problem };
  const isJson = expected !== undefined && JSON_TYPE.test(expected);
  if (!isJson || expectsFailure(request) || parseJson(body) !== undefined) return undefined;
  return { status: 400, problem: 'the body is not valid JSON' };
};

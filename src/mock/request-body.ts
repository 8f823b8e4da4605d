/** Judges the body of an API request by the declared one: it must arrive in the declared media type, and JSON must be JSON. */

import type { Body, RequestDeclaration } from '../model/collection.ts';
import { expectsFailure } from './example-answer.ts';
import type { Refusal } from './refusal.ts';
import { declaredHeader } from './request-headers.ts';

/** `application/json`, `application/vnd.api+json`, … (RFC 6839 §3.1). */
const JSON_TYPE = /^[^/]+\/(?:json|[^/]+\+json)$/;

/** The media type without its parameters (RFC 9110 §8.3.1). */
export const essence = (mediaType: string): string => mediaType.replace(/;.*$/s, '').trim().toLowerCase();

const mediaTypeOf = (body: Body): string => {
  if ('json' in body) return body.mediaType ?? 'application/json';
  return 'form' in body ? 'application/x-www-form-urlencoded' : body.mediaType;
};

/** The media type in which the body is to arrive; an explicit header says it louder than the body. */
export const declaredType = (
  request: RequestDeclaration,
  body: Body,
  values: Readonly<Record<string, string>>,
): string => essence(declaredHeader(request, 'content-type', values) ?? mediaTypeOf(body));

/** Refuses a body that is missing, of another media type, or not the JSON that it claims to be. */
export const judgeBody = (
  request: RequestDeclaration,
  contentType: string | undefined,
  body: string,
  values: Readonly<Record<string, string>>,
): Refusal | undefined => {
  if (request.body === undefined) return undefined;
  const expected = declaredType(request, request.body, values);
  const actual = essence(contentType ?? '');
  if (actual !== expected) {
    return { status: 415, problem: `the body is ${actual || 'of no media type'}, not ${expected}` };
  }
  // Broken JSON may be the very failure that a request is there to show.
  if (!JSON_TYPE.test(expected) || expectsFailure(request) || isJson(body)) return undefined;
  return { status: 400, problem: 'the body is not valid JSON' };
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * How much a request that arrived differs from a declared one. A collection may declare several requests with one method
 * and path, told apart by their query, media types or body only; the one that differs least is the one that was sent.
 */

import type { RequestDeclaration } from '../model/collection.ts';
import { declaredHeader, declaredType, essence, sentBody } from './request-demands.ts';
import { parseJson } from '../values/json.ts';
import type { Values } from '../values/placeholders.ts';

/** What is compared of a request that arrived. */
export interface ReceivedRequest {
  readonly query: URLSearchParams;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** A text with a placeholder may have become any other. */
const isOpen = (text: string): boolean => text.includes('{{');

const queryDifference = ({ query = [] }: RequestDeclaration, received: URLSearchParams): number => {
  // Nobody knows what a name in a variable has become.
  const sent = query.filter(({ name, enabled }) => enabled !== false && !isOpen(name));
  const names = new Set(sent.map(({ name }) => name));
  const wrong = sent.filter(({ name, value }) =>
    isOpen(value ?? '') ? !received.has(name) : !received.getAll(name).includes(value ?? ''),
  );
  return wrong.length + [...received.keys()].filter((name) => !names.has(name)).length;
};

/** Every value in a JSON value that is no object or array itself, under its path. */
const leavesOf = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${path}/${name}`))
    : [[path, JSON.stringify(value)]];

const bodyDifference = ({ body }: RequestDeclaration, received: string): number => {
  if (body === undefined || !('json' in body)) return 0;
  const json = parseJson(received);
  if (json === undefined) return 1;
  const actual = new Map(leavesOf(json));
  const declared = leavesOf(body.json);
  const paths = new Set(declared.map(([path]) => path));
  const wrong = declared.filter(([path, text]) =>
    isOpen(text) ? !actual.has(path) : actual.get(path) !== text,
  );
  return wrong.length + [...actual.keys()].filter((path) => !paths.has(path)).length;
};

const mediaTypeDifference = (
  request: RequestDeclaration,
  { accept, contentType }: ReceivedRequest,
  values: Values,
): number => {
  const expected = declaredHeader(request, 'accept', values);
  const isOtherAccept = expected !== undefined && expected !== accept;
  const body = sentBody(request);
  const type = body && declaredType(request, body, values);
  const isOtherType = type !== undefined && type !== essence(contentType ?? '');
  return Number(isOtherAccept) + Number(isOtherType);
};

/** The number of parts in which they differ. */
export const differenceOf = (
  request: RequestDeclaration,
  received: ReceivedRequest,
  values: Values,
): number =>
  queryDifference(request, received.query) +
  mediaTypeDifference(request, received, values) +
  bodyDifference(request, received.body);

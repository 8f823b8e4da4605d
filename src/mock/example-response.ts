/** The response of the mock's API to a request that it accepts: the saved example of that request. */

import type { Example, Json, RequestDeclaration } from '../model/collection.ts';
import { fillPlaceholders, type Values } from '../values/placeholders.ts';
import { mapStrings } from './redirect.ts';
import { declaredHeader, isSuccess } from './request-demands.ts';

/** A complete HTTP response. */
export interface MockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

/** Headers that belong to the connection on which the example was once saved, not to the response. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

/** Responses that have no body (RFC 9110 §15.3.5). */
const WITHOUT_BODY = new Set([204, 205]);

const NO_EXAMPLE: Example = { name: 'no example', status: 200, body: {} };

/** Where a redirect leads on the mock: engines follow it, and nothing may leave the machine (RFC 9110 §10.2.2). */
const locationOnMock = (location: string, origin: string): string => {
  if (!URL.canParse(location, origin)) return location;
  const url = new URL(location, origin);
  return url.origin === origin ? location : `${origin}${url.pathname}${url.search}${url.hash}`;
};

const headersOf = (
  { headers = [] }: Example,
  values: Readonly<Record<string, string>>,
  origin: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    headers
      .filter(({ name, enabled }) => enabled !== false && !CONNECTION_HEADERS.has(name.toLowerCase()))
      .map(({ name, value }) => {
        const filled = fillPlaceholders(value, values);
        const key = name.toLowerCase();
        return [key, key === 'location' ? locationOnMock(filled, origin) : filled];
      }),
  );

/**
 * The first example with a 2xx status, else the first of all, with the environment's values in its placeholders;
 * `200 {}` when there is none. A redirect leads to the mock itself, whose address is `origin`.
 */
export const exampleResponse = (
  request: RequestDeclaration,
  values: Readonly<Record<string, string>>,
  origin: string,
): MockResponse => {
  const { examples = [] } = request;
  const example = examples.find(isSuccess) ?? examples[0] ?? NO_EXAMPLE;
  const body = WITHOUT_BODY.has(example.status) ? undefined : contentOf(example, values);
  return {
    status: example.status,
    headers: {
      ...(body === undefined
        ? {}
        : { 'content-type': contentType(body, declaredHeader(request, 'accept', values)) }),
      ...headersOf(example, values, origin),
    },
    body: body === undefined || Buffer.isBuffer(body) ? body : serialize(body),
  };
};

const contentOf = ({ body, bytes }: Example, values: Values): Json | Buffer | undefined => {
  if (bytes !== undefined) return Buffer.from(bytes, 'base64');
  return body === undefined ? undefined : mapStrings(body, (text) => fillPlaceholders(text, values));
};

/** One JSON media type and nothing else: what is asked for is what is sent. */
const JSON_TYPE = /^[^/,;*]+\/(?:json|[^/,;*]+\+json)$/i;

const contentType = (body: Json | Buffer, accept: string | undefined): string => {
  if (Buffer.isBuffer(body)) return 'application/octet-stream';
  if (typeof body === 'string') return 'text/plain; charset=utf-8';
  return accept !== undefined && JSON_TYPE.test(accept) ? accept : 'application/json';
};

const serialize = (body: Json): string => (typeof body === 'string' ? body : JSON.stringify(body));

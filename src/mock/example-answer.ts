/** What the mock's API answers to a request that it accepts: the request's own saved example. */

import type { Example, Json, RequestDeclaration } from '../model/collection.ts';
import { fillPlaceholders } from '../model/placeholders.ts';
import { mapStrings } from './redirect.ts';
import { declaredHeader } from './request-headers.ts';

/** An HTTP answer, complete. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Headers that belong to the connection on which the example was once saved, not to the answer. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

/** Answers that have no body (RFC 9110 §15.3.5). */
const WITHOUT_BODY = new Set([204, 205]);

const NO_EXAMPLE: Example = { name: 'no example', status: 200, body: {} };

const isSuccess = ({ status }: Example): boolean => status >= 200 && status < 300;

/** True for a request that is there to show a failure: it has examples, and none of them is a success. */
export const expectsFailure = ({ examples = [] }: RequestDeclaration): boolean =>
  examples.length > 0 && !examples.some(isSuccess);

/**
 * The first example with a 2xx status, else the first of all, with the environment's values in its placeholders;
 * `200 {}` when there is none.
 */
export const exampleAnswer = (
  request: RequestDeclaration,
  values: Readonly<Record<string, string>>,
): Answer => {
  const { examples = [] } = request;
  const example = examples.find(isSuccess) ?? examples[0] ?? NO_EXAMPLE;
  const body =
    example.body === undefined
      ? undefined
      : mapStrings(example.body, (text) => fillPlaceholders(text, values));
  const headers = (example.headers ?? [])
    .filter(({ name, enabled }) => enabled !== false && !CONNECTION_HEADERS.has(name.toLowerCase()))
    .map(({ name, value }) => [name.toLowerCase(), fillPlaceholders(value, values)]);
  const bodiless = body === undefined || WITHOUT_BODY.has(example.status);
  return {
    status: example.status,
    headers: {
      ...(bodiless ? {} : { 'content-type': contentType(body, declaredHeader(request, 'accept', values)) }),
      ...Object.fromEntries(headers),
    },
    body: bodiless ? undefined : serialize(body),
  };
};

/** One JSON media type and nothing else: what is asked for is what is sent. */
const JSON_TYPE = /^[^/,;*]+\/(?:json|[^/,;*]+\+json)$/i;

const contentType = (body: Json, accept: string | undefined): string => {
  if (typeof body === 'string') return 'text/plain; charset=utf-8';
  return accept !== undefined && JSON_TYPE.test(accept) ? accept : 'application/json';
};

const serialize = (body: Json): string => (typeof body === 'string' ? body : JSON.stringify(body));

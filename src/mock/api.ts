/** The API: knows every declared request, demands a token of its own server, responds with the declared example. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { PostmanAuthDeclaration } from '../model/auth.ts';
import type { RequestDeclaration } from '../model/collection.ts';
import type { Authorization } from '../oauth/authorization.ts';
import { grantIn } from '../model/identities.ts';
import { judgeAuth } from './auth.ts';
import { judgeBearer, type TokenJudge } from './bearer.ts';
import { differenceOf, type ReceivedRequest } from './difference.ts';
import { exampleResponse, type MockResponse } from './example-response.ts';
import type { ApiRequest } from './mock.ts';
import { declaredHeader, judgeAccept, judgeBody, sentBody, type Rejection } from './request-demands.ts';
import { findRoute, type Candidate, type Route, type RouteMatch } from './route.ts';

/** Called before a request is judged, with its index from 0. */
type ApiListener = (index: number) => void | Promise<void>;

interface ApiOptions {
  readonly origin: string;
  readonly routes: readonly Route[];
  readonly values: Readonly<Record<string, string>>;
  /** Who judges the tokens of an identity. */
  judgeOf(identity: Authorization): TokenJudge | undefined;
}

/** A running API; it is given its requests by the server that owns the socket. */
export interface Api {
  readonly requests: readonly ApiRequest[];
  respond(request: IncomingMessage, response: ServerResponse): Promise<void>;
  onRequest(listener: ApiListener): void;
}

/** The path of a request target, without the query. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').replace(/[?#].*$/s, '');

/** What Postman sends for a path variable that nobody filled. */
const UNFILLED = /^$|^:|\{\{|\}\}|%7B%7B/i;

/** The page to which a declared redirect leads, where the collection does not declare it as well. */
const REDIRECT_TARGET: MockResponse = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{}',
};

/** Makes the API of a collection. */
export const createApi = (options: ApiOptions): Api => {
  const requests: ApiRequest[] = [];
  const listeners: ApiListener[] = [];
  /** Paths to which examples that were played have redirected. */
  const targets = new Set<string>();
  let arrived = 0;
  return {
    requests,
    onRequest: (listener) => {
      listeners.push(listener);
    },
    respond: async (request, response) => {
      const index = arrived;
      arrived += 1;
      const body = await text(request);
      for (const listener of listeners) await listener(index);
      const { method = 'GET' } = request;
      const path = pathOf(request);
      const received = receivedOf(request, body);
      const match = findRoute(options.routes, method, path, (declared) =>
        differenceOf(declared, received, options.values),
      );
      // A redirect that was followed is a GET without a body, whatever is declared for its path.
      const isDeclared =
        match.found === 'request' &&
        (method !== 'GET' || body !== '' || sentBody(match.request) === undefined);
      // Not every engine takes dots out of a path.
      const isTarget = !isDeclared && targets.has(new URL(path, options.origin).pathname);
      const result = isTarget ? REDIRECT_TARGET : await decide(request, body, match, options);
      const problem = 'problem' in result ? { problem: `${method} ${path}: ${result.problem}` } : {};
      requests.push({ method, path, status: result.status, ...problem });
      const target = 'problem' in result ? undefined : redirectTarget(result, `${options.origin}${path}`);
      if (target !== undefined) targets.add(target);
      send(response, method, 'problem' in result ? rejectionResponse(result) : result);
    },
  };
};

/** The path to which a response redirects (RFC 9110 §15.4). */
const redirectTarget = ({ status, headers: { location } }: MockResponse, from: string): string | undefined =>
  status < 300 || status > 399 || location === undefined || !URL.canParse(location, from)
    ? undefined
    : new URL(location, from).pathname;

const receivedOf = ({ url = '/', headers }: IncomingMessage, body: string): ReceivedRequest => ({
  query: new URL(url, 'https://localhost').searchParams,
  accept: headers.accept,
  contentType: headers['content-type'],
  body,
});

/** What is responded to a request: the example of its declaration, or why it is rejected. */
const decide = async (
  request: IncomingMessage,
  body: string,
  match: RouteMatch,
  options: ApiOptions,
): Promise<MockResponse | Rejection> => {
  if (match.found === 'nothing') return { status: 404, problem: 'no declared request has this path' };
  if (match.found === 'path') {
    const allow = match.methods.join(', ');
    return { status: 405, problem: `this path is declared for ${allow} only`, headers: { Allow: allow } };
  }
  const { declared, rejection } = await judgeCandidates([match, ...match.equals], request, options);
  const { headers } = request;
  return (
    rejection ??
    judgePath(match.variables) ??
    judgeAccept(declared, headers.accept, options.values) ??
    judgeBody(declared, headers['content-type'], body, options.values) ??
    exampleResponse(declared, options.values, options.origin)
  );
};

/** Requests of two identities may differ in nothing else: the one whose token came is the one that was sent. */
const judgeCandidates = async (
  candidates: readonly [Candidate, ...Candidate[]],
  request: IncomingMessage,
  options: ApiOptions,
): Promise<{ readonly declared: RequestDeclaration; readonly rejection: Rejection | undefined }> => {
  const [first] = candidates;
  let rejection: Rejection | undefined;
  for (const candidate of candidates) {
    const judged = await judgeAuthorization(candidate, request, options);
    if (judged === undefined) return { declared: candidate.request, rejection: undefined };
    rejection ??= judged;
  }
  return { declared: first.request, rejection };
};

const judgeAuthorization = async (
  { request: declared, authorization }: Candidate,
  request: IncomingMessage,
  { judgeOf, values }: ApiOptions,
): Promise<Rejection | undefined> => {
  const { authorization: header } = request.headers;
  if (authorization === undefined) return undefined;
  if (authorization === 'none') {
    return header === undefined || declaredHeader(declared, 'authorization', values) !== undefined
      ? undefined
      : { status: 400, problem: 'an Authorization header came, and none is declared' };
  }
  const grant = grantIn(authorization);
  // What is no grant is one of Postman's own kinds.
  if (grant === undefined) return judgeAuth(authorization as PostmanAuthDeclaration, request, values);
  const judge = judgeOf(grant);
  return judge && judgeBearer(request.headers, judge, declared.scope, grant.header);
};

const judgePath = (variables: readonly string[]): Rejection | undefined =>
  variables.some((value) => UNFILLED.test(value))
    ? { status: 400, problem: 'a variable of the path has no value' }
    : undefined;

const send = (response: ServerResponse, method: string, { status, headers, body }: MockResponse): void => {
  response.writeHead(status, { ...headers });
  response.end(method === 'HEAD' ? undefined : body);
};

const rejectionResponse = ({ status, problem, headers }: Rejection): MockResponse => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify({ error: problem }),
});

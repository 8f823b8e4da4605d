/** The API: knows every declared request, demands a token of its own server, answers with the declared example. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RequestDeclaration } from '../model/collection.ts';
import { judgeBearer, type TokenJudge } from './bearer.ts';
import { differenceOf, type ReceivedRequest } from './difference.ts';
import { type Answer, exampleAnswer } from './example-answer.ts';
import type { ApiRequest } from './mock.ts';
import type { Refusal } from './refusal.ts';
import { judgeBody } from './request-body.ts';
import { judgeAccept } from './request-headers.ts';
import { findRoute, type Route, type RouteMatch } from './route.ts';

/** Called before a request is judged, with its index from 0. */
export type ApiListener = (index: number) => void | Promise<void>;

export interface ApiOptions {
  readonly routes: readonly Route[];
  readonly values: Readonly<Record<string, string>>;
  /** Absent = no token is demanded. */
  readonly tokens: TokenJudge | undefined;
}

/** A running API; it is given its requests by the server that owns the socket. */
export interface Api {
  readonly requests: readonly ApiRequest[];
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  onRequest(listener: ApiListener): void;
}

/** The path of a request target, without the query. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').replace(/[?#].*$/s, '');

/** What Postman sends for a path variable that nobody filled. */
const UNFILLED = /^$|^:|\{\{|\}\}|%7B%7B/i;

/** Makes the API of a collection. */
export const createApi = (options: ApiOptions): Api => {
  const requests: ApiRequest[] = [];
  const listeners: ApiListener[] = [];
  let arrived = 0;
  return {
    requests,
    onRequest: (listener) => {
      listeners.push(listener);
    },
    answer: async (request, response) => {
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
      const answer = await decide(request, body, match, options);
      const problem = 'problem' in answer ? { problem: `${method} ${path}: ${answer.problem}` } : {};
      requests.push({ method, path, status: answer.status, ...problem });
      send(response, method, 'problem' in answer ? refusalAnswer(answer) : answer);
    },
  };
};

const receivedOf = ({ url = '/', headers }: IncomingMessage, body: string): ReceivedRequest => ({
  query: new URL(url, 'https://localhost').searchParams,
  accept: headers.accept,
  contentType: headers['content-type'],
  body,
});

/** What a request is answered: the example of its declaration, or why it is refused. */
const decide = async (
  request: IncomingMessage,
  body: string,
  match: RouteMatch,
  options: ApiOptions,
): Promise<Answer | Refusal> => {
  if (match.found === 'nothing') return { status: 404, problem: 'no declared request has this path' };
  if (match.found === 'path') {
    const allow = match.methods.join(', ');
    return { status: 405, problem: `this path is declared for ${allow} only`, headers: { Allow: allow } };
  }
  const declared = match.request;
  const { headers } = request;
  return (
    (await judgeAuthorization(declared, headers.authorization, options)) ??
    judgePath(match.variables) ??
    judgeAccept(declared, headers.accept, options.values) ??
    judgeBody(declared, headers['content-type'], body, options.values) ??
    exampleAnswer(declared, options.values)
  );
};

const judgeAuthorization = async (
  declared: RequestDeclaration,
  header: string | undefined,
  { tokens }: ApiOptions,
): Promise<Refusal | undefined> =>
  tokens === undefined || declared.authorization === 'none'
    ? undefined
    : judgeBearer(header, tokens, declared.scope);

const judgePath = (variables: readonly string[]): Refusal | undefined =>
  variables.some((value) => UNFILLED.test(value))
    ? { status: 400, problem: 'a variable of the path has no value' }
    : undefined;

const send = (response: ServerResponse, method: string, { status, headers, body }: Answer): void => {
  response.writeHead(status, { ...headers });
  response.end(method === 'HEAD' ? undefined : body);
};

const refusalAnswer = ({ status, problem, headers }: Refusal): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify({ error: problem }),
});

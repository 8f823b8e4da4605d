/** The API: knows every declared request, demands a token of its own server, answers with the declared example. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RequestDeclaration } from '../declare/model.ts';
import { judgeToken } from './bearer.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { type Answer, exampleAnswer } from './example-answer.ts';
import type { ApiRequest } from './mock.ts';
import type { Refusal } from './refusal.ts';
import { judgeBody } from './request-body.ts';
import { findRoute, type Route, type RouteMatch } from './route.ts';

/** Called before a request is judged, with its index from 0. */
export type ApiListener = (index: number) => void | Promise<void>;

export interface ApiOptions {
  readonly routes: readonly Route[];
  readonly values: Readonly<Record<string, string>>;
  /** Absent = no token is demanded. */
  readonly authorizationServer: AuthorizationServer | undefined;
  /** Scope that a token must have been granted. */
  readonly scope: readonly string[];
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
      const match = findRoute(options.routes, method, pathOf(request));
      const refusal = await judge(request, body, match, options);
      const status = send(response, method, refusal ?? accepted(match, options));
      const problem =
        refusal === undefined ? {} : { problem: `${method} ${pathOf(request)}: ${refusal.problem}` };
      requests.push({ method, path: pathOf(request), status, ...problem });
    },
  };
};

/** Why a request is refused, or undefined when it is not. */
const judge = async (
  request: IncomingMessage,
  body: string,
  match: RouteMatch,
  { values, authorizationServer, scope }: ApiOptions,
): Promise<Refusal | undefined> => {
  if (match.found === 'nothing') return { status: 404, problem: 'no declared request has this path' };
  if (match.found === 'path') {
    const allow = match.methods.join(', ');
    return {
      status: 405,
      problem: `this path is declared for ${allow} only`,
      headers: { Allow: allow },
    };
  }
  const { headers } = request;
  return (
    (demandsToken(match.request) && authorizationServer
      ? await judgeToken(headers.authorization, authorizationServer, scope)
      : undefined) ??
    judgePath(match.variables) ??
    judgeBody(match.request, headers['content-type'], body, values)
  );
};

const demandsToken = (request: RequestDeclaration): boolean => request.authorization !== 'none';

const judgePath = (variables: readonly string[]): Refusal | undefined =>
  variables.some((value) => UNFILLED.test(value))
    ? { status: 400, problem: 'a variable of the path has no value' }
    : undefined;

const accepted = (match: RouteMatch, { values }: ApiOptions): Answer =>
  match.found === 'request'
    ? exampleAnswer(match.request, values)
    : { status: 404, headers: {}, body: undefined };

/** Sends an answer or a refusal; returns its status. */
const send = (response: ServerResponse, method: string, answer: Answer | Refusal): number => {
  const { status, headers, body } = 'problem' in answer ? refusalAnswer(answer) : answer;
  response.writeHead(status, { ...headers });
  response.end(method === 'HEAD' ? undefined : body);
  return status;
};

const refusalAnswer = ({ status, problem, headers }: Refusal): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify({ error: problem }),
});

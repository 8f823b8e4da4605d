/** Judges the bearer token of an API request (RFC 6750 §2.1, §3). */

import type { IncomingHttpHeaders } from 'node:http';
import type { TokenHeader } from '../oauth/authorization.ts';
import type { Rejection } from './request-demands.ts';

/** The one way in which the mock takes a token: a header, this one unless another is declared. */
const AUTHORIZATION: TokenHeader = { name: 'Authorization', prefix: 'Bearer' };

/** A token, as a header has it. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** The token behind the prefix, whose case does not matter (RFC 9110 §11.1); undefined where there is none. */
const tokenBehind = (prefix: string | undefined, value: string): string | undefined => {
  const begin = prefix === undefined ? '' : `${prefix.toLowerCase()} `;
  const token = value.slice(begin.length).trimStart();
  return value.toLowerCase().startsWith(begin) && TOKEN.test(token) ? token : undefined;
};

/** A token that lives. */
interface LiveToken {
  /** Absent = tokens of this kind tell no scope, so none is demanded. */
  readonly granted: readonly string[] | undefined;
  /** The scope that such a login asks for. */
  readonly asked: readonly string[];
}

/** Who knows which tokens are good. */
export interface TokenJudge {
  /** Either what the token is good for, or why it isn't, as a clause. */
  judgeToken(value: string): Promise<LiveToken | { readonly problem: string }>;
}

/** The scope that a request declares: a text, or alternatives of which one is enough. */
type NeededScope = string | readonly string[] | undefined;

/** Rejects a request without a live token of this very server, or with one that was granted too little. */
export const judgeBearer = async (
  headers: IncomingHttpHeaders,
  judge: TokenJudge,
  needed: NeededScope,
  { name, prefix }: TokenHeader = AUTHORIZATION,
): Promise<Rejection | undefined> => {
  const header = headers[name.toLowerCase()]?.toString();
  // A request that brings no token at all is told no error code (RFC 6750 §3.1).
  if (header === undefined) return challenge(401, undefined, 'no token was sent');
  const value = tokenBehind(prefix, header);
  if (value === undefined) {
    const right = prefix === undefined ? 'a token' : `"${prefix}" and a token`;
    return challenge(401, 'invalid_token', `the ${name} header is not ${right}`);
  }
  const token = await judge.judgeToken(value);
  if ('problem' in token) return challenge(401, 'invalid_token', token.problem);
  return judgeScope(token, needed);
};

const judgeScope = ({ granted, asked }: LiveToken, needed: NeededScope): Rejection | undefined => {
  if (granted === undefined) return undefined;
  const texts = typeof needed === 'string' ? [needed] : needed;
  const alternatives = texts === undefined ? [asked] : texts.map((text) => text.split(' '));
  const lacks = alternatives.map((scope) => scope.filter((name) => !granted.includes(name)));
  if (lacks.some((missing) => missing.length === 0)) return undefined;
  const [scope = []] = alternatives;
  const missing = lacks.map((names) => names.join(' ')).join(', or ');
  return challenge(403, 'insufficient_scope', `the token lacks the scope ${missing}`, scope);
};

const challenge = (
  status: 401 | 403,
  error: string | undefined,
  problem: string,
  scope: readonly string[] = [],
): Rejection => {
  const attributes = [
    'realm="postsmith"',
    ...(error === undefined
      ? []
      : [`error="${error}"`, `error_description="${problem.replaceAll('"', "'")}"`]),
    ...(scope.length === 0 ? [] : [`scope="${scope.join(' ')}"`]),
  ];
  return { status, problem, headers: { 'WWW-Authenticate': `Bearer ${attributes.join(', ')}` } };
};

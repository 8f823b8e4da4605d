/** Judges the bearer token of an API request (RFC 6750 §2.1, §3). */

import type { AuthorizationServer } from './authorization-server.ts';
import type { Refusal } from './refusal.ts';

/** The one way in which the mock takes a token: the header. The scheme's case does not matter (RFC 9110 §11.1). */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Refuses a request without a live token of this very server, or with one that was granted too little. */
export const judgeToken = async (
  header: string | undefined,
  server: AuthorizationServer,
  demandedScope: readonly string[],
): Promise<Refusal | undefined> => {
  // A request that brings no token at all is told no error code (RFC 6750 §3.1).
  if (header === undefined) return challenge(401, undefined, 'no token was sent');
  const value = BEARER.exec(header)?.[1];
  if (value === undefined) {
    return challenge(401, 'invalid_token', 'the Authorization header is not "Bearer" and a token');
  }
  const token = await server.findToken(value);
  if (token === undefined) return challenge(401, 'invalid_token', 'the token is unknown or revoked');
  if (token.expired) return challenge(401, 'invalid_token', 'the token has expired');
  const missing = demandedScope.filter((name) => !token.scope.includes(name));
  if (missing.length === 0) return undefined;
  return challenge(
    403,
    'insufficient_scope',
    `the token lacks the scope ${missing.join(' ')}`,
    demandedScope,
  );
};

const challenge = (
  status: 401 | 403,
  error: string | undefined,
  problem: string,
  scope: readonly string[] = [],
): Refusal => {
  const attributes = [
    'realm="postsmith"',
    ...(error === undefined
      ? []
      : [`error="${error}"`, `error_description="${problem.replaceAll('"', "'")}"`]),
    ...(scope.length === 0 ? [] : [`scope="${scope.join(' ')}"`]),
  ];
  return { status, problem, headers: { 'WWW-Authenticate': `Bearer ${attributes.join(', ')}` } };
};

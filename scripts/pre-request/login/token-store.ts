/** Keeps the access token in the environment, with what it belongs to, and tells whether it still lives. */

import type { Attempt, Plan, Token } from './attempt.ts';
import { put, valueOf } from './variables.ts';

/** Seconds that a token must still have; half of its life if that is less, or a 20-second token would never serve. */
const MARGIN = 30;

/** The id of the request for which a token was fetched just now: a 401 to it can't be the token's age. */
const FRESH = 'postsmith.fresh';

/** Plain text without a secret: `["https://…/token/","client","scope",3600]`, the last being the token's lifetime. */
const ownerOf = ({ endpoint, clientId, scope }: Attempt, lifetime: number): string =>
  JSON.stringify([endpoint, clientId, scope, lifetime]);

const kept = (name: string): string => String(pm.environment.get(name) ?? '');

/**
 * True when the kept token is the attempt's and lives long enough to be used. Where people may bring a token
 * themselves, one that nobody says anything of is taken for live.
 */
export function hasLiveToken({ variables, standAside }: Plan, attempt: Attempt | undefined): boolean {
  if (valueOf(FRESH)) pm.variables.set(FRESH, '');
  if (!kept(variables.accessToken) || (attempt && attempt.problems.length > 0)) return false;
  const owner = kept(variables.accessTokenFor);
  const expires = kept(variables.expires);
  const left = Number(expires) - Date.now() / 1000;
  if (standAside && (owner === '' || !attempt)) return expires === '' || left > MARGIN;
  const lifetime = Number(/,(\d+)\]$/.exec(owner)?.[1]);
  // More time left than it ever had: the clock was set back, and nobody knows when the token ends.
  return (
    attempt !== undefined &&
    owner === ownerOf(attempt, lifetime) &&
    left > Math.min(MARGIN, lifetime / 2) &&
    left <= lifetime
  );
}

/** @param sentAt Unix time in seconds at which the token was asked for */
export function storeToken(attempt: Attempt, { accessToken, lifetime, scope }: Token, sentAt: number): void {
  const { variables } = attempt.plan;
  put(variables.accessToken, accessToken);
  put(variables.expires, String(sentAt + lifetime));
  put(variables.scope, scope);
  put(variables.accessTokenFor, ownerOf(attempt, lifetime));
  if (variables.assertion) put(variables.assertion, '');
  pm.variables.set(FRESH, pm.info.requestId);
}

/** Empties everything that belongs to a token, so that nothing stale is sent. */
export function forgetToken({
  variables: { accessToken, expires, scope, accessTokenFor },
}: Pick<Plan, 'variables'>): void {
  for (const name of [accessToken, expires, scope, accessTokenFor]) put(name, '');
}

/** True when the token was fetched for this very execution. */
export const isFresh = (): boolean => valueOf(FRESH) === pm.info.requestId;

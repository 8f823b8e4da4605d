/** Keeps the access token in the environment, with what it belongs to, and tells whether it still lives. */

import type { ClientCredentials, TokenVariables } from 'postsmith';
import type { Target } from './target.ts';

export interface Token {
  readonly accessToken: string;
  /** Seconds. */
  readonly lifetime: number;
  readonly scope: string;
}

/** Seconds that a token must still have; half of its life if that is less, or a 20-second token would never serve. */
const MARGIN = 30;

/** The id of the request for which a token was fetched just now: a 401 to it can't be the token's age. */
const FRESH = 'postsmith.fresh';

/** Plain text without a secret: `["https://…/token/","client","scope",3600]`, the last being the token's lifetime. */
const ownerOf = ({ endpoint, clientId, scope }: Target, lifetime: number): string =>
  JSON.stringify([endpoint, clientId, scope, lifetime]);

/** True when the kept token is for this endpoint, client and scope, and lives long enough to be used. */
export function hasLiveToken(target: Target, variables: TokenVariables): boolean {
  if (pm.variables.get(FRESH)) pm.variables.set(FRESH, '');
  if (target.problems.length > 0 || !pm.environment.get(variables.accessToken)) return false;
  const owner = String(pm.environment.get(variables.accessTokenFor));
  const lifetime = Number(/,(\d+)\]$/.exec(owner)?.[1]);
  if (owner !== ownerOf(target, lifetime)) return false;
  const left = Number(pm.environment.get(variables.expires)) - Date.now() / 1000;
  // More time left than it ever had: the clock was set back, and nobody knows when the token ends.
  return left > Math.min(MARGIN, lifetime / 2) && left <= lifetime;
}

/** @param sentAt Unix time in seconds at which the token was asked for */
export function storeToken(
  token: Token,
  target: Target,
  { variables }: ClientCredentials,
  sentAt: number,
): void {
  pm.environment.set(variables.accessToken, token.accessToken);
  pm.environment.set(variables.expires, String(sentAt + token.lifetime));
  pm.environment.set(variables.scope, token.scope);
  pm.environment.set(variables.accessTokenFor, ownerOf(target, token.lifetime));
  pm.variables.set(FRESH, pm.info.requestId);
}

/** Empties everything that belongs to a token, so that nothing stale is sent. */
export function forgetToken({ accessToken, expires, scope, accessTokenFor }: TokenVariables): void {
  for (const name of [accessToken, expires, scope, accessTokenFor]) pm.environment.set(name, '');
}

/** Keeps a refused assertion for troubleshooting, where the authorization has a variable for it; '' empties it. */
export function keepAssertion(
  { assertion }: TokenVariables,
  proof: Readonly<Record<string, string>> | '',
): void {
  if (assertion !== undefined)
    pm.environment.set(assertion, proof === '' ? '' : (proof['client_assertion'] ?? ''));
}

/** True when the token was fetched for this very execution. */
export const isFresh = (): boolean => pm.variables.get(FRESH) === pm.info.requestId;

/** Keeps the access token in the environment, with what it belongs to, and tells whether it still lives. */

import { cacheKeyOf, isCacheKey, lifetimeIn } from './cache-key.ts';
import type { LoginConfiguration, TokenVariables, WayConfiguration } from './configuration.ts';
import { put, remember, valueOf } from './variables.ts';

/** A token that was got just now. */
export interface Token {
  readonly accessToken: string;
  /** Seconds. */
  readonly lifetime: number;
  readonly scope: string;
}

/** Seconds that a token must still have; half of its life if that is less, or a 20-second token would never serve. */
const MARGIN = 30;

/** A header can't carry a line feed: no engine sends a request with this in the place of a token. */
export const UNSENDABLE = 'no token\n';

/** The id of the request for which a token was fetched just now: a 401 to it can't be the token's age. */
const FRESH = 'postsmith.fresh';

const kept = (name: string): string => String(pm.environment.get(name) ?? '');

/** Seconds that are left until a Unix time in seconds. */
const secondsUntil = (expires: string): number => Number(expires) - Date.now() / 1000;

/**
 * True when the kept token was got in one of these ways with the inputs of now, and lives long enough to be used.
 * Where a person may have put a token there, nothing says where it is from.
 */
export function hasLiveToken(
  { variables, isPersons }: LoginConfiguration,
  ways: readonly WayConfiguration[],
): boolean {
  if (valueOf(FRESH) !== '') remember(FRESH, '');
  const [token, expires, cacheKey] = [variables.accessToken, variables.expires, variables.accessTokenFor].map(
    kept,
  );
  if (!token) return false;
  const left = secondsUntil(expires ?? '');
  if (isPersons && !cacheKey) return !expires || left > MARGIN;
  const lifetime = lifetimeIn(cacheKey ?? '');
  // More time left than it ever had: the clock was set back, and nobody knows when the token ends.
  return (
    left > Math.min(MARGIN, lifetime / 2) && left <= lifetime && isCacheKey(cacheKey ?? '', token, { ways })
  );
}

/**
 * @param ways those that were tried; the last one got the token
 * @param sentAt Unix time in seconds at which the token was asked for
 */
export function storeToken(
  { accessToken: name, expires, scope, accessTokenFor }: TokenVariables,
  token: Token,
  ways: readonly WayConfiguration[],
  sentAt: number,
): void {
  put(name, token.accessToken);
  put(expires, String(sentAt + token.lifetime));
  put(scope, token.scope);
  put(accessTokenFor, cacheKeyOf(token.accessToken, token.lifetime, ways));
  remember(FRESH, pm.info.requestId);
}

/** Empties everything that belongs to a token, so that nothing stale is sent. */
export const forgetToken = ({ accessToken, expires, scope, accessTokenFor }: TokenVariables): void => {
  for (const name of [accessToken, expires, scope, accessTokenFor]) put(name, '');
};

/** True when the token was fetched for this very execution. */
export const isFresh = (): boolean => valueOf(FRESH) === pm.info.requestId;

/** Puts what can't be sent where the token would be, until the next request. */
export const blockToken = ({ accessToken }: TokenVariables): void => remember(accessToken, UNSENDABLE);

/** Takes it away again, whoever has put it there: an earlier request may have been skipped. */
export const unblockToken = ({ accessToken }: TokenVariables): void => {
  if (valueOf(accessToken) === UNSENDABLE) pm.variables.unset(accessToken);
};

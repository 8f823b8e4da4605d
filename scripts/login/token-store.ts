/** Keeps the access token in the environment, with what it belongs to, and tells whether it still lives. */

import { about, clientId, endpoint, problems, scope } from './attempt.ts';
import type { Plan, Token, Way } from './plan.ts';
import { put, valueOf } from './variables.ts';

/** Seconds that a token must still have; half of its life if that is less, or a 20-second token would never serve. */
export const MARGIN = 30;

/** The id of the request for which a token was fetched just now: a 401 to it can't be the token's age. */
const FRESH = 'postsmith.fresh';

/** Plain text without a secret: `["https://…/token/","client","scope",3600]`, the last being the token's lifetime. */
const ownerOf = (lifetime: number): string => JSON.stringify([endpoint, clientId, scope + about, lifetime]);

/** True when the kept token is the attempt's, and lives long enough to be used. */
export function hasLiveToken({ keep, brought }: Plan, way: Way | undefined): boolean {
  if (valueOf(FRESH)) pm.variables.set(FRESH, '');
  const [token, expires = '', , owner = ''] = keep.map((name) => String(pm.environment.get(name) ?? ''));
  if (!token || problems[0]) return false;
  const lifetime = Number(/,(\d+)\]$/.exec(owner)?.[1]);
  const left = Number(expires) - Date.now() / 1000;
  return way && owner === ownerOf(lifetime)
    ? // More time left than it ever had: the clock was set back, and nobody knows when the token ends.
      left > Math.min(MARGIN, lifetime / 2) && left <= lifetime
    : !!brought?.isLive(owner, expires, way);
}

/** @param sentAt Unix time in seconds at which the token was asked for */
export function storeToken({ keep }: Plan, token: Token, sentAt: number): void {
  const { accessToken, lifetime } = token;
  const values = [accessToken, String(sentAt + lifetime), token.scope, ownerOf(lifetime)];
  keep.forEach((name, at) => put(name, values[at] ?? ''));
  pm.variables.set(FRESH, pm.info.requestId);
}

/** Empties everything that belongs to a token, so that nothing stale is sent. */
export const forgetToken = ({ keep }: Pick<Plan, 'keep'>): void => keep.forEach((name) => put(name, ''));

/** True when the token was fetched for this very execution. */
export const isFresh = (): boolean => valueOf(FRESH) === pm.info.requestId;

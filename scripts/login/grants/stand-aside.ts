/**
 * Where a person may sign in with the button of Postman's Authorization tab, no script sees the token that the button
 * got. So the request may leave with that token, but never without one.
 */

import { noToken } from '../messages/stand-aside.ts';
import type { Plan } from '../plan.ts';
import { MARGIN } from '../token-store.ts';
import { literal, put, resolve, valueOf } from '../variables.ts';

/** A header can't carry a line feed: no engine sends a request with this in the place of a token. */
export const UNSENDABLE = 'no token\n';

/** Takes what a person put into the token's variable; else puts what can't be sent where the token would be. */
export function broughtIn(
  [accessToken, , scope]: Plan['keep'],
  endpoint: string,
  clientId: string,
): NonNullable<Plan['brought']> {
  // Of an earlier request of the run, which a script has skipped.
  if (valueOf(accessToken) === UNSENDABLE) pm.variables.unset(accessToken);
  const isOurs = (owner: string): boolean =>
    owner.startsWith(JSON.stringify([resolve(endpoint).text, literal(clientId)]).slice(0, -1));
  return {
    isLive: (owner, expires, way) =>
      (owner === '' || (!way && isOurs(owner))) &&
      (expires === '' || Number(expires) - Date.now() / 1000 > MARGIN),
    standAside: () => {
      // Nothing is known of the button's token, which is not taken from the variable.
      put(scope, '');
      pm.variables.set(accessToken, UNSENDABLE);
      console.info(noToken);
    },
  };
}

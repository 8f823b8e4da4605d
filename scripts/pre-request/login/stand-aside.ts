/**
 * Where a person may sign in with the button of Postman's Authorization tab, no script sees the token that the button
 * got. So the request may leave with that token, but never without one.
 */

import { noToken } from './messages/stand-aside.ts';
import type { Plan } from './plan.ts';

/** A header can't carry a line feed: no engine sends a request with this in the place of a token. */
export const UNSENDABLE = 'no token\n';

/** Seconds that a token must still have. */
const MARGIN = 30;

/** Takes what a person put into the token's variable; else puts what can't be sent where the token would be. */
export const broughtIn = (accessToken: string): NonNullable<Plan['brought']> => ({
  isLive: (owner, expires, hasWay) =>
    (owner === '' || !hasWay) && (expires === '' || Number(expires) - Date.now() / 1000 > MARGIN),
  // The token of the button is not taken from the variable.
  standAside: () => {
    pm.variables.set(accessToken, UNSENDABLE);
    console.info(noToken);
  },
});

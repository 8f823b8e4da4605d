/**
 * Where a person may sign in with the button of Postman's Authorization tab, no script sees the token that the button
 * got. So the request may leave with that token, but never without one.
 */

import { noToken } from './messages/stand-aside.ts';

/** A header can't carry a line feed: no engine sends a request with this in the place of a token. */
export const UNSENDABLE = 'no token\n';

/** Puts what can't be sent where the token would be; the button's own token is not taken from there. */
export const standAside = (accessToken: string) => (): void => {
  pm.variables.set(accessToken, UNSENDABLE);
  console.info(noToken);
};

/**
 * Where a person may sign in with the button of Postman's Authorization tab, no script sees the token that the button got.
 * So the request may leave with that token, but never without one.
 */

import type { LoginConfiguration, RenewalConfiguration } from './configuration.ts';
import { noToken } from './messages/renewal.ts';
import type { PersonPart } from './parts.ts';
import { put, valueOf } from './variables.ts';

/** A header can't carry a line feed: no engine sends a request with this in the place of a token. */
const UNSENDABLE = 'no token\n';

/** Puts what can't be sent where the token would be. The button's token is not taken from the variable, so it goes out. */
export const person: PersonPart = {
  begin({ variables: { accessToken } }: LoginConfiguration) {
    // Of an earlier request of the run, which a script has skipped.
    if (valueOf(accessToken) === UNSENDABLE) pm.variables.unset(accessToken);
  },
  standAside({ variables }: LoginConfiguration) {
    // Nothing is known of the button's token.
    put(variables.scope, '');
    pm.variables.set(variables.accessToken, UNSENDABLE);
    console.info(noToken);
  },
};

/** What was sent in the place of the kept token. */
export type Sent = 'the kept token' | 'nothing' | "the button's token";

/** Tells what was sent, after a response or after the request could not be sent. */
export function sentToken({ variables: { accessToken } }: RenewalConfiguration): Sent {
  const kept = valueOf(accessToken);
  const sent = pm.request.headers.get('Authorization') ?? '';
  if (kept !== UNSENDABLE)
    return kept !== '' && sent.endsWith(` ${kept}`) ? 'the kept token' : "the button's token";
  pm.variables.unset(accessToken);
  return sent.includes(UNSENDABLE.trim()) ? 'nothing' : "the button's token";
}

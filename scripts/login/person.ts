/**
 * Where a person may sign in with the button of Postman's Authorization tab, no script sees the token that the button got.
 * So the request may leave with that token, but never without one.
 */

import type { LoginConfiguration, RenewalConfiguration } from './configuration.ts';
import { noToken } from './messages/renewal.ts';
import { blockToken, unblockToken, UNSENDABLE } from './token-store.ts';
import { put, valueOf } from './variables.ts';

/** Called where there is neither a token nor an open way to one. The button's token is not taken from the variable, so it goes out. */
export function standAside({ variables }: LoginConfiguration): void {
  // Nothing is known of the button's token.
  put(variables.scope, '');
  blockToken(variables);
  console.info(noToken);
}

/** What was sent in the place of the kept token. */
export type Sent = 'the kept token' | 'nothing' | "the button's token";

/** Tells what was sent, after a response or after the request could not be sent. */
export function sentToken({ variables }: RenewalConfiguration): Sent {
  const kept = valueOf(variables.accessToken);
  const sent = pm.request.headers.get('Authorization') ?? '';
  if (kept !== UNSENDABLE)
    return kept !== '' && sent.endsWith(` ${kept}`) ? 'the kept token' : "the button's token";
  unblockToken(variables);
  return sent.includes(UNSENDABLE.trim()) ? 'nothing' : "the button's token";
}

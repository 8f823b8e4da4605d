/** Drops a kept token that the API answers 401 to, and repeats the request once with a new one (RFC 6750 §3.1). */

import { likelyCauses } from './messages/causes.ts';
import type { Plan } from './plan.ts';
import { clean } from './redact-before.ts';
import { forgetToken, isFresh } from './token-store.ts';

/** A local variable: the id of the request whose answer is not judged, because it is asked for again. */
export const REPEAT = 'postsmith.repeat';

/** What is kept of a login after a response. */
export interface Renewal {
  readonly keep: Plan['keep'];
  /** The provider's name. */
  readonly provider?: string;
  /** Why the provider's API may refuse a token that was issued a moment ago, most likely first. */
  readonly causes?: readonly string[];
}

/** Runs before all other post-response scripts. */
export function renewToken({ keep, provider, causes }: Renewal): void {
  const repeating = pm.variables.get(REPEAT);
  if (repeating) pm.variables.set(REPEAT, '');
  if (pm.response.code !== 401 || pm.request.auth?.type === 'noauth') return;
  const fresh = isFresh();
  forgetToken({ keep });
  const { requestId } = pm.info;
  if (!fresh && repeating !== requestId) {
    pm.variables.set(REPEAT, requestId);
    pm.test.skip(
      '401: the kept token is dropped and the request repeated with a new one (in the app, press Send again)',
    );
    pm.execution.setNextRequest(requestId);
    return;
  }
  const reason = clean(pm.response.headers.get('WWW-Authenticate') ?? '', 200);
  const likely = causes ?? [
    'the host of the API trusts another authorization server',
    'the client lacks the permission for this request',
    "this computer's clock or the server's is wrong",
  ];
  pm.test('The API refuses a token that was issued a moment ago (401)', () => {
    throw new Error(likelyCauses(provider, likely) + (reason === '' ? '' : ` The API says: ${reason}`));
  });
}

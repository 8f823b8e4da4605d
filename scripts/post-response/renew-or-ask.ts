/** As `renew-token`, where a person may have brought the token with the button of Postman's Authorization tab. */

import type { Plan } from '../pre-request/login/attempt.ts';
import { noToken } from '../pre-request/login/messages/stand-aside.ts';
import { UNSENDABLE } from '../pre-request/login/stand-aside.ts';
import { valueOf } from '../pre-request/login/variables.ts';
import { renewToken } from './renew-token.ts';

/** Runs before all other post-response scripts, also after a request that could not be sent. */
export function renewOrAsk(plan: Pick<Plan, 'variables' | 'provider'>): void {
  const name = plan.variables.accessToken;
  const kept = valueOf(name);
  const sent = pm.request.headers.get('Authorization') ?? '';
  if (kept === UNSENDABLE) pm.variables.unset(name);
  if (kept === UNSENDABLE && sent.endsWith(UNSENDABLE.trim())) {
    pm.test('Login failed: there is no access token', () => {
      throw new Error(noToken);
    });
  } else if (kept !== UNSENDABLE && sent.endsWith(` ${kept}`)) renewToken(plan);
  else if (pm.response.code === 401 && pm.request.auth?.type !== 'noauth') {
    pm.test('The API refuses the token of the Authorization tab (401)', () => {
      throw new Error('Get a new one there: Get New Access Token › Use Token.');
    });
  }
}

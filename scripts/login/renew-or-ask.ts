/** As `renew-token`, where a person may have brought the token with the button of Postman's Authorization tab. */

import { noToken } from './messages/stand-aside.ts';
import { UNSENDABLE } from './grants/stand-aside.ts';
import { valueOf } from './variables.ts';
import { renewToken, REPEAT, type Renewal } from './renew-token.ts';

/** Runs before all other post-response scripts, also after a request that could not be sent. */
export function renewOrAsk(renewal: Renewal): void {
  const [name] = renewal.keep;
  const kept = valueOf(name);
  const sent = pm.request.headers.get('Authorization') ?? '';
  if (kept === UNSENDABLE) pm.variables.unset(name);
  if (pm.request.auth?.type === 'noauth') return;
  const isUnsent = kept === UNSENDABLE && sent.includes(UNSENDABLE.trim());
  if (kept === UNSENDABLE) pm.variables.set(REPEAT, isUnsent ? pm.info.requestId : '');
  if (isUnsent) {
    pm.test('Login failed: there is no access token', () => {
      throw new Error(noToken);
    });
  } else if (kept !== UNSENDABLE && sent.endsWith(` ${kept}`)) renewToken(renewal);
  else if (pm.response.code === 401) {
    pm.test('The API refuses the token of the Authorization tab (401)', () => {
      throw new Error('Get a new one there: Get New Access Token › Use Token.');
    });
  }
}

/** Sets the variable that is the host of a token endpoint to what people mean by it, before anything is sent. */

import { hostIn } from './host-name.ts';
import { hostProblem, hostUnderstood } from './messages/inputs.ts';
import { LoginFailure } from './login-failure.ts';
import { clean } from './redact.ts';
import { fill, remember, valueOf } from './variables.ts';

/** A local variable that outlives the request: what the login put into `host`, where the user's value was another. */
const NOTE = 'postsmith.host';

/**
 * Understands a variable that is the host of a token endpoint, and sets it for the login and the request.
 *
 * @throws LoginFailure when it holds no host
 */
export function settleHost(name: string): void {
  // The user's value again, not what was put before it for an earlier request of the run.
  if (valueOf(name) === valueOf(NOTE)) pm.variables.unset(name);
  const { text, missing } = fill(`{{${name}}}`);
  // What is missing is reported where the endpoint is filled in.
  if (missing.length > 0) return;
  const host = hostIn(text);
  const given = clean(text.includes('@') ? '…@…' : text, [], 60);
  if (host === undefined) throw new LoginFailure('a variable is wrong', hostProblem(name, given), 0);
  if (host === text) return;
  remember(name, host);
  remember(NOTE, host);
  console.info(hostUnderstood(name, given, host));
}

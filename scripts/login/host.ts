/** Sets the variable that is the host of a token endpoint to what people mean by it, before anything is sent. */

import { hostIn } from './host-name.ts';
import { hostProblem, hostUnderstood } from './messages/inputs.ts';
import { clean } from './redact.ts';
import { fill, remember, valueOf } from './variables.ts';

/** A local variable that outlives the request: what the login put into `host`, where the user's value was another. */
const NOTE = 'postsmith.host';

/**
 * Understands a variable that is the host of a token endpoint, and sets it for the login and the request. Returns what is
 * wrong with it, as a sentence.
 */
export function settleHost(name: string): string | undefined {
  // The user's value again, not what was put before it for an earlier request of the run.
  if (valueOf(name) === valueOf(NOTE)) pm.variables.unset(name);
  const { text, missing } = fill(`{{${name}}}`);
  // What is missing is reported where the endpoint is filled in.
  if (missing.length > 0) return undefined;
  const host = hostIn(text);
  const given = clean(text.includes('@') ? '…@…' : text, [], 60);
  if (host === undefined) return hostProblem(name, given);
  if (host === text) return undefined;
  remember(name, host);
  remember(NOTE, host);
  console.info(hostUnderstood(name, given, host));
  return undefined;
}

/** Remembers a failed login for the rest of a run, so that 500 requests don't ask a refusing server 500 times. */

import type { Attempt } from './attempt.ts';
import { LoginFailure } from './failure.ts';
import { askedBefore } from './messages/settings.ts';
import { valueOf } from './variables.ts';

/** A local variable: it lasts for one run, so in the app every press of Send asks anew. */
const MEMORY = 'postsmith.refusal';

/** `until` is in milliseconds since 1970. */
type Refusal = readonly [inputs: string, until: number, problem: string, cause: string];

/** Tells whether the inputs are still the same; 32 bits (FNV-1a) are too few to learn a secret from. */
export function fingerprint({ endpoint, clientId, scope, secrets }: Attempt): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify([endpoint, clientId, scope, secrets])) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return String(hash >>> 0);
}

/** @throws LoginFailure when the same inputs have failed moments ago in this run. */
export function throwRemembered(inputs: string): void {
  const memory = valueOf(MEMORY);
  if (memory === '') return;
  const [failedInputs, until, problem, cause]: Refusal = JSON.parse(memory);
  if (failedInputs === inputs && Date.now() < until) {
    throw new LoginFailure(problem, `${cause} ${askedBefore}`);
  }
}

/** Remembers a failure that the server, or the way to it, is responsible for. */
export function rememberRefusal(inputs: string, error: unknown): void {
  if (!(error instanceof LoginFailure)) return;
  const refusal: Refusal = [inputs, Date.now() + error.pause * 1000, error.problem, error.message];
  pm.variables.set(MEMORY, JSON.stringify(refusal));
}

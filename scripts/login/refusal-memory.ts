/** Remembers a failed login for the rest of a run, so that 500 requests don't ask a refusing server 500 times. */

import { about, clientId, endpoint, scope } from './attempt.ts';
import { LoginFailure } from './failure.ts';
import { fingerprint } from './fingerprint.ts';
import { askedBefore } from './messages/settings.ts';
import { secrets } from './redact-before.ts';
import { valueOf } from './variables.ts';

/** A local variable: it lasts for one run, so in the app every press of Send asks anew. */
const MEMORY = 'postsmith.refusal';

/** `until` is in milliseconds since 1970. */
type Refusal = readonly [inputs: number, until: number, problem: string, cause: string];

/** Of everything that decides the answer. */
let inputs = 0;

/** @throws LoginFailure when the same inputs have failed moments ago in this run. */
export function throwRemembered(): void {
  inputs = fingerprint(JSON.stringify([endpoint, clientId, scope + about, secrets]));
  const [failedInputs, until, problem, cause]: Refusal = JSON.parse(valueOf(MEMORY) || '[]');
  if (failedInputs === inputs && Date.now() < until) {
    throw new LoginFailure(problem, `${cause} ${askedBefore}`);
  }
}

/** Remembers a failure that the server, or the way to it, is responsible for. */
export function rememberRefusal(error: unknown): void {
  if (!(error instanceof LoginFailure)) return;
  const refusal: Refusal = [inputs, Date.now() + error.pause * 1000, error.problem, error.message];
  pm.variables.set(MEMORY, JSON.stringify(refusal));
}

/** Remembers a failed login for the rest of a run, so that 500 requests don't ask a rejecting server 500 times. */

import type { TokenVariables } from './configuration.ts';
import { LoginFailure } from './login-failure.ts';
import { askedBefore } from './messages/response.ts';
import { remember, valueOf } from './variables.ts';

/** A local variable for each identity: it lasts for one run, so in the app every press of Send asks anew. */
const MEMORY = 'postsmith.rejection.';

/** `until` is in milliseconds since 1970. */
type Memory = readonly [inputs: string, until: number, problem: string, cause: string];

/** @throws LoginFailure when the same inputs have failed moments ago in this run */
export function recall(inputs: string, { accessToken }: TokenVariables): void {
  const [failedInputs, until, problem, cause]: Memory = JSON.parse(
    valueOf(MEMORY + accessToken) || '["",0,"",""]',
  );
  if (failedInputs === inputs && Date.now() < until)
    throw new LoginFailure(problem, `${cause} ${askedBefore}`, 0);
}

/** Remembers a failure that the server, or the way to it, is responsible for. */
export function rememberFailure(
  inputs: string,
  { problem, message, pause }: LoginFailure,
  { accessToken }: TokenVariables,
): void {
  if (pause === 0) return;
  const memory: Memory = [inputs, Date.now() + pause * 1000, problem, message];
  remember(MEMORY + accessToken, JSON.stringify(memory));
}

/** Fails closed: no token, no request, and one failing test that says why. */

import { refuse } from './sandbox.ts';
import { loginFailed, unexpected } from './messages/settings.ts';
import type { Plan } from './plan.ts';
import { clean } from './redact-before.ts';
import { forgetToken } from './token-store.ts';

/** Why there is no token. */
export class LoginFailure extends Error {
  /** The end of the failing test's name. */
  declare readonly problem: string;
  /** Seconds for which the same run doesn't ask the server again. */
  declare readonly pause: number;

  /** @param cause the failing test's message: what happened and what to check */
  constructor(problem: string, cause: string, pause = 30) {
    super(cause);
    this.problem = problem;
    this.pause = pause;
  }
}

/** Forgets the old token, fails one test and skips the request. */
export function failClosed(error: unknown, plan: Plan): void {
  const failure = error instanceof LoginFailure ? error : new LoginFailure(unexpected, String(error));
  forgetToken(plan);
  refuse(loginFailed(clean(failure.problem)), clean(failure.message, 4000));
}

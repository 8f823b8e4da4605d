/** Fails closed: no token, no request, and one failing test that says why. */

import type { ClientCredentials } from 'postsmith';
import { refuse } from '../refuse.ts';
import { loginFailed, unexpected } from './messages/settings.ts';
import { clean } from './redact.ts';
import { forgetToken } from './token-store.ts';

/** Why there is no token. */
export class LoginFailure extends Error {
  /** The end of the failing test's name. */
  declare readonly problem: string;
  /** True when the server has judged the client's proof and refused it. */
  declare readonly isRefusal: boolean;
  /** Seconds for which the same run doesn't ask the server again. */
  declare readonly pause: number;

  /** @param cause the failing test's message: what happened and what to check */
  constructor(problem: string, cause: string, { isRefusal = false, pause = 30 } = {}) {
    super(cause);
    this.problem = problem;
    this.isRefusal = isRefusal;
    this.pause = pause;
  }
}

/** Forgets the old token, fails one test and skips the request. */
export function failClosed(
  error: unknown,
  { variables }: ClientCredentials,
  secrets: readonly string[],
): void {
  const failure = error instanceof LoginFailure ? error : new LoginFailure(unexpected, String(error));
  forgetToken(variables);
  refuse(loginFailed(clean(failure.problem, secrets)), clean(failure.message, secrets, 4000));
}

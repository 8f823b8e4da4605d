/** Why there is no token. */

/** Ends up as one failing test. */
export class LoginFailure extends Error {
  /** The end of the failing test's name. */
  declare readonly problem: string;
  /** Seconds for which the same run doesn't ask the server again; 0 = nobody was asked. */
  declare readonly pause: number;

  /** @param cause the failing test's message: what happened and what to check */
  constructor(problem: string, cause: string, pause = 30) {
    super(cause);
    this.problem = problem;
    this.pause = pause;
  }
}

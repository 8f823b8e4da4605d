/** What is said where there are several ways to a token: each that was tried, and why it failed. */

import type { WayConfiguration } from './configuration.ts';
import { LoginFailure } from './login-failure.ts';

/** One failure that tells of all, at least one; the ways come in the order in which they were tried. */
export function tellTogether(
  failures: readonly LoginFailure[],
  ways: readonly WayConfiguration[],
): LoginFailure {
  const problems = [...new Set(failures.map(({ problem }) => problem))];
  const told = failures.map(
    ({ problem, message }, at) => `With the ${ways[at]?.title ?? ''}: ${problem}. ${message}`,
  );
  const pause = Math.max(...failures.map((failure) => failure.pause));
  return new LoginFailure(problems.join('; '), told.join('\n'), pause);
}

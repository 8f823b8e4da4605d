/**
 * Checks that a run keeps the last refresh token. A server that rotates them takes no other one, and the user would be
 * locked out (RFC 9700 §4.14.2).
 */

import { type Mock, REPORT_HEADER, REPORT_PATH } from '../../mock/mock.ts';
import type { Failure } from '../../report/run-report.ts';
import { failure, wayOf, type Plan, type Run } from '../plan.ts';
import { runAgainst, withMock } from '../run-against-mock.ts';
import { sampleOf, withReport } from '../sample.ts';
import { revokeOnce, underTheNameOf } from './survival.ts';

/** Asks for tokens twice, then looks at what is in the environment. */
export const lastTokenIsKept = (name: string, run: Run): Promise<readonly Failure[]> => {
  const variable = wayOf(run.plan)?.refreshToken ?? '';
  return withMock(run.plan, {}, async (mock) => {
    revokeOnce(mock);
    const sample = (collection: string, plan: Plan): string =>
      withReport(sampleOf(collection, plan), `${mock.origin}${REPORT_PATH}`, REPORT_HEADER, variable);
    const report = await runAgainst(mock, run, { sample });
    const problem = problemOf(mock, variable);
    return [...underTheNameOf(name, report), ...(problem === undefined ? [] : [failure(name, problem)])];
  });
};

const problemOf = (mock: Mock, variable: string): string | undefined => {
  const last = mock.lastRefreshToken();
  const kept = mock.reportedRefreshToken() ?? '';
  if (last === undefined) return 'No refresh token was issued.';
  if (kept === '') return `${variable} is empty.`;
  return kept === last ? undefined : `${variable} holds another one.`;
};

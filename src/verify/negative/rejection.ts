/** Checks that a login with a flaw fails closed, and says why. */

import type { Flaw, Mock } from '../../mock/mock.ts';
import type { Failure, RunReport } from '../../report/run-report.ts';
import { failure, type Run } from '../plan.ts';
import { runAgainst, withMock } from '../run-against-mock.ts';
import { sampleOf } from '../sample.ts';

/** What is wrong, as the beginning of a check's name. */
export const FLAWS: Readonly<Record<Flaw, string>> = {
  'wrong-key': 'With a wrong key',
  'wrong-secret': 'With a wrong client secret',
  'wrong-parameter': 'With a wrong secret in the token request',
  'used-refresh-token': 'With a refresh token that was used before',
  'wrong-audience': 'With a wrong audience',
};

/** Nothing is sent, and a failed test names the error of the authorization server. */
export const rejection = (name: string, run: Run, flaw: Flaw): Promise<readonly Failure[]> =>
  withMock(run.plan, {}, async (mock) => {
    const report = await runAgainst(mock, run, { sample: sampleOf, values: await mock.spoil(flaw) });
    const rejected = mock.tokenRequests.find(({ status }) => status !== 200);
    return [
      ...(rejected === undefined ? ['The authorization server was not asked, or rejected nothing.'] : []),
      ...sentProblems(mock),
      ...silenceProblems(report, rejected?.error ?? ''),
    ].map((message) => failure(name, message));
  });

const sentProblems = ({ apiRequests }: Mock): readonly string[] =>
  apiRequests.length > 0 ? [`${apiRequests.length} requests reached the API without a token.`] : [];

const silenceProblems = (report: RunReport, error: string): readonly string[] => {
  if (report.failures.length === 0) return ['The run is green although no token could be had.'];
  const said = report.requests
    .flatMap(({ assertions }) => assertions)
    .some(({ outcome, name, message = '' }) => outcome === 'failed' && `${name} ${message}`.includes(error));
  return said ? [] : [`No failed test names the server’s error, ‘${error}’.`];
};

/** Where the client signs its bearer tokens itself, only the API can reject one: it does each time, and a failed test says so. */
export const rejectionByApi = (name: string, run: Run, flaw: Flaw): Promise<readonly Failure[]> =>
  withMock(run.plan, {}, async (mock) => {
    const report = await runAgainst(mock, run, { sample: sampleOf, values: await mock.spoil(flaw) });
    const accepted = mock.apiRequests.filter(({ status }) => status !== 401);
    return [
      ...(mock.apiRequests.length === 0 ? ['No request reached the API.'] : []),
      ...(accepted.length > 0 ? [`${accepted.length} requests were accepted by the API.`] : []),
      ...silenceProblems(report, 'invalid_token'),
    ].map((message) => failure(name, message));
  });

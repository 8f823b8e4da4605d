/** A token that ends in the middle of a run is renewed, and no request is lost. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Mock, MockOptions } from '../../mock/mock.ts';
import type { Failure, RunReport } from '../../report/run-report.ts';
import { failure, type Run } from '../plan.ts';
import { issuedTokens } from '../positive.ts';
import { runAgainst, withMock } from '../run-against-mock.ts';
import { sampleOf } from '../sample.ts';

/** Seconds. The login keeps a token of such a life for its first half. */
const SHORT_LIFETIME = 4;
/** Milliseconds after which a token of that lifetime still is valid, but not kept any more. */
const UNTIL_STALE = 2500;

/** The second request of the sample meets a revoked token. */
export const revokeOnce =
  (mock: Mock) =>
  async (index: number): Promise<void> => {
    if (index === 1) await mock.revokeTokens();
  };

export const renewalOfRevoked = (name: string, run: Run): Promise<readonly Failure[]> =>
  renewal(name, run, {}, revokeOnce);

/** The second request of the sample comes when the token is about to end. */
export const renewalOfExpired = (name: string, run: Run): Promise<readonly Failure[]> =>
  renewal(name, run, { tokenLifetime: SHORT_LIFETIME }, () => async (index) => {
    if (index === 0) await sleep(UNTIL_STALE);
  });

const renewal = (
  name: string,
  run: Run,
  options: Pick<MockOptions, 'tokenLifetime'>,
  event: (mock: Mock) => (index: number) => Promise<void>,
): Promise<readonly Failure[]> =>
  withMock(run.plan, options, async (mock) => {
    mock.onApiRequest(event(mock));
    const report = await runAgainst(mock, run, { sample: sampleOf });
    return [
      ...underTheNameOf(name, report),
      ...(issuedTokens(mock) < 2 ? [failure(name, 'No second token was fetched.')] : []),
      ...lostRequests(report).map((path) => ({
        path,
        source: name,
        message: 'It was not answered with success in the end.',
      })),
    ];
  });

/** The failures of a run that should have none. */
export const underTheNameOf = (name: string, { failures }: RunReport): readonly Failure[] =>
  failures.map(({ path, source, message }) => ({ path, source: name, message: `${source}: ${message}` }));

/** Requests whose last execution was not answered, or with 401. */
const lostRequests = ({ requests }: RunReport): readonly (readonly string[])[] => {
  const last = new Map(requests.map((request) => [request.id, request]));
  return [...last.values()]
    .filter(({ status }) => status === undefined || status === 401)
    .map(({ path }) => path);
};

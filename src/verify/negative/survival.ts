/**
 * Checks what a login survives: a token that ends is renewed, no request is lost, and the next way to log in is tried.
 */

import { flawsOf } from '../../mock/flaws.ts';
import type { Mock } from '../../mock/mock.ts';
import type { Way } from '../../oauth/grant.ts';
import { clientSecretOf, hasOptionalSecret } from '../../oauth/inputs.ts';
import type { Failure, RunReport } from '../../report/run-report.ts';
import { failure, wayOf, type Run } from '../plan.ts';
import { issuedTokens } from '../positive.ts';
import { runAgainst, withMock } from '../run-against-mock.ts';
import { sampleOf, withAgedToken } from '../sample.ts';

/** The second request of the sample meets a revoked token. */
export const revokeOnce = (mock: Mock): void => {
  mock.onApiRequest((index) => {
    if (index === 1) mock.revokeTokens();
  });
};

/** Runs the sample, whose second request meets a revoked token. */
export const renewalOfRevoked = (name: string, run: Run): Promise<readonly Failure[]> =>
  renewal(name, run, (mock) => {
    revokeOnce(mock);
    return sampleOf;
  });

/** The second request of the sample comes when the token is about to end. */
export const renewalOfExpired = (name: string, run: Run): Promise<readonly Failure[]> =>
  renewal(name, run, () => (collection, plan) => {
    const { expires = '' } = plan.identity?.variables ?? {};
    return withAgedToken(sampleOf(collection, plan), expires);
  });

const renewal = (
  name: string,
  run: Run,
  prepare: (mock: Mock) => typeof sampleOf,
): Promise<readonly Failure[]> =>
  withMock(run.plan, {}, async (mock) => {
    const report = await runAgainst(mock, run, { sample: prepare(mock) });
    return [
      ...underTheNameOf(name, report),
      ...(issuedTokens(mock) < 2 ? [failure(name, 'No second token was fetched.')] : []),
      ...lostRequests(report).map((path) => ({
        path,
        source: name,
        message: 'It had no success in the end.',
      })),
    ];
  });

/** The failures of a run that should have none. */
export const underTheNameOf = (name: string, { failures }: RunReport): readonly Failure[] =>
  failures.map(({ path, source, message }) => ({ path, source: name, message: `${source}: ${message}` }));

/** Requests whose last execution got no response, or 401. */
const lostRequests = ({ requests }: RunReport): readonly (readonly string[])[] => {
  const last = new Map(requests.map((request) => [request.id, request]));
  return [...last.values()]
    .filter(({ status }) => status === undefined || status === 401)
    .map(({ path }) => path);
};

/** The variable of a client secret that may be left empty. */
export const optionalSecretOf = (way: Way): string | undefined =>
  hasOptionalSecret(way) ? clientSecretOf(way) : undefined;

/** Runs the sample with an empty secret, where the server knows the client as a public one. */
export const loginWithoutSecret = (name: string, run: Run): Promise<readonly Failure[]> => {
  const way = wayOf(run.plan);
  const secret = (way && optionalSecretOf(way)) ?? '';
  return withMock(run.plan, { extraValues: { [secret]: '' } }, async (mock) => {
    const report = await runAgainst(mock, run, { sample: sampleOf });
    return [
      ...underTheNameOf(name, report),
      ...(issuedTokens(mock) === 0 ? [failure(name, 'No token was fetched.')] : []),
    ];
  });
};

/** Runs the sample with all that the ways need, of which the first is wrong. */
export const loginInTheNextWay = (name: string, run: Run): Promise<readonly Failure[]> =>
  withMock(run.plan, {}, async (mock) => {
    const way = wayOf(run.plan);
    // The audience would be wrong for all ways.
    const flaw = way && flawsOf(way).findLast((each) => each !== 'wrong-audience');
    const spoiled = flaw === undefined ? {} : await mock.spoil(flaw);
    await runAgainst(mock, run, { sample: sampleOf, values: { ...mock.otherCredentials, ...spoiled } });
    const [first] = mock.tokenRequests;
    return [
      ...(first?.status === 200 || first === undefined ? ['The first way was not tried, or worked.'] : []),
      ...(issuedTokens(mock) === 0 ? ['The next way got no token.'] : []),
      ...(mock.apiRequests.some(({ status }) => status === 401)
        ? ['A request went out without a good token.']
        : []),
    ].map((message) => failure(name, message));
  });

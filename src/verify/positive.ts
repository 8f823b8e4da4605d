/** The positive side of `verify`: every declared request, with the right values, gets the documented response. */

import { indexCollection, type IndexedItem } from '../format/read-collection.ts';
import type { Mock } from '../mock/mock.ts';
import type { Failure, RequestReport, RunReport } from '../report/run-report.ts';
import type { Way } from '../oauth/grant.ts';
import { identitiesOf } from '../model/identities.ts';
import { waysOf } from '../oauth/inputs.ts';
import { failure, wayOf, type Plan, type Run } from './plan.ts';
import { runAgainst, withMock } from './run-against-mock.ts';

interface PositiveResult {
  readonly report: RunReport;
  /** Tokens that the authorization server issued. */
  readonly tokens: number;
  readonly failures: readonly Failure[];
}

/** Runs the whole collection. */
export const verifyPositive = (
  run: Run,
  onRequest: (request: RequestReport) => void,
): Promise<PositiveResult> =>
  withMock(run.plan, {}, async (mock) => {
    const report = await runAgainst(mock, run, { onRequest });
    const { items } = indexCollection(await run.plan.emit(mock.collection));
    const requests = items.filter(({ item }) => item.item === undefined);
    return {
      report,
      tokens: issuedTokens(mock),
      failures: [
        ...report.failures,
        ...unsent(requests, report),
        ...unknownToTheApi(mock),
        ...tokenFailures(mock, report, run.plan),
      ],
    };
  });

/** Tokens that the mock issued so far. */
export const issuedTokens = ({ tokenRequests }: Mock): number =>
  tokenRequests.filter(({ status }) => status === 200).length;

/** Requests that never left although nothing failed there: a script skipped them, or sent the run elsewhere. */
const unsent = (requests: readonly IndexedItem[], report: RunReport): readonly Failure[] => {
  const sent = new Set(report.requests.filter(({ skipped }) => !skipped).map(({ id }) => id));
  const explained = new Set(
    [
      ...report.failures,
      // A script that leaves a request out says so with a skipped test of that request.
      ...report.requests.filter(({ assertions }) => assertions.some(({ outcome }) => outcome === 'skipped')),
    ].map(({ path }) => path.join('\n')),
  );
  return requests
    .filter(({ id, path }) => !sent.has(id) && !explained.has(path.join('\n')))
    .map(({ path }) => ({
      path,
      source: 'Every request is sent',
      message: 'It was not sent, and no test says why: a script skipped it, or sent the run past it.',
    }));
};

const unknownToTheApi = ({ apiRequests }: Mock): readonly Failure[] =>
  apiRequests
    .filter(({ problem }) => problem !== undefined)
    .map(({ method, path, status, problem }) => ({
      path: [],
      source: `The API knows ${method} ${path.split('?')[0] ?? path}`,
      message: `The mock responded with ${status}: ${problem ?? ''}`,
    }));

const tokenFailures = (mock: Mock, report: RunReport, plan: Plan): readonly Failure[] => {
  const identities = identitiesOf(plan.declaration);
  if (identities.length === 0 || report.requests.length === 0) return [];
  const tokens = issuedTokens(mock);
  const most = identities
    .map((identity) =>
      tokensNeeded(identity === plan.identity ? wayOf(plan) : waysOf(identity)[0], report.duration),
    )
    .reduce((sum, each) => sum + each, 0);
  if (tokens >= identities.length && tokens <= most) return [];
  const isOne = identities.length === 1;
  const enough = isOne ? 'one' : String(identities.length);
  return [
    failure(
      `One token serves the whole run${isOne ? '' : ' of each identity'}`,
      tokens === 0
        ? 'No token was fetched.'
        : `${tokens} tokens were fetched, where ${enough} would have done.`,
    ),
  ];
};

/** One; only JWTs that are bearer tokens themselves may have to be signed anew in a long run, half-way through their life at the earliest. */
const tokensNeeded = (way: Way | undefined, duration: number): number => {
  const { grantType, jwt } = way ?? {};
  return grantType === undefined && jwt !== undefined ? 1 + Math.floor(duration / 500 / jwt.lifetime) : 1;
};

/**
 * Checks that a request is not sent when too little was granted for it, and that a failed test says what is missing.
 */

import { requestsIn } from '../../model/items.ts';
import { authorizedRequests, isSentAs } from '../../model/identities.ts';
import type { Failure } from '../../report/run-report.ts';
import { failure, type Plan, type Run } from '../plan.ts';
import { runAgainst, withMock } from '../run-against-mock.ts';
import { onlyRequest } from '../sample.ts';

/** Place, among all requests, of the first one that says what scope the plan's identity needs; -1 for none. */
const firstInNeed = ({ declaration, identity }: Plan): number =>
  authorizedRequests(declaration).findIndex(
    (request) => request.item.scope !== undefined && isSentAs(request, identity),
  );

/** True when a request of the plan's identity says what scope it needs. */
export const needsScope = (plan: Plan): boolean => firstInNeed(plan) >= 0;

/** One scope token of each alternative: without them none of the alternatives is enough. */
const decisiveTokens = (scope: string | readonly string[]): readonly string[] =>
  (typeof scope === 'string' ? [scope] : scope).flatMap((text) => text.split(' ').slice(-1));

/** Runs the first request that says what scope it needs, after less was granted. */
export const scopeIsMissing = async (name: string, run: Run): Promise<readonly Failure[]> => {
  const requests = requestsIn(run.plan.declaration.items);
  const index = firstInNeed(run.plan);
  const withheld = decisiveTokens(requests[index]?.scope ?? []);
  const sample = (collection: string): string => onlyRequest(collection, index);
  return withMock(run.plan, {}, async (mock) => {
    mock.withholdScope(withheld);
    const report = await runAgainst(mock, run, { sample });
    const said = report.failures.some(({ source, message }) =>
      withheld.some((token) => `${source} ${message}`.includes(token)),
    );
    return [
      ...(mock.apiRequests.length > 0 ? ['It was sent.'] : []),
      ...(said ? [] : [`No failed test names the missing scope, ‘${withheld.join(' or ')}’.`]),
    ].map((message) => failure(name, message));
  });
};

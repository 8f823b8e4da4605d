/**
 * Checks that a request is not sent when too little was granted for it, and that a failed test says what is missing.
 */

import type { RequestDeclaration } from '../../model/collection.ts';
import { requestsIn } from '../../model/items.ts';
import type { Failure } from '../../report/run-report.ts';
import { failure, type Plan, type Run } from '../plan.ts';
import { runAgainst, withMock } from '../run-against-mock.ts';
import { onlyRequest } from '../sample.ts';

const demandsScope = ({ scope, authorization }: RequestDeclaration): boolean =>
  scope !== undefined && authorization !== 'none';

/** True when a request of the collection says what scope it needs. */
export const needsScope = ({ declaration }: Plan): boolean =>
  requestsIn(declaration.items).some(demandsScope);

/** One scope token of each alternative: without them none of the alternatives is enough. */
const decisiveTokens = (scope: string | readonly string[]): readonly string[] =>
  (typeof scope === 'string' ? [scope] : scope).flatMap((text) => text.split(' ').slice(-1));

/** Runs the first request that says what scope it needs, after less was granted. */
export const scopeIsMissing = async (name: string, run: Run): Promise<readonly Failure[]> => {
  const requests = requestsIn(run.plan.declaration.items);
  const index = requests.findIndex(demandsScope);
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

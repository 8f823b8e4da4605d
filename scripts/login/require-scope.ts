/** Refuses a request for which the kept token was granted too little, before the API says no more than 403. */

import { refuse } from './sandbox.ts';
import { leastLacking, scopeTokens } from './scope.ts';

interface Parameters {
  /** Name of the variable that holds what was granted. */
  readonly granted: string;
  /** Scopes of which one is enough. */
  readonly needed: readonly string[];
  /** True: a person has signed in for the token, and may do so again. */
  readonly isPersons: boolean;
}

/** Nothing is known of a token that a person brought: it may leave. */
export default function requireScope({ granted, needed, isPersons }: Parameters): void {
  const scope = String(pm.environment.get(granted) ?? '').trim();
  if (scope === '') return;
  const lacking = leastLacking(needed, scope);
  if (lacking.length === 0) return;
  const mend = isPersons
    ? 'If you have signed in, sign in again and approve what is missing. If it is not offered, or if a service client is used, have it permitted for the client on the server.'
    : "Add it to the scope that the collection's authorization asks for, and have it permitted for the client on the server.";
  refuse(
    `Not sent: the token lacks the scope ${lacking.join(' ')}`,
    `The token was granted: ${scopeTokens(scope).join(' ')}. ${mend}`,
  );
}

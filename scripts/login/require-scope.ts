/** Refuses a request for which the kept token was granted too little, before the API says no more than 403. */

import { refuse } from './sandbox.ts';

interface Parameters {
  /** Name of the variable that holds what was granted. */
  readonly granted: string;
  /** Scopes of which one is enough, each as its tokens. */
  readonly needed: readonly (readonly string[])[];
}

/** Nothing is known of a token that a person brought: it may leave. */
export default function requireScope({ granted, needed }: Parameters): void {
  const tokens = String(pm.environment.get(granted) ?? '').split(' ');
  if (tokens[0] === '') return;
  // Of two that lack as much, the one of which more is there.
  const [least] = [...needed]
    .sort((one, other) => other.length - one.length)
    .map((scope) => scope.filter((token) => !tokens.includes(token)))
    .sort((one, other) => one.length - other.length);
  if (least === undefined || least.length === 0) return;
  refuse(
    `Not sent: the token lacks the scope ${least.join(' ')}`,
    `It was granted: ${tokens.join(' ')}. Sign in again and approve what is missing, ask for it in the collection's ` +
      'authorization, or have it permitted for the client.',
  );
}

/** Whose token a request is sent with. A script sees a request's own auth alone, so a request that wants another one has it. */

import type { TokenVariables } from './configuration.ts';
import { remember, valueOf } from './variables.ts';

/** One of the identities of a collection. */
interface Identity {
  readonly variables: TokenVariables;
  /** True: its requests have no auth of their own; they inherit the collection's. */
  readonly inherited?: boolean;
}

/** A local variable: the id of a request, and the variable of its token, if it is one of ours. */
const IDENTITY = 'postsmith.identity';

/** The identity that this request wants; undefined for one that is sent without any token of ours. */
export function wantedIdentity<One extends Identity>(identities: readonly One[]): One | undefined {
  const auth = pm.request.auth && JSON.stringify(pm.request.auth);
  const wanted = identities.find(({ variables, inherited }) =>
    auth === undefined ? inherited : auth.includes(`{{${variables.accessToken}}}`),
  );
  if (wanted === undefined || identities.length > 1)
    remember(IDENTITY, `${pm.info.requestId} ${wanted?.variables.accessToken ?? ''}`);
  return wanted;
}

/** The same after the response, when the values of variables stand in the auth. */
export function sentIdentity<One extends Identity>(identities: readonly One[]): One | undefined {
  if (pm.request.auth?.type === 'noauth') return undefined;
  const told = valueOf(IDENTITY);
  const id = `${pm.info.requestId} `;
  return told.startsWith(id)
    ? identities.find(({ variables }) => variables.accessToken === told.slice(id.length))
    : identities[0];
}

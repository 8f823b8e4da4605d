/** The negative side of `verify` that needs an engine: what must fail fails with its reason, and what must survive survives. */

import type { Authorization } from '../../oauth/authorization.ts';
import { loginOf } from '../../mock/login/way.ts';
import { flawsOf } from '../../mock/probe/kinds.ts';
import type { Failure } from '../../report/run-report.ts';
import type { Plan, Run } from '../plan.ts';
import { loginWithoutSecret, optionalSecretOf } from './public-client.ts';
import { FLAWS, refusal, refusalByApi } from './refusal.ts';
import { renewalOfExpired, renewalOfRevoked } from './renewal.ts';
import { lastTokenIsKept } from './rotation.ts';
import { needsScope, scopeRefusal } from './scope.ts';

/** Something that must hold on an engine; answers what does not. */
export interface NegativeCheck {
  readonly name: string;
  check(name: string, run: Run): Promise<readonly Failure[]>;
}

/** Everything that makes sense for the way in which the collection logs in. */
export const negativeChecks = (plan: Plan): readonly NegativeCheck[] => {
  const { authorization } = plan.declaration;
  if (authorization === undefined) return [];
  return [
    ...flawChecks(authorization, plan),
    ...(isIrrevocable(authorization)
      ? []
      : [{ name: 'A token that is revoked in the middle of a run is renewed', check: renewalOfRevoked }]),
    { name: 'A token that expires in the middle of a run is renewed', check: renewalOfExpired },
    ...(loginOf(authorization, plan.way).grant === 'refreshToken'
      ? [{ name: 'In the end the environment holds the last refresh token', check: lastTokenIsKept }]
      : []),
    ...(needsScope(plan) && authorization.kind !== 'bearerJwt'
      ? [{ name: 'A request for which too little was granted is not sent', check: scopeRefusal }]
      : []),
    ...(optionalSecretOf(plan) === undefined
      ? []
      : [{ name: 'Without its optional secret the client is a public one', check: loginWithoutSecret }]),
  ];
};

const flawChecks = (authorization: Authorization, { way }: Plan): readonly NegativeCheck[] =>
  flawsOf(authorization, way).map((flaw) =>
    authorization.kind === 'bearerJwt'
      ? {
          name: `${FLAWS[flaw]} the API answers nothing`,
          check: (name, run) => refusalByApi(name, run, flaw),
        }
      : { name: `${FLAWS[flaw]} nothing is sent`, check: (name, run) => refusal(name, run, flaw) },
  );

/** Without a `jti`, a JWT that is signed anew in the same second may be the very same one. */
const isIrrevocable = (authorization: Authorization): boolean =>
  authorization.kind === 'bearerJwt' && authorization.jwt.jti === false;

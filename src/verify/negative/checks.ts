/** The negative side of `verify`: what must fail fails with its reason, and what must survive survives. */

import { flawsOf } from '../../mock/flaws.ts';
import type { Way } from '../../oauth/grant.ts';
import { waysOf } from '../../oauth/inputs.ts';
import type { Failure } from '../../report/run-report.ts';
import { wayOf, type Plan, type Run } from '../plan.ts';
import { FLAWS, rejection, rejectionByApi } from './rejection.ts';
import { lastTokenIsKept } from './rotation.ts';
import { needsScope, scopeIsMissing } from './scope.ts';
import {
  loginInTheNextWay,
  loginWithoutSecret,
  optionalSecretOf,
  renewalOfExpired,
  renewalOfRevoked,
} from './survival.ts';

/** Something that must hold on an engine; returns what does not. */
export interface NegativeCheck {
  readonly name: string;
  check(name: string, run: Run): Promise<readonly Failure[]>;
}

/** Everything that makes sense for the way in which the collection logs in. */
export const negativeChecks = (plan: Plan): readonly NegativeCheck[] => {
  const way = wayOf(plan);
  if (way === undefined) return [];
  const isServers = way.grantType !== undefined;
  return [
    ...flawChecks(way),
    ...(isUnlikeTheNext(way)
      ? [
          { name: 'A token that is revoked in the middle of a run is renewed', check: renewalOfRevoked },
          { name: 'A token that expires in the middle of a run is renewed', check: renewalOfExpired },
        ]
      : []),
    ...(way.refreshToken === undefined
      ? []
      : [{ name: 'In the end the environment holds the last refresh token', check: lastTokenIsKept }]),
    ...(needsScope(plan) && isServers
      ? [{ name: 'A request for which too little was granted is not sent', check: scopeIsMissing }]
      : []),
    ...(optionalSecretOf(way) === undefined
      ? []
      : [{ name: 'Without its optional secret the client is a public one', check: loginWithoutSecret }]),
    ...nextWayCheck(way, plan),
  ];
};

const flawChecks = (way: Way): readonly NegativeCheck[] =>
  flawsOf(way).map((flaw) =>
    way.grantType === undefined
      ? {
          name: `${FLAWS[flaw]} the API rejects everything`,
          check: (name, run) => rejectionByApi(name, run, flaw),
        }
      : { name: `${FLAWS[flaw]} nothing is sent`, check: (name, run) => rejection(name, run, flaw) },
  );

/** Without a `jti`, a JWT that is signed anew in the same second may be the very same one. */
const isUnlikeTheNext = ({ grantType, jwt }: Way): boolean => grantType !== undefined || jwt?.jti !== false;

/** Where an environment may hold what two ways need, the second one is tried when the first one is rejected. */
const nextWayCheck = (way: Way, { identity }: Plan): readonly NegativeCheck[] => {
  const ways = identity === undefined ? [] : waysOf(identity);
  const next = ways[ways.findIndex(({ title }) => title === way.title) + 1];
  if (next === undefined) return [];
  return [{ name: `When the ${way.title} is rejected, the ${next.title} logs in`, check: loginInTheNextWay }];
};

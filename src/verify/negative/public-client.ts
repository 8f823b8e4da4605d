/** A client whose secret is optional logs in without one, where the server knows it as a public client. */

import { loginOf, secretVariableOf } from '../../mock/login/way.ts';
import type { Failure } from '../../report/run-report.ts';
import { failure, type Plan, type Run } from '../plan.ts';
import { issuedTokens } from '../positive.ts';
import { runAgainst, withMock } from '../run-against-mock.ts';
import { sampleOf } from '../sample.ts';
import { underTheNameOf } from './renewal.ts';

/** The variable of a secret that may be left empty. */
export const optionalSecretOf = ({ declaration, way }: Plan): string | undefined => {
  const { authorization } = declaration;
  if (authorization === undefined) return undefined;
  const { clientAuthentication } = loginOf(authorization, way);
  const isOptional =
    clientAuthentication !== undefined && 'optional' in clientAuthentication && clientAuthentication.optional;
  return isOptional === true ? secretVariableOf(clientAuthentication) : undefined;
};

/** Runs the sample with an empty secret. */
export const loginWithoutSecret = (name: string, run: Run): Promise<readonly Failure[]> =>
  withMock(run.plan, { extraValues: { [optionalSecretOf(run.plan) ?? '']: '' } }, async (mock) => {
    const report = await runAgainst(mock, run, { sample: sampleOf });
    return [
      ...underTheNameOf(name, report),
      ...(issuedTokens(mock) === 0 ? [failure(name, 'No token was fetched.')] : []),
    ];
  });

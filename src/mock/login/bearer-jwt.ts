/** JWTs that the client signs and sends as bearer tokens: nobody issues them, the API itself tells good from bad (RFC 7519 §7.2). */

import { decodeJwt } from 'jose';
import { scopeTokens } from '../../../scripts/login/scope.ts';
import { createState } from '../authorization-server/options.ts';
import type { LoginServer, TokenRequest } from '../mock.ts';
import { verifyJwt, withOtherAudience, type JwtDemands } from './jwt.ts';

/** Judges by the declared demands; adds each token that it has not seen before to `tokenRequests`. */
export const createBearerJwts = (demands: JwtDemands, tokenRequests: TokenRequest[]): LoginServer => {
  const state = createState();
  const problems = new Map<string, string | undefined>();
  const firstProblem = async (jwt: string): Promise<string | undefined> => {
    const verdict = await verifyJwt(jwt, state.hasOtherAudience ? withOtherAudience(demands) : demands);
    return 'problem' in verdict ? verdict.problem : undefined;
  };
  return {
    judgeToken: async (jwt) => {
      if (!problems.has(jwt)) {
        const problem = await firstProblem(jwt);
        problems.set(jwt, problem);
        tokenRequests.push({ ...outcomeOf(problem), form: {}, headers: { authorization: `Bearer ${jwt}` } });
      }
      const problem = problems.get(jwt) ?? expiryOf(jwt);
      return problem === undefined ? { granted: scopeIn(jwt, demands), asked: [] } : { problem };
    },
    revokeTokens: () => {
      for (const jwt of problems.keys()) problems.set(jwt, 'the token was revoked');
    },
    demandOtherAudience: () => {
      state.hasOtherAudience = true;
    },
    respond: async () => false,
    withholdScope: () => {},
    lastRefreshToken: () => undefined,
    issueRefreshToken: async () => '',
  };
};

const expiryOf = (jwt: string): string | undefined =>
  (decodeJwt(jwt).exp ?? 0) * 1000 <= Date.now() ? 'the token has expired' : undefined;

const scopeIn = (jwt: string, { hasScope }: JwtDemands): readonly string[] | undefined =>
  hasScope ? scopeTokens(String(decodeJwt(jwt)['scope'] ?? '')) : undefined;

const outcomeOf = (problem: string | undefined) =>
  problem === undefined ? { status: 200 } : { status: 401, error: 'invalid_token', description: problem };

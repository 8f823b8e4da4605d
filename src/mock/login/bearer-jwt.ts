/** JWTs that the client signs and sends as bearer tokens: nobody issues them, the API itself tells good from bad (RFC 7519 §7.2). */

import { decodeJwt } from 'jose';
import type { Rule } from '../../oauth/authorization.ts';
import {
  createState,
  demandsNow,
  scopeTokens,
  type ServerState,
  type SignedDemands,
} from '../authorization-server/options.ts';
import type { TokenJudge } from '../bearer.ts';
import { verifyJwt } from '../jwt/verify.ts';
import type { TokenRequest } from '../mock.ts';
import { judgeLogin } from '../provider-demands.ts';

/** What is known of such tokens. */
export interface BearerJwts extends TokenJudge {
  /** Each token when it first arrived. */
  readonly tokenRequests: readonly TokenRequest[];
  /** What a first arrival would be answered; nothing is recorded. */
  tryToken(jwt: string): Promise<TokenRequest>;
  revokeTokens(): void;
  demandOtherAudience(): void;
}

/** Judges by the declared demands and the provider's rules. */
export const createBearerJwts = (jwt: SignedDemands, rules: readonly Rule[]): BearerJwts => {
  const state = createState();
  const tokenRequests: TokenRequest[] = [];
  const problems = new Map<string, string | undefined>();
  const firstProblem = (value: string) => problemOf(value, jwt, rules, state);
  return {
    tokenRequests,
    judgeToken: async (value) => {
      if (!problems.has(value)) {
        const problem = await firstProblem(value);
        problems.set(value, problem);
        tokenRequests.push(answerFor(problem));
      }
      const problem = problems.get(value) ?? expiryOf(value);
      return problem === undefined ? scopeIn(value, jwt) : { problem };
    },
    tryToken: async (value) => answerFor(await firstProblem(value)),
    revokeTokens: () => {
      for (const value of problems.keys()) problems.set(value, 'the token was revoked');
    },
    demandOtherAudience: () => {
      state.hasOtherAudience = true;
    },
  };
};

const problemOf = async (
  value: string,
  { key, demands }: SignedDemands,
  rules: readonly Rule[],
  state: ServerState,
): Promise<string | undefined> => {
  const verdict = await verifyJwt(value, key, demandsNow(demands, state));
  if ('problem' in verdict) return verdict.problem;
  const received = { clientAuthentication: undefined, tokenEndpoint: '', issuer: '', form: {}, jwt: verdict };
  return judgeLogin(rules, { grant: 'bearerJwt', ...received })?.description;
};

const expiryOf = (jwt: string): string | undefined =>
  (decodeJwt(jwt).exp ?? 0) * 1000 <= Date.now() ? 'the token has expired' : undefined;

const scopeIn = (jwt: string, { hasScope }: SignedDemands) => ({
  granted: hasScope ? scopeTokens(decodeJwt(jwt)['scope']) : undefined,
  asked: [],
});

const answerFor = (problem: string | undefined): TokenRequest =>
  problem === undefined ? { status: 200 } : { status: 401, error: 'invalid_token', description: problem };

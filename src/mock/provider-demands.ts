/** How the mock plays a provider: it refuses a login that breaks one of the provider's documented demands. */

import type { Authorization, ClientAuthentication, Rule } from '../oauth/authorization.ts';
import { breaches } from '../oauth/broken-rules.ts';
import type { LoginFacts } from '../oauth/login-facts.ts';
import type { DemandKind } from '../oauth/rules.ts';

type Members = Readonly<Record<string, unknown>>;

/** What arrived, at the token endpoint or, for a signed bearer token, at the API. */
export interface ReceivedLogin {
  readonly grant: Authorization['kind'];
  /** Undefined where the request names no client. */
  readonly clientAuthentication: ClientAuthentication['kind'] | undefined;
  /** The *declared* token endpoint, with its placeholders filled: what an audience is compared with. */
  readonly tokenEndpoint: string;
  /** The declared issuer, filled; empty where none is declared. */
  readonly issuer: string;
  readonly form: Readonly<Record<string, string>>;
  /** The JWT, after its signature was verified. */
  readonly jwt?: {
    readonly header: Members;
    readonly claims: Members;
    /** Unix time in seconds. */
    readonly receivedAt: number;
  };
}

/** An OAuth error (RFC 6749 §5.2, RFC 6750 §3.1). */
export interface Refusal {
  readonly error: string;
  readonly description: string;
}

/** What is wrong with a JWT is told as what the JWT was for. */
const jwtError = ({ grant }: LoginFacts): string =>
  grant === 'bearerJwt' ? 'invalid_token' : grant === 'jwtBearer' ? 'invalid_grant' : 'invalid_client';

const errors: Readonly<Partial<Record<DemandKind, string>>> = {
  grant: 'unsupported_grant_type',
  clientAuthentication: 'invalid_client',
  scope: 'invalid_scope',
  parameter: 'invalid_request',
};

/** The answer to a login that breaks a rule, telling every one that it breaks; undefined when it breaks none. */
export const judgeLogin = (rules: readonly Rule[], received: ReceivedLogin): Refusal | undefined => {
  const [first, ...others] = breaches(rules, received);
  if (first === undefined) return undefined;
  return {
    error: errors[first.rule.demand.kind] ?? jwtError(received),
    description: [first, ...others]
      .map(({ sentence, rule }) => `${sentence} (${rule.source})`)
      .join('; ')
      // RFC 6749 §5.2 keeps them out of a description.
      .replaceAll(/["\\]/g, "'"),
  };
};

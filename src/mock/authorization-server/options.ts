/** What an authorization server knows, and what it demands. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Configuration, Provider } from 'oidc-provider';
import type { Authorization, ClientAuthentication, Rule } from '../../oauth/authorization.ts';
import type { JwtDemands } from '../jwt/demands.ts';
import type { ClientKey } from '../keys.ts';

/** A grant type by its name on the wire. */
export type GrantType =
  | 'client_credentials'
  | 'refresh_token'
  | 'authorization_code'
  | 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** A key, and what a JWT that is signed with it must hold. */
export interface SignedDemands {
  readonly key: ClientKey;
  readonly demands: JwtDemands;
  /** True: the scope is a claim of the JWT, not a parameter of the request. */
  readonly hasScope: boolean;
}

/** A client that the server knows. */
export interface RegisteredClient {
  readonly id: string;
  /** Absent = its requests name no client at all. */
  readonly authentication: ClientAuthentication | undefined;
  readonly secret: string | undefined;
  /** For a client that authenticates with an assertion. */
  readonly assertion: SignedDemands | undefined;
  readonly grants: readonly GrantType[];
  /** Scope tokens that it may ask for, and of which it must ask for at least one. Empty = no scope is known or demanded. */
  readonly scope: readonly string[];
}

/** What an authorization request must be. */
export interface AuthorizationRequestDemands {
  readonly pkce: boolean;
  readonly redirectUris: readonly string[];
  /** Exact values of further parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The pages on which a person signs in and consents. */
export interface InteractionPages {
  /** Settings of the provider that the pages need, such as `interactions`. */
  readonly configuration: Partial<Configuration>;
  /** Answers a request that is for one of the pages; false = it is for somebody else, and was not touched. */
  handle(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

export interface AuthorizationServerOptions {
  readonly issuer: string;
  /** As declared, with placeholders filled in; '' where none is declared. */
  readonly declaredIssuer: string;
  readonly kind: Authorization['kind'];
  /** As declared, with placeholders filled in: what the provider's rules speak of. */
  readonly tokenEndpoint: string;
  readonly rules: readonly Rule[];
  /** Exact values of further parameters of the token request. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The first is the one that logs in at run time. */
  readonly clients: readonly RegisteredClient[];
  /** For the JWT bearer grant. */
  readonly grantJwt: SignedDemands | undefined;
  /** For the authorization code grant. */
  readonly authorizationRequest: AuthorizationRequestDemands | undefined;
  readonly pages: InteractionPages;
  /** Seconds. */
  readonly tokenLifetime: number;
}

/** What may change while the server runs. */
export interface ServerState {
  /** True: another audience is demanded than the declared one. */
  hasOtherAudience: boolean;
  /** Scope tokens that are not granted any more, though they are asked for. */
  withheld: readonly string[];
  /** `iss` and `jti` of the assertions of the JWT bearer grant that were used; the provider keeps those of clients. */
  readonly usedAssertions: Set<string>;
  /** The refresh token that was issued last, at the token endpoint. */
  refreshToken: string | undefined;
  /** The refresh token that a run said its environment holds. */
  reportedToken: string | undefined;
}

/** Nothing has happened yet. */
export const createState = (): ServerState => ({
  hasOtherAudience: false,
  withheld: [],
  usedAssertions: new Set(),
  refreshToken: undefined,
  reportedToken: undefined,
});

/** The demands as they are now. */
export const demandsNow = (demands: JwtDemands, { hasOtherAudience }: ServerState): JwtDemands => {
  const { aud } = demands.claims;
  if (!hasOtherAudience || typeof aud !== 'string') return demands;
  return { ...demands, claims: { ...demands.claims, aud: `${aud}?other-audience` } };
};

/** Splits a scope into its tokens (RFC 6749 §3.3). */
export const scopeTokens = (scope: unknown): readonly string[] =>
  typeof scope === 'string' ? scope.split(' ').filter((token) => token !== '') : [];

/** What an authorization server knows, and what it demands. */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Configuration, Provider } from 'oidc-provider';
import type { TokenEndpointBase } from '../../oauth/grant.ts';
import { withOtherAudience, type JwtDemands } from '../login/jwt.ts';

/** A client that the server knows. */
export interface RegisteredClient {
  readonly id: string;
  /** Registered name of its authentication (RFC 7591 §2); absent = its requests name no client at all. */
  readonly method: string | undefined;
  /** Absent = the provider needs none, or one that only the mock knows. */
  readonly secret: string | undefined;
  /** For a client that proves who it is with a JWT: an assertion or, with `client_secret_post`, the secret. */
  readonly jwt: JwtDemands | undefined;
  readonly grantTypes: readonly string[];
  /** Scope tokens that it may ask for, and of which it must ask for at least one. Empty = no scope is known or demanded. */
  readonly scope: readonly string[];
}

/** What the token request of one way to log in must be. */
export interface WayDemands {
  readonly client: RegisteredClient;
  readonly grantType: string;
  /** For a JWT that is the parameter `assertion` (RFC 7521 §4.1). */
  readonly jwt: JwtDemands | undefined;
  /** Exact values of further parameters. */
  readonly parameters: NonNullable<TokenEndpointBase['parameters']>;
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
  /** Settings of the provider that the pages need, such as `interactions`; `devInteractions` must be off. */
  readonly configuration: Partial<Configuration>;
  /** Responds to a request that is for one of the pages; false = it is for somebody else, and was not touched. */
  handle(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/**
 * A token request that reached the authorization server; or, where the client signs its bearer tokens itself, such a token
 * when it first reached the API.
 */
export interface TokenRequest {
  /** HTTP status of the response. */
  readonly status: number;
  /** OAuth `error`, when rejected. */
  readonly error?: string;
  /** OAuth `error_description`, when rejected. */
  readonly description?: string;
  /** The parameters as they arrived; one that came several times is a list. */
  readonly form: { readonly [name: string]: string | readonly string[] };
  /** The HTTP headers as they arrived. */
  readonly headers: IncomingHttpHeaders;
}

export interface AuthorizationServerOptions extends Required<Pick<TokenEndpointBase, 'encoding' | 'token'>> {
  readonly issuer: string;
  readonly ways: readonly WayDemands[];
  /** Exact values of further headers of the token request. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the authorization code grant. */
  readonly authorizationRequest: AuthorizationRequestDemands | undefined;
  readonly pages: InteractionPages;
  /** Seconds. */
  readonly tokenLifetime: number;
  /** Each token request is added when it was responded to. */
  readonly tokenRequests: TokenRequest[];
}

/** What may change while the server runs. */
export interface ServerState {
  /** True: another audience is demanded than the declared one. */
  hasOtherAudience: boolean;
  /** Scope tokens that are not granted any more, though they are asked for. */
  withheld: readonly string[];
  /** `iss` and `jti` of the assertions that were used as a grant; the provider keeps those of clients. */
  readonly usedAssertions: Set<string>;
  /** The refresh token that was issued last, at the token endpoint. */
  refreshToken: string | undefined;
  /** Access tokens by the ID tokens that the API takes in their place. */
  readonly idTokens: Map<string, string>;
}

/** Nothing has happened yet. */
export const createState = (): ServerState => ({
  hasOtherAudience: false,
  withheld: [],
  usedAssertions: new Set(),
  refreshToken: undefined,
  idTokens: new Map(),
});

/** The demands as they are now. */
export const demandsNow = (demands: JwtDemands, { hasOtherAudience }: ServerState): JwtDemands =>
  hasOtherAudience ? withOtherAudience(demands) : demands;

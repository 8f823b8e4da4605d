/** The authorization of a collection, as one value (RFC 6749, 7521, 7523, 7636). */

import type { ClientAuthentication } from './client-authentication.ts';
import { isAssertion } from './client-authentication.ts';
import type { Provider } from './provider.ts';
import type { JwtSettings, SignedJwt } from './signed-jwt.ts';

export * from './client-authentication.ts';
export type * from './provider.ts';
export type * from './rules.ts';
export * from './signed-jwt.ts';

/** Names of the variables in which the login keeps what it got. All are written to the environment. */
export interface TokenVariables {
  readonly accessToken: string;
  /** Unix time in seconds at which the token ends. */
  readonly expires: string;
  /** What the server granted. */
  readonly scope: string;
  /** What the token belongs to: token endpoint, client, scope, and fingerprints of what else it depends on. */
  readonly accessTokenFor: string;
  /** The last assertion that a server refused, for troubleshooting; absent = not kept. */
  readonly assertion?: string;
}

/** What every authorization has. */
export interface AuthorizationBase {
  /** Name of the environment variable that holds the client id. */
  readonly clientId: string;
  /** Space-separated scope tokens (RFC 6749 §3.3); absent = none asked for. May hold placeholders. */
  readonly scope?: string;
  /** Seconds that a token is taken to live when the server does not say. */
  readonly tokenLifetime: number;
  readonly variables: TokenVariables;
  readonly provider?: Provider;
}

/** What every authorization that asks a token endpoint has. */
export interface TokenEndpointBase extends AuthorizationBase {
  /** `https://{{host}}/oauth/token/`; the host may be a placeholder, or all of it. */
  readonly tokenEndpoint: string;
  /** The authorization server's issuer identifier (RFC 8414 §2), where something needs it. */
  readonly issuer?: string;
  /** Further parameters of the token request, such as `audience` or `resource`; values may hold placeholders. */
  readonly parameters?: { readonly [name: string]: string };
}

/** The client credentials grant (RFC 6749 §4.4). */
export interface ClientCredentials<
  Client extends ClientAuthentication = ClientAuthentication,
> extends TokenEndpointBase {
  readonly kind: 'clientCredentials';
  readonly clientAuthentication: Client;
}

/** The JWT bearer grant: a signed JWT is exchanged for a token (RFC 7523 §2.1). */
export interface JwtBearer extends TokenEndpointBase {
  readonly kind: 'jwtBearer';
  readonly assertion: SignedJwt;
  /** Absent = the request names no client at all; the assertion says enough. */
  readonly clientAuthentication?: ClientAuthentication;
}

/** The refresh token grant (RFC 6749 §6). A new refresh token is stored before the old one is forgotten. */
export interface RefreshToken extends TokenEndpointBase {
  readonly kind: 'refreshToken';
  readonly clientAuthentication: ClientAuthentication;
  /** Name of the variable that holds the refresh token. */
  readonly refreshToken: string;
}

/** A client that acts for itself, with the client credentials grant at the same token endpoint. */
export interface ServiceClient {
  /** Name of the variable that holds its id; where that is empty, there is no such client. */
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly scope?: string;
}

/**
 * The authorization code grant (RFC 6749 §4.1). A person signs in, with Postman's own button or `postsmith login`; the
 * script renews with the refresh token, or logs in as the service client where the environment has one.
 */
export interface AuthorizationCode extends TokenEndpointBase {
  readonly kind: 'authorizationCode';
  readonly authorizationEndpoint: string;
  /** Further parameters of the authorization request, such as `prompt` or `audience`. */
  readonly authorizationParameters?: { readonly [name: string]: string };
  readonly clientAuthentication: ClientAuthentication;
  /** False: no PKCE, for servers that refuse it. */
  readonly pkce: boolean;
  /** The callback URL of Postman's button; it must be registered for the client. */
  readonly redirectUri: string;
  /** The redirect URI of `postsmith login` (RFC 8252 §7.3); port 0 = any free one. */
  readonly loopbackRedirectUri: string;
  /** Name of the variable that holds the refresh token. */
  readonly refreshToken: string;
  readonly serviceClient?: ServiceClient;
}

/** A signed JWT that is the bearer token itself: no token endpoint is asked. */
export interface BearerJwt extends AuthorizationBase {
  readonly kind: 'bearerJwt';
  readonly jwt: SignedJwt;
}

/** What a collection declares once, and from which auth block, script, variables and mock follow. */
export type Authorization = ClientCredentials | JwtBearer | RefreshToken | AuthorizationCode | BearerJwt;

/** What `Grant` is declared with: what is left out has a default. */
type Options<Grant extends Authorization, Optional extends keyof Grant = never> = Omit<
  Grant,
  'kind' | 'clientId' | 'tokenLifetime' | 'variables' | Optional
> &
  Partial<Pick<Grant, Optional>> & {
    /** Name of the variable that holds the client id; `client_id` unless given. */
    readonly clientId?: string;
    /** Seconds that a token is taken to live when the server does not say; 3600 unless given. */
    readonly tokenLifetime?: number;
    /** Other names for the variables in which the login keeps what it got. */
    readonly variables?: Partial<TokenVariables>;
  };

export type ClientCredentialsOptions<Client extends ClientAuthentication = ClientAuthentication> = Options<
  ClientCredentials<Client>
>;
export type JwtBearerOptions = Options<JwtBearer>;
export type RefreshTokenOptions = Options<RefreshToken, 'refreshToken'>;
export type AuthorizationCodeOptions = Options<
  AuthorizationCode,
  'pkce' | 'redirectUri' | 'loopbackRedirectUri' | 'refreshToken'
>;
export type BearerJwtOptions = Options<BearerJwt>;

const defaults = { clientId: 'client_id', tokenLifetime: 3600 };

const tokenVariables = (names: Partial<TokenVariables> | undefined): TokenVariables => ({
  accessToken: 'access_token',
  expires: 'expires',
  scope: 'scope',
  accessTokenFor: 'access_token_for',
  ...names,
});

interface Endpoints {
  readonly tokenEndpoint?: string;
  readonly issuer?: string;
}

/** Puts what the words `tokenEndpoint` and `issuer` stand for in place of them. */
const withAudience = <Settings extends JwtSettings>(settings: Settings, endpoints: Endpoints): Settings => {
  const { audience } = settings;
  const meant =
    audience === 'tokenEndpoint' || audience === 'issuer' ? (endpoints[audience] ?? audience) : audience;
  return meant === undefined ? settings : { ...settings, audience: meant };
};

const authenticationAt = <Client extends ClientAuthentication>(
  authentication: Client,
  endpoints: Endpoints,
): Client =>
  // A declaration may come from untyped code, which the check tells in words.
  typeof authentication === 'object' && authentication !== null && isAssertion(authentication)
    ? withAudience(authentication, endpoints)
    : authentication;

/** What untyped code may have left out: the check says what is missing. */
const given = <Given extends object>(options: Given): Given =>
  typeof options === 'object' && options !== null ? options : Object({});

/** The client credentials grant (RFC 6749 §4.4). */
export const clientCredentials = <Client extends ClientAuthentication>(
  declared: ClientCredentialsOptions<Client>,
): ClientCredentials<Client> => {
  const options = given(declared);
  return {
    kind: 'clientCredentials',
    ...defaults,
    ...options,
    clientAuthentication: authenticationAt(options.clientAuthentication, options),
    variables: tokenVariables(options.variables),
  };
};

/** The JWT bearer grant (RFC 7523 §2.1); the assertion's audience is the token endpoint unless given. */
export const jwtBearer = (declared: JwtBearerOptions): JwtBearer => {
  const options = given(declared);
  return {
    kind: 'jwtBearer',
    ...defaults,
    ...options,
    assertion: withAudience({ audience: 'tokenEndpoint', ...options.assertion }, options),
    ...(options.clientAuthentication !== undefined && {
      clientAuthentication: authenticationAt(options.clientAuthentication, options),
    }),
    variables: tokenVariables(options.variables),
  };
};

/** The refresh token grant (RFC 6749 §6), from the variable `refresh_token` unless another is named. */
export const refreshToken = (declared: RefreshTokenOptions): RefreshToken => {
  const options = given(declared);
  return {
    kind: 'refreshToken',
    refreshToken: 'refresh_token',
    ...defaults,
    ...options,
    clientAuthentication: authenticationAt(options.clientAuthentication, options),
    variables: tokenVariables(options.variables),
  };
};

/** The authorization code grant (RFC 6749 §4.1), with PKCE (RFC 7636) unless switched off. */
export const authorizationCode = (declared: AuthorizationCodeOptions): AuthorizationCode => {
  const options = given(declared);
  return {
    kind: 'authorizationCode',
    refreshToken: 'refresh_token',
    pkce: true,
    redirectUri: 'https://oauth.pstmn.io/v1/callback',
    loopbackRedirectUri: 'http://127.0.0.1:0/callback',
    ...defaults,
    ...options,
    clientAuthentication: authenticationAt(options.clientAuthentication, options),
    ...(options.serviceClient !== undefined && {
      serviceClient: {
        ...options.serviceClient,
        clientAuthentication: authenticationAt(options.serviceClient.clientAuthentication, options),
      },
    }),
    variables: tokenVariables(options.variables),
  };
};

/** A signed JWT as bearer token: for APIs that take what the client signs itself. */
export const bearerJwt = (declared: BearerJwtOptions): BearerJwt => {
  const options = given(declared);
  return {
    kind: 'bearerJwt',
    ...defaults,
    ...options,
    variables: tokenVariables(options.variables),
  };
};

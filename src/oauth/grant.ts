/** What the module of a grant tells about it, and what every authorization has. */

import type { TokenVariables } from '../../scripts/login/configuration.ts';
import type { TokenField } from '../../scripts/login/token-response.ts';
import type { Fields } from '../values/fields.ts';
import { authenticationAt } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentications.ts';
import type { Provider } from './provider.ts';
import type { SignedJwt } from './signed-jwt.ts';
import type { LoginTemplate, VariableNames } from './texts.ts';

export type { TokenVariables } from '../../scripts/login/configuration.ts';

/** What every authorization has. */
export interface AuthorizationBase {
  /** Name of the environment variable that holds the client id. */
  readonly clientId: string;
  /** Space-separated scope tokens (RFC 6749 §3.3); absent = none asked for. May hold placeholders. */
  readonly scope?: string;
  /** Seconds that a token is taken to live when the server does not say. */
  readonly tokenLifetime: number;
  readonly variables: TokenVariables;
  /** Which of several identities of a collection it is, as `asIdentity` makes them. */
  readonly identity?: string;
  /** Where the token goes, for an API that takes it in a header of its own; `Authorization: Bearer` unless given. */
  readonly header?: TokenHeader;
  readonly provider?: Provider;
}

/** A header that carries the token. */
export interface TokenHeader {
  /** `X-Auth-Token`, or `Authorization` with another prefix. */
  readonly name: string;
  /** What stands before the token, with a blank between: `JWT`; nothing unless given. */
  readonly prefix?: string;
}

/** What every authorization that asks a token endpoint has. */
export interface TokenEndpointBase extends AuthorizationBase {
  /** `https://{{host}}/oauth/token/`; the host may be a placeholder, or all of it. */
  readonly tokenEndpoint: string;
  /** True: it may be asked over plain http, in a network of containers, say. Secrets are sent there unencrypted. */
  readonly allowHttp?: boolean;
  /** The authorization server's issuer identifier (RFC 8414 §2), where something needs it; may hold placeholders. */
  readonly issuer?: string;
  /**
   * Further parameters of the token request, such as `audience` or `resource`; one with a list is sent several times.
   * Values may hold placeholders.
   */
  readonly parameters?: { readonly [name: string]: string | readonly string[] };
  /** Further headers of the token request, such as `Ocp-Apim-Subscription-Key`; values may hold placeholders. */
  readonly headers?: { readonly [name: string]: string };
  /** `json`: the token request is a JSON object; a form unless given (RFC 6749 §4.4.2). */
  readonly encoding?: 'form' | 'json';
  /** Which token of the response the API takes; `access_token` unless given. */
  readonly token?: TokenField;
}

/** What a grant is declared with: what is left out has a default. */
export type GrantOptions<
  Grant extends AuthorizationBase & { readonly kind: string },
  Optional extends keyof Grant = never,
> = Omit<Grant, 'kind' | 'clientId' | 'tokenLifetime' | 'variables' | 'identity' | Optional> &
  Partial<Pick<Grant, Optional>> & {
    /** Name of the variable that holds the client id; `client_id` unless given. */
    readonly clientId?: string;
    /** Seconds that a token is taken to live when the server does not say; 3600 unless given. */
    readonly tokenLifetime?: number;
    /** Other names for the variables in which the login keeps what it got. */
    readonly variables?: Partial<TokenVariables>;
  };

/** How a grant gets a token when nobody sits before it. One may have several ways, the preferred one first. */
export interface Way {
  /** What messages and reports call it: `refresh token`. */
  readonly title: string;
  /** The `grant_type` on the wire; absent = no server is asked: the JWT is the token. */
  readonly grantType?: string;
  /** Name of the variable that holds the client id; absent = the request names no client. */
  readonly clientId?: string;
  readonly clientAuthentication?: ClientAuthentication;
  /** As declared, with placeholders. */
  readonly scope?: string;
  /** False: the server is not told the scope, as it is that of the refresh token. */
  readonly sendsScope?: false;
  /** The JWT that is the assertion of the token request, or the token itself. */
  readonly jwt?: SignedJwt;
  /** Name of the variable with the refresh token that is sent and renewed. */
  readonly refreshToken?: string;
  /** Further parameters by the names of the variables that hold them; the values are secrets. */
  readonly secretParameters?: { readonly [name: string]: string };
  /** Further parameters; values may hold placeholders. */
  readonly parameters?: { readonly [name: string]: string };
  /** Name of the variable without whose value this way is closed. */
  readonly opener?: string;
  /** `optional`: an environment may lack the variables of this way. `declared`: it has them, maybe empty. */
  readonly need?: 'declared' | 'optional';
}

/** What the module of a grant tells about it. */
export interface GrantModule<Grant extends AuthorizationBase & { readonly kind: string }> {
  readonly kind: Grant['kind'];
  /** In words, for pages and messages: `client credentials`. */
  readonly title: string;
  /** Fields of the declaration beside those of every authorization. */
  readonly fields: readonly string[];
  /** False: no server is asked for a token. */
  readonly asksTokenEndpoint: boolean;
  /** Checks its own fields; returns the names of the variables that it reads. */
  check(fields: Fields): VariableNames;
  /** How the login gets a token, the preferred way first. */
  ways(authorization: Grant): readonly Way[];
  /** Where a person signs in: what only that needs. */
  readonly person?: {
    /** Texts whose placeholders only the person's sign-in fills. */
    templates(authorization: Grant): readonly LoginTemplate[];
    /** What the Authorization tab of Postman shows: the values of its OAuth 2.0 form by Postman's own keys. */
    authorizationTab(authorization: Grant): AuthorizationTab;
  };
}

/** Values of the OAuth 2.0 form in Postman's Authorization tab. */
export interface AuthorizationTab {
  readonly [key: string]: string | boolean | readonly AuthorizationTabParameter[];
}

/** A parameter that the app adds to a request. */
export interface AuthorizationTabParameter {
  readonly key: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly send_as: 'request_url' | 'request_body';
}

/** What untyped code may have left out: the check says what is missing. */
export const given = <Given extends object>(options: Given): Given =>
  typeof options === 'object' && options !== null ? options : Object({});

/** The defaults that every grant has. */
export const withDefaults = <Options extends { readonly variables?: Partial<TokenVariables> }>(
  options: Options,
) => ({
  clientId: 'client_id',
  tokenLifetime: 3600,
  ...options,
  variables: {
    accessToken: 'access_token',
    expires: 'expires',
    scope: 'scope',
    accessTokenFor: 'access_token_for',
    ...options.variables,
  },
});

/** The client authentication with what the words `tokenEndpoint` and `issuer` stand for. */
export const clientAt = <Options extends { readonly clientAuthentication: ClientAuthentication }>(
  options: Options & { readonly tokenEndpoint?: string; readonly issuer?: string },
): Options['clientAuthentication'] => authenticationAt(options.clientAuthentication, options);

/** The way of a refresh token, whoever has got it. */
export const refreshWay = ({
  clientId,
  clientAuthentication,
  refreshToken: variable,
  scope,
}: Required<Pick<Way, 'clientId' | 'clientAuthentication' | 'refreshToken'>> & Pick<Way, 'scope'>): Way => ({
  title: 'refresh token',
  grantType: 'refresh_token',
  clientId,
  clientAuthentication,
  ...(scope !== undefined && { scope }),
  // RFC 6749 §6: left out, it is what the refresh token was granted, which may be less than was asked for.
  sendsScope: false,
  refreshToken: variable,
});

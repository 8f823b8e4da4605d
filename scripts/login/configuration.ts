/**
 * The configuration of a login: JSON that a build makes of a declared authorization. The program that reads it depends on
 * the declared kinds alone, so that equal kinds share one program.
 */

import type { JwtSettings } from './jwt/content.ts';
import type { TokenField } from './token-response.ts';

/** Names of the variables in which the login keeps what it got. All are written to the environment. */
export interface TokenVariables {
  readonly accessToken: string;
  /** Unix time in seconds at which the token ends. */
  readonly expires: string;
  /** What the server granted. */
  readonly scope: string;
  /** The cache key: what the token belongs to. */
  readonly accessTokenFor: string;
  /** The last assertion that a server rejected, for troubleshooting; absent = not kept. */
  readonly assertion?: string;
}

/** How the client authenticates: the name of a file in `client-authentication/`, and what that reads. */
export interface ClientAuthenticationConfiguration {
  readonly method: string;
  /** Name of the variable that holds the client secret. */
  readonly clientSecret?: string;
  /** True: where that variable is empty, the client is a public one. */
  readonly optional?: boolean;
  /** The JWT that proves who the client is. */
  readonly jwt?: JwtSettings;
}

/** One way to get a token. Texts may hold placeholders. */
export interface WayConfiguration {
  /** What messages call it where there are several: `refresh token`. */
  readonly title: string;
  /** Name of the variable without whose value this way is closed; absent = it is always open. */
  readonly opener?: string;
  /** Absent = no server is asked: the JWT is the token. */
  readonly tokenEndpoint?: string;
  /** Name of the variable that is the whole host of the token endpoint. */
  readonly host?: string;
  /** True: the token endpoint may be asked over plain http. */
  readonly allowHttp?: boolean;
  /** Name of the variable that holds the client id; absent = nobody names a client. */
  readonly clientId?: string;
  /** What is asked for, or said in a JWT. */
  readonly scope: string;
  /** Parameters of the token request, `grant_type` among them. */
  readonly parameters: { readonly [name: string]: string | readonly string[] };
  /** Further parameters by the variables that hold them; their values are secrets, and taken literally. */
  readonly secretParameters: { readonly [name: string]: string };
  /** Further headers of the token request. */
  readonly headers?: { readonly [name: string]: string };
  /** `json`: the parameters are the members of a JSON object; a form unless given. */
  readonly encoding?: 'form' | 'json';
  readonly clientAuthentication?: ClientAuthenticationConfiguration;
  /** The JWT that is the token, or the parameter `assertion` of the token request (RFC 7521 §4.1). */
  readonly jwt?: JwtSettings;
  /** Names of all variables that the login reads by their names. */
  readonly reads: readonly string[];
  /** Seconds that a token is taken to live when the server does not say. */
  readonly tokenLifetime: number;
  readonly token: TokenField;
  /** Name of the variable in which a new refresh token is kept. */
  readonly refreshToken?: string;
  /** OAuth `error` code, or HTTP status where there is none → likely causes, most likely first. */
  readonly causes: { readonly [error: string]: readonly string[] };
  /** Regular expressions that fit a server's description of an error, and the cause that they make the likeliest. */
  readonly hints?: readonly (readonly [pattern: string, cause: string])[];
}

/** All that a login reads. */
export interface LoginConfiguration {
  readonly variables: TokenVariables;
  /** The provider's name in messages. */
  readonly provider?: string;
  /** Variable name → where its value is found, as a clause. */
  readonly whereToFind?: { readonly [variable: string]: string };
  /** The preferred one first. */
  readonly ways: readonly WayConfiguration[];
  /** True: a person may sign in, and bring the token. */
  readonly isPersons?: boolean;
  /** True: scripts of the collection run before the login, and may refuse the request. */
  readonly afterScripts?: boolean;
  /** True: its requests have no auth of their own; they inherit the collection's. */
  readonly inherited?: boolean;
}

/** What is read after a response. */
export interface RenewalConfiguration {
  readonly variables: TokenVariables;
  readonly provider?: string;
  /** Names of the variables whose values no message may show. */
  readonly secrets: readonly string[];
  /** What it most likely means when the API rejects a token just issued. */
  readonly causes: readonly string[];
  /** True: the provider's APIs reject a token that has ended with 403 and an empty body, where others send 401. */
  readonly rejectsWithEmpty403?: boolean;
  /** True: a person may sign in, and bring the token. */
  readonly isPersons?: boolean;
}

/** How a client proves who it is at the token endpoint (RFC 6749 §2.3, RFC 7523 §2.2, OpenID Connect Core §9). */

import { keyVariableOf, type JwtOptions, type JwtSettings } from './signed-jwt.ts';

/** `private_key_jwt`: an assertion signed by the client's private key. */
export interface PrivateKeyJwt extends JwtSettings {
  readonly kind: 'privateKeyJwt';
  /** True: as RFC 10070 demands. The audience is the issuer alone, and the type is `client-authentication+jwt`. */
  readonly strict?: boolean;
}

/** `client_secret_jwt`: an assertion whose HMAC is made with the client's secret. */
export interface ClientSecretJwt extends JwtSettings {
  readonly kind: 'clientSecretJwt';
  /** True: as RFC 10070 demands. */
  readonly strict?: boolean;
}

/** What a client secret is declared with. */
export interface ClientSecretOptions {
  /** Name of the variable that holds the secret; `client_secret` unless given. */
  readonly clientSecret?: string;
  /** True: where that variable is empty, the client is a public one and authenticates as `none` does. */
  readonly optional?: boolean;
}

/** `client_secret_basic`: client id and secret, form-urlencoded each, in an HTTP Basic header (RFC 6749 §2.3.1). */
export interface ClientSecretBasic extends ClientSecretOptions {
  readonly kind: 'clientSecretBasic';
  readonly clientSecret: string;
}

/** `client_secret_post`: client id and secret as parameters of the form. */
export interface ClientSecretPost extends ClientSecretOptions {
  readonly kind: 'clientSecretPost';
  readonly clientSecret: string;
}

/** `none`: a public client names itself with `client_id` and proves nothing. */
export interface NoClientAuthentication {
  readonly kind: 'none';
}

/** How the client proves who it is. */
export type ClientAuthentication =
  | PrivateKeyJwt
  | ClientSecretJwt
  | ClientSecretBasic
  | ClientSecretPost
  | NoClientAuthentication;

/** RFC 10070 §2: an explicit type keeps the assertion from being taken for another kind of JWT. */
const STRICT_TYPE = 'client-authentication+jwt';

const assertion = <Settings extends PrivateKeyJwt | ClientSecretJwt>(
  kind: Settings['kind'],
  options: Omit<JwtOptions<Settings>, 'kind'>,
) => ({
  kind,
  key: keyVariableOf(options.algorithm),
  lifetime: 120,
  audience: options.strict === true ? 'issuer' : 'tokenEndpoint',
  ...(options.strict === true && { type: STRICT_TYPE }),
  ...options,
});

/** Authenticates the client with an assertion signed by its private key; the audience is the token endpoint unless given. */
export const privateKeyJwt = (options: Omit<JwtOptions<PrivateKeyJwt>, 'kind'>): PrivateKeyJwt =>
  assertion<PrivateKeyJwt>('privateKeyJwt', options);

/** Authenticates the client with an assertion made with its secret; the audience is the token endpoint unless given. */
export const clientSecretJwt = (options: Omit<JwtOptions<ClientSecretJwt>, 'kind'>): ClientSecretJwt =>
  assertion<ClientSecretJwt>('clientSecretJwt', options);

/** Authenticates the client with id and secret in an HTTP Basic header. */
export const clientSecretBasic = (options: ClientSecretOptions = {}): ClientSecretBasic => ({
  kind: 'clientSecretBasic',
  clientSecret: 'client_secret',
  ...options,
});

/** Authenticates the client with id and secret in the form. */
export const clientSecretPost = (options: ClientSecretOptions = {}): ClientSecretPost => ({
  kind: 'clientSecretPost',
  clientSecret: 'client_secret',
  ...options,
});

/** A public client: PKCE protects its authorization codes (RFC 7636), nothing else does. */
export const none = (): NoClientAuthentication => ({ kind: 'none' });

/** True for the kinds that sign. */
export const isAssertion = (
  authentication: ClientAuthentication,
): authentication is PrivateKeyJwt | ClientSecretJwt =>
  authentication.kind === 'privateKeyJwt' || authentication.kind === 'clientSecretJwt';

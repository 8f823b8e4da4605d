/** The authorization of a collection, as one value (RFC 6749, 7521, 7523). */

/** JWS algorithms (RFC 7518 §3.1) that a client assertion can be signed with. */
export type SigningAlgorithm = 'ES256' | 'ES384' | 'ES512' | 'RS256' | 'RS384' | 'RS512';

/** Client authentication with a signed assertion: `private_key_jwt` (RFC 7523 §2.2, OpenID Connect Core §9). */
export interface PrivateKeyJwt {
  readonly kind: 'privateKeyJwt';
  readonly algorithm: SigningAlgorithm;
  /** Name of the environment variable that holds the private key. */
  readonly privateKey: string;
  /** The `aud` claim, one string, sent exactly as written after placeholders are filled. */
  readonly audience: string;
  /** Seconds from `iat` to `exp`. */
  readonly lifetime: number;
  /** The `kid` header, when the server wants one. May hold placeholders. */
  readonly keyId?: string;
}

/** How the client proves who it is. */
export type ClientAuthentication = PrivateKeyJwt;

/** What a provider is known to answer, and what that most likely means, most likely first. */
export interface Guidance {
  /** The provider's name in messages: `Pexip Infinity`. */
  readonly provider: string;
  /** Variable name → where its value is found, as a clause: `shown once when you create the OAuth2 client`. */
  readonly whereToFind: { readonly [variable: string]: string };
  /** OAuth `error` code → likely causes, each a clause, most likely first. */
  readonly likelyCauses: { readonly [error: string]: readonly string[] };
}

/** Names of the variables in which the login keeps what it got. All are written to the environment. */
export interface TokenVariables {
  readonly accessToken: string;
  /** Unix time in seconds at which the token ends. */
  readonly expires: string;
  /** What the server granted. */
  readonly scope: string;
  /** Token endpoint, client and scope that the token belongs to. */
  readonly accessTokenFor: string;
  /** The last assertion that a server refused, for troubleshooting; absent = not kept. */
  readonly assertion?: string;
}

/** The client credentials grant (RFC 6749 §4.4). */
export interface ClientCredentials {
  readonly kind: 'clientCredentials';
  /** `https://{{host}}/oauth/token/`; the host may be a placeholder. */
  readonly tokenEndpoint: string;
  /** Name of the environment variable that holds the client id. */
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication;
  /** Space-separated scope tokens (RFC 6749 §3.3); absent = none asked for. */
  readonly scope?: string;
  /** Seconds that a token is taken to live when the server does not say. */
  readonly tokenLifetime: number;
  readonly variables: TokenVariables;
  readonly guidance?: Guidance;
}

/** What a collection declares once, and from which auth block, script, variables and mock follow. */
export type Authorization = ClientCredentials;

/** What `privateKeyJwt` is declared with. */
export interface PrivateKeyJwtOptions extends Omit<PrivateKeyJwt, 'kind' | 'privateKey' | 'lifetime'> {
  /** Name of the variable that holds the private key; `client_private_key` unless given. */
  readonly privateKey?: string;
  /** Seconds from `iat` to `exp`, 1–3600; 120 unless given. */
  readonly lifetime?: number;
}

/** Authenticates the client with an assertion signed by its private key (RFC 7523 §2.2). */
export const privateKeyJwt = (options: PrivateKeyJwtOptions): PrivateKeyJwt => ({
  kind: 'privateKeyJwt',
  privateKey: 'client_private_key',
  lifetime: 120,
  ...options,
});

/** What `clientCredentials` is declared with. */
export interface ClientCredentialsOptions extends Omit<
  ClientCredentials,
  'kind' | 'clientId' | 'tokenLifetime' | 'variables'
> {
  /** Name of the variable that holds the client id; `client_id` unless given. */
  readonly clientId?: string;
  /** Seconds that a token is taken to live when the server does not say; 3600 unless given. */
  readonly tokenLifetime?: number;
  /** Other names for the variables in which the login keeps what it got. */
  readonly variables?: Partial<TokenVariables>;
}

/** The client credentials grant (RFC 6749 §4.4). */
export const clientCredentials = (options: ClientCredentialsOptions): ClientCredentials => ({
  kind: 'clientCredentials',
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

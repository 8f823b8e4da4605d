/** What a signed JWT of a client holds, wherever it is used (RFC 7515, RFC 7519, RFC 7521 §3, RFC 7523 §3). */

import type { Json } from '../model/json.ts';

/** JWS algorithms (RFC 7518 §3.1, RFC 8037 §3.1); `EdDSA` means Ed25519. */
export const signingAlgorithms = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/** One of the 13 JWS algorithms that a JWT can be signed with. */
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** Headers that tell which certificate belongs to the key (RFC 7515 §4.1.6–4.1.8). */
export type CertificateHeader = 'x5c' | 'x5t' | 'x5t#S256';

/** A certificate in PEM, with its chain behind it, and the headers that are made of it. */
export interface Certificate {
  /** Name of the variable that holds the certificate. */
  readonly variable: string;
  readonly headers: readonly CertificateHeader[];
}

/**
 * A provider's JSON key file, pasted whole into the key's variable: where in it the values are, as names joined by
 * dots (`boxAppSettings.appAuth.privateKey`). What the file has comes from the file; the variables serve for the rest.
 */
export interface KeyFile {
  readonly key: string;
  readonly keyId?: string;
  /** The client id, which is `iss`. */
  readonly clientId?: string;
  readonly passphrase?: string;
}

/** What a JWT is made of and signed with. */
export interface JwtSettings {
  readonly algorithm: SigningAlgorithm;
  /** Name of the variable that holds the private key, or the shared secret of HS256, HS384 and HS512. */
  readonly key: string;
  /** Name of the variable that holds the passphrase of an encrypted PKCS#8 key; absent = the key is not encrypted. */
  readonly passphrase?: string;
  readonly keyFile?: KeyFile;
  readonly certificate?: Certificate;
  /** The `aud` claim, one string, sent exactly as written after placeholders are filled; absent = no such claim. */
  readonly audience?: string;
  /** Seconds from now to `exp`. */
  readonly lifetime: number;
  /** Seconds by which `iat` (and `nbf`) lie back, for servers whose clock is behind; 0 unless given. */
  readonly backdate?: number;
  /** True: the claim `nbf` is there, equal to `iat`. */
  readonly notBefore?: boolean;
  /** False: no `jti` claim. */
  readonly jti?: boolean;
  /** The `typ` header; `JWT` unless given. */
  readonly type?: string;
  /** The `kid` header, when the server wants one. May hold placeholders. */
  readonly keyId?: string;
  /** Further headers; texts may hold placeholders. */
  readonly header?: { readonly [name: string]: Json };
  /** Further claims, among them other values for `iss`, `sub` and `aud` of a grant; texts may hold placeholders. */
  readonly claims?: { readonly [name: string]: Json };
  /** True: the scope is the claim `scope` of this JWT, not a parameter of the request. */
  readonly scopeClaim?: boolean;
}

/** A JWT that is the grant or the bearer token itself. */
export interface SignedJwt extends JwtSettings {
  /** The `iss` claim; may hold placeholders; the client id unless given. */
  readonly issuer?: string;
  /** The `sub` claim; may hold placeholders; absent = no such claim. */
  readonly subject?: string;
}

/**
 * What the audience is: the token endpoint or the issuer that the authorization names, or any other text literally.
 */
export type Audience = 'tokenEndpoint' | 'issuer' | (string & {});

/** Settings of a JWT as they are declared: what is left out has a default. */
export type JwtOptions<Settings extends JwtSettings> = Omit<Settings, 'key' | 'lifetime' | 'audience'> & {
  /** Name of the variable that holds the key: `client_private_key`, or `client_secret` for HS256 to HS512, unless given. */
  readonly key?: string;
  /** Seconds from now to `exp`, 1–3600; 120 unless given. */
  readonly lifetime?: number;
  /** The `aud` claim. */
  readonly audience?: Audience;
};

/** The variable that holds the key of an algorithm, unless another is named. */
export const keyVariableOf = (algorithm: SigningAlgorithm): string =>
  String(algorithm).startsWith('HS') ? 'client_secret' : 'client_private_key';

/** Declares a JWT that is signed by the client: the grant of `jwtBearer`, or the bearer token of `bearerJwt`. */
export const signedJwt = (options: JwtOptions<SignedJwt>): SignedJwt => ({
  key: keyVariableOf(options.algorithm),
  lifetime: 120,
  ...options,
});

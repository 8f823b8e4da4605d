/** Postman's own kinds of auth beside OAuth 2.0: values from variables, which Postman puts into each request by itself. */

import type { Json } from '../values/json.ts';

/** A user name and a password (RFC 7617). */
export interface BasicAuth {
  readonly kind: 'basic';
  readonly username: string;
  readonly password: string;
}

/** A key under a name of the API's own. */
export interface ApiKeyAuth {
  readonly kind: 'apiKey';
  /** Name of the header or query parameter, such as `X-API-Key`. */
  readonly key: string;
  readonly value: string;
  /** `header` unless given. */
  readonly in?: 'header' | 'query';
}

/** A token that somebody has got already (RFC 6750). */
export interface BearerAuth {
  readonly kind: 'bearer';
  readonly token: string;
}

/** A user name and a password that are never sent themselves (RFC 7616); the server's challenge says the rest. */
export interface DigestAuth {
  readonly kind: 'digest';
  readonly username: string;
  readonly password: string;
  readonly realm?: string;
  readonly nonce?: string;
  /** Such as `MD5`, `SHA-256`, `MD5-sess`. */
  readonly algorithm?: string;
  /** Such as `auth`. */
  readonly qop?: string;
  readonly nonceCount?: string;
  readonly clientNonce?: string;
  readonly opaque?: string;
  /** True: the request is not repeated with what the server's challenge says. */
  readonly disableRetryRequest?: boolean;
}

/** AWS Signature, version 4. */
export interface AwsV4Auth {
  readonly kind: 'awsV4';
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sessionToken?: string;
  /** `us-east-1` unless given. */
  readonly region?: string;
  /** `execute-api` unless given. */
  readonly service?: string;
  /** True: the signature is in the query, not in headers. */
  readonly addAuthDataToQuery?: boolean;
}

/** Hawk, which signs a request with a shared key. */
export interface HawkAuth {
  readonly kind: 'hawk';
  readonly authId: string;
  readonly authKey: string;
  /** `sha256` unless given. */
  readonly algorithm?: 'sha1' | 'sha256';
  readonly user?: string;
  /** A random one unless given. */
  readonly nonce?: string;
  readonly extraData?: string;
  readonly app?: string;
  readonly delegation?: string;
  /** Seconds since 1970; now unless given. */
  readonly timestamp?: string;
  readonly includePayloadHash?: boolean;
}

/** NT LAN Manager, of Windows. */
export interface NtlmAuth {
  readonly kind: 'ntlm';
  readonly username: string;
  readonly password: string;
  readonly domain?: string;
  readonly workstation?: string;
  /** True: the request is not repeated with what the server's challenge says. */
  readonly disableRetryRequest?: boolean;
}

/** OAuth 1.0 (RFC 5849). */
export interface OAuth1Auth {
  readonly kind: 'oauth1';
  readonly consumerKey: string;
  /** Unless the signature is one with RSA. */
  readonly consumerSecret?: string;
  readonly token?: string;
  readonly tokenSecret?: string;
  /** PEM, for a signature with RSA. */
  readonly privateKey?: string;
  /** `HMAC-SHA1` unless given. */
  readonly signatureMethod?:
    | 'HMAC-SHA1'
    | 'HMAC-SHA256'
    | 'HMAC-SHA512'
    | 'RSA-SHA1'
    | 'RSA-SHA256'
    | 'RSA-SHA512'
    | 'PLAINTEXT';
  readonly callback?: string;
  readonly verifier?: string;
  /** Seconds since 1970; now unless given. */
  readonly timestamp?: string;
  /** A random one unless given. */
  readonly nonce?: string;
  /** `1.0` unless given. */
  readonly version?: string;
  readonly realm?: string;
  readonly includeBodyHash?: boolean;
  /** False: the parameters are in the query or the form; in the Authorization header unless given. */
  readonly addParamsToHeader?: boolean;
  readonly addEmptyParamsToSign?: boolean;
  readonly disableHeaderEncoding?: boolean;
}

/** Akamai EdgeGrid. */
export interface EdgeGridAuth {
  readonly kind: 'edgeGrid';
  readonly accessToken: string;
  readonly clientToken: string;
  readonly clientSecret: string;
  /** The request's own unless given. */
  readonly baseURL?: string;
  /** A random one unless given. */
  readonly nonce?: string;
  /** Now unless given. */
  readonly timestamp?: string;
  /** Names of headers with commas between them. */
  readonly headersToSign?: string;
  /** Bytes; 131072 unless given. */
  readonly maxBodySize?: string;
}

/** An auth that `fromPostman` found and that has no constructor here, such as the app's own OAuth 2.0: kept as it stands. */
export interface ExportedAuth {
  readonly kind: 'exported';
  /** Postman's name of it, such as `oauth2`. */
  readonly type: string;
  /** By Postman's names. */
  readonly values: { readonly [name: string]: Json };
}

/** What a collection, folder or request is sent with where Postsmith gets no token. */
export type PostmanAuthDeclaration =
  | BasicAuth
  | ApiKeyAuth
  | BearerAuth
  | DigestAuth
  | AwsV4Auth
  | HawkAuth
  | NtlmAuth
  | OAuth1Auth
  | EdgeGridAuth
  | ExportedAuth;

type Options<Auth> = Omit<Auth, 'kind'>;

export const basic = (options: Options<BasicAuth>): BasicAuth => ({ kind: 'basic', ...options });
export const apiKey = (options: Options<ApiKeyAuth>): ApiKeyAuth => ({ kind: 'apiKey', ...options });
export const bearer = (options: Options<BearerAuth>): BearerAuth => ({ kind: 'bearer', ...options });
export const digest = (options: Options<DigestAuth>): DigestAuth => ({ kind: 'digest', ...options });
export const awsV4 = (options: Options<AwsV4Auth>): AwsV4Auth => ({ kind: 'awsV4', ...options });
export const hawk = (options: Options<HawkAuth>): HawkAuth => ({ kind: 'hawk', ...options });
export const ntlm = (options: Options<NtlmAuth>): NtlmAuth => ({ kind: 'ntlm', ...options });
export const oauth1 = (options: Options<OAuth1Auth>): OAuth1Auth => ({ kind: 'oauth1', ...options });
export const edgeGrid = (options: Options<EdgeGridAuth>): EdgeGridAuth => ({ kind: 'edgeGrid', ...options });

/** Header and claims of a JWT, from its settings (RFC 7515 §4, RFC 7519 §4, RFC 7523 §3). Every JWT of the tool is made here. */

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

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

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
  /** How the shared secret is written: the bytes of the text itself unless given. */
  readonly keyEncoding?: 'base64' | 'base64url' | 'hex';
  /** Name of the variable that holds the passphrase of an encrypted PKCS#8 key; absent = the key is not encrypted. */
  readonly passphrase?: string;
  readonly keyFile?: KeyFile;
  readonly certificate?: Certificate;
  /** The `aud` claim, sent exactly as written after placeholders are filled; absent = no such claim. */
  readonly audience?: string | readonly string[];
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
  /** The `iss` claim; may hold placeholders; the client id unless given. */
  readonly issuer?: string;
  /** The `sub` claim; may hold placeholders; absent = no such claim. */
  readonly subject?: string;
}

/** What the settings leave open. */
interface JwtInputs {
  /** Unix time in seconds. */
  readonly now: number;
  /** The client id. */
  readonly client: string;
  /** True: the JWT authenticates the client, so that it is issuer and subject (RFC 7523 §3). */
  readonly isClient: boolean;
  readonly keyId?: string | undefined;
  readonly jti?: string | undefined;
  readonly scope?: string | undefined;
  /** Headers that are made of a certificate. */
  readonly certificate?: Readonly<Record<string, unknown>> | undefined;
  /** Fills the placeholders of a text. */
  fill(text: string): string;
}

/** Header and claims; a member that is undefined is not there. */
export interface JwtContent {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Fills the placeholders in all texts of a JSON value. */
export function fillJson(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((entry) => fillJson(entry, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, fillJson(entry, fill)]));
}

const present = (members: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** Returns what is to be signed. */
export function jwtContent(settings: JwtSettings, inputs: JwtInputs): JwtContent {
  const { now, client, isClient, fill } = inputs;
  const { issuer, subject, audience, backdate = 0, lifetime } = settings;
  const iss = issuer === undefined ? client : fill(issuer);
  const iat = now - backdate;
  return {
    header: present({
      alg: settings.algorithm,
      typ: settings.type ?? 'JWT',
      kid: inputs.keyId || undefined,
      ...inputs.certificate,
      ...Object(fillJson(settings.header, fill)),
    }),
    claims: present({
      iss,
      sub: isClient ? iss : subject && fill(subject),
      aud: fillJson(audience, fill),
      iat,
      nbf: settings.notBefore ? iat : undefined,
      exp: now + lifetime,
      jti: settings.jti === false ? undefined : inputs.jti,
      scope: (settings.scopeClaim && inputs.scope) || undefined,
      ...Object(fillJson(settings.claims, fill)),
    }),
  };
}

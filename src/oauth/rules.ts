/** What a provider documents that it demands of a login. The build checks declarations by it, the mock what arrives. */

/** Something that a text must look like. */
export interface TextPattern {
  /** A regular expression; anchors are its own. */
  readonly pattern: string;
  /** The same in words, as a noun: `a tenant's URL with its last slash`. */
  readonly means: string;
}

/** What can be demanded: name → what the demand is made of. All of it is plain data. */
export interface Demands {
  /** Which grant; the names are those of `Authorization`. */
  readonly grant: { readonly among: readonly string[] };
  /** How the client authenticates; the names are those of `ClientAuthentication`. */
  readonly clientAuthentication: { readonly among: readonly string[] };
  /** The JWT's `alg`. */
  readonly algorithm: { readonly among: readonly string[] };
  /** The JWT's `aud`: the words `tokenEndpoint` and `issuer`, a text literally, or what a text must look like. */
  readonly audience: { readonly among: readonly (string | TextPattern)[] };
  /** The JWT's `aud` is one string, not a list. */
  readonly singleAudience: object;
  /** Seconds to the JWT's `exp`, counted from its `iat` or from now. */
  readonly lifetime: { readonly atMost: number; readonly from: 'issuedAt' | 'now' };
  /** At least one of these headers is there. */
  readonly header: { readonly anyOf: readonly string[] };
  /** A header has this value. */
  readonly headerValue: { readonly name: string; readonly value: string };
  /** A claim is there, with one of these values or so many characters where that matters. */
  readonly claim: {
    readonly name: string;
    readonly among?: readonly string[];
    readonly minLength?: number;
    readonly maxLength?: number;
  };
  /** The JWT has no other claims than these. */
  readonly knownClaims: { readonly only: readonly string[] };
  /** A scope is asked for, as a parameter of the request or as the claim `scope`; one of its tokens looks like `token`. */
  readonly scope: { readonly in: 'parameter' | 'claim'; readonly token?: TextPattern };
  /** The token request has this parameter. */
  readonly parameter: { readonly name: string };
}

/** The kinds of demands. */
export type DemandKind = keyof Demands;

/** One demand. What is said about a JWT holds where the login has one. */
export type Demand<Kind extends DemandKind = DemandKind> = {
  [Each in Kind]: { readonly kind: Each } & Demands[Each];
}[Kind];

/** One demand, with the page that says so. An uncertain fact is never a rule. */
export interface Rule {
  /** What must hold. */
  readonly demand: Demand;
  /** Address of the provider's page that documents it. */
  readonly source: string;
}

/** What a provider documents that it demands of a login. The build checks declarations by it, the mock what arrives. */

/** One demand, with the page that says so. An uncertain fact is never a rule. */
export interface Rule {
  /** What must hold. */
  readonly demand: Demand;
  /** Address of the provider's page that documents it. */
  readonly source: string;
}

/** What a provider can demand. */
export type Demand =
  /** How the client authenticates; the names are those of `ClientAuthentication`. */
  { readonly kind: 'clientAuthentication'; readonly among: readonly string[] };

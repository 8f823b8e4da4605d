/** What is known of a provider: where its values are found, what its errors mean, what it demands. */

import type { Rule } from './rules.ts';

/** Facts about a provider, from its own documentation. All of it is plain data. */
export interface Provider {
  /** The provider's name in messages: `Pexip Infinity`. */
  readonly name: string;
  /** Variable name → where its value is found, as a clause: `shown once when you create the OAuth2 client`. */
  readonly whereToFind: { readonly [variable: string]: string };
  /**
   * OAuth `error` code → likely causes, each a clause, most likely first. An HTTP status such as `403` stands for an
   * answer that names no error; `invalid_token` for an API that refuses a token just issued.
   */
  readonly likelyCauses: { readonly [error: string]: readonly string[] };
  /** What the provider documents that it demands; a declaration that breaks one is not built. */
  readonly rules?: readonly Rule[];
}

/** What a preset is: a function from a few options to an authorization, with the provider's facts beside it. */

import type { Authorization, Provider, SigningAlgorithm } from '../declare/authorization.ts';
import type { EnvironmentValue } from '../declare/model.ts';

/** A form in which a provider takes a client's public key. */
export type PublicKeyFormat = 'PEM' | 'JWK' | 'JWK set' | 'certificate';

/** How a client's public key gets to the provider. */
export interface Registration {
  /** The forms that the provider takes, the usual one first; empty where the provider makes the key itself. */
  readonly formats: readonly PublicKeyFormat[];
  /** Where to paste or upload it, as a sentence: `Admin Console › Applications › …, tab General, Public Keys.` */
  readonly where: string;
}

/** Facts about a provider from which its preset, its documentation page and its help for keys are made. */
export interface PresetFacts extends Provider {
  /** What the preset is for, in one sentence. */
  readonly summary: string;
  /** Algorithms that the provider takes, the preset's own first; empty where nothing is signed. */
  readonly algorithms: readonly SigningAlgorithm[];
  /** A template for `defineEnvironment`: every variable that the authorization reads, and those that it fills. */
  readonly environment: { readonly [name: string]: EnvironmentValue };
  readonly registration?: Registration;
  /** Addresses of the provider's pages that the facts are from. */
  readonly documentation: readonly string[];
}

/** A preset: call it for an authorization, or read its `facts`. */
export interface Preset<Options, Grant extends Authorization = Authorization> {
  (options: Options): Grant;
  readonly facts: PresetFacts;
}

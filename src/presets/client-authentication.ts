/** Client authentication by its name, for providers that take several. */

import {
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  privateKeyJwt,
  type ClientAuthentication,
  type SigningAlgorithm,
} from '../oauth/authorization.ts';
import type { ClientAssertionOptions } from '../oauth/client-assertion.ts';
import { oneOf, type PresetFacts } from './preset.ts';

/** What a confidential client can authenticate with. */
export type ClientAuthenticationKind =
  | 'privateKeyJwt'
  | 'clientSecretBasic'
  | 'clientSecretPost'
  | 'clientSecretJwt';

/** The options that choose a client authentication. */
interface ClientOptions {
  readonly clientAuthentication?: ClientAuthenticationKind;
  readonly algorithm?: SigningAlgorithm;
}

type AssertionSettings = Omit<ClientAssertionOptions, 'algorithm'>;

type Make = (
  settings: AssertionSettings,
  algorithm: (isHmac: boolean) => SigningAlgorithm,
) => ClientAuthentication;

const constructors: Readonly<Record<ClientAuthenticationKind, Make>> = {
  privateKeyJwt: (settings, algorithm) => privateKeyJwt({ ...settings, algorithm: algorithm(false) }),
  clientSecretBasic: () => clientSecretBasic(),
  clientSecretPost: () => clientSecretPost(),
  // A secret has no key id.
  clientSecretJwt: ({ keyId: _keyId, ...settings }, algorithm) =>
    clientSecretJwt({ ...settings, algorithm: algorithm(true) }),
};

/** The client authentication that options choose: `privateKeyJwt` with the provider's first algorithm unless they do. */
export const clientAuthenticationOf = (
  facts: PresetFacts,
  options: ClientOptions,
  settings: AssertionSettings,
): ClientAuthentication => {
  const algorithms = (isHmac: boolean): readonly SigningAlgorithm[] =>
    facts.algorithms.filter((algorithm) => algorithm.startsWith('HS') === isHmac);
  const takesHmac = algorithms(true).length > 0;
  const kinds = ['privateKeyJwt', 'clientSecretBasic', 'clientSecretPost'] as const;
  const kind = oneOf<ClientAuthenticationKind>(
    facts,
    'clientAuthentication',
    options.clientAuthentication ?? 'privateKeyJwt',
    takesHmac ? [...kinds, 'clientSecretJwt'] : kinds,
  );
  return constructors[kind](settings, (isHmac) => {
    const those = algorithms(isHmac);
    return oneOf(facts, 'algorithm', options.algorithm ?? those[0] ?? 'RS256', those);
  });
};

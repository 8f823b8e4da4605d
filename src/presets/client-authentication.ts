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

const kinds = ['privateKeyJwt', 'clientSecretBasic', 'clientSecretPost', 'clientSecretJwt'] as const;

/** What a confidential client can authenticate with. */
export type ClientAuthenticationKind = (typeof kinds)[number];

/** The options that choose a client authentication. */
interface ClientOptions {
  readonly clientAuthentication?: ClientAuthenticationKind;
  readonly algorithm?: SigningAlgorithm;
}

/** The client authentication that options choose: `privateKeyJwt` with the provider's first algorithm unless they do. */
export const clientAuthenticationOf = (
  facts: PresetFacts,
  options: ClientOptions,
  jwt: Omit<ClientAssertionOptions, 'algorithm'>,
): ClientAuthentication => {
  const hmacs = facts.algorithms.filter((algorithm) => algorithm.startsWith('HS'));
  const signatures = facts.algorithms.filter((algorithm) => !algorithm.startsWith('HS'));
  const kind = oneOf(
    facts,
    'clientAuthentication',
    options.clientAuthentication ?? 'privateKeyJwt',
    hmacs.length > 0 ? kinds : kinds.filter((each) => each !== 'clientSecretJwt'),
  );
  if (kind === 'clientSecretBasic') return clientSecretBasic();
  if (kind === 'clientSecretPost') return clientSecretPost();
  const algorithms = kind === 'clientSecretJwt' ? hmacs : signatures;
  const algorithm = oneOf(facts, 'algorithm', options.algorithm ?? algorithms[0] ?? 'RS256', algorithms);
  if (kind === 'privateKeyJwt') return privateKeyJwt({ ...jwt, algorithm });
  const { keyId: _keyId, ...settings } = jwt;
  return clientSecretJwt({ ...settings, algorithm });
};

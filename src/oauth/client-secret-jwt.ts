/** Client authentication `client_secret_jwt`: an assertion whose HMAC is made with the client's secret (OpenID Connect Core §9). */

import {
  assertionMethod,
  checkClientAssertion,
  clientAssertion,
  type ClientAssertion,
  type ClientAssertionOptions,
} from './client-assertion.ts';
import type { ClientAuthenticationMethod } from './method.ts';
import { isSymmetric } from './signed-jwt.ts';

/** An assertion that is signed with the client's secret. */
export interface ClientSecretJwt extends ClientAssertion {
  readonly kind: 'clientSecretJwt';
}

/** Authenticates the client with an assertion made with its secret; the audience is the token endpoint unless given. */
export const clientSecretJwt = (options: ClientAssertionOptions): ClientSecretJwt => ({
  kind: 'clientSecretJwt',
  ...clientAssertion(options),
});

const clientSecretJwtMethod: ClientAuthenticationMethod<ClientSecretJwt> = {
  kind: 'clientSecretJwt',
  name: 'client_secret_jwt',
  constructor: 'clientSecretJwt({ … })',
  check: (owner) => checkClientAssertion(owner, isSymmetric),
  ...assertionMethod,
};

export default clientSecretJwtMethod;

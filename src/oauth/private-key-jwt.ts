/** Client authentication `private_key_jwt`: an assertion signed by the client's private key (OpenID Connect Core §9). */

import {
  assertionMethod,
  checkClientAssertion,
  clientAssertion,
  type ClientAssertion,
  type ClientAssertionOptions,
} from './client-assertion.ts';
import type { ClientAuthenticationMethod } from './method.ts';
import { isSymmetric } from './signed-jwt.ts';

/** An assertion that is signed with the client's private key. */
export interface PrivateKeyJwt extends ClientAssertion {
  readonly kind: 'privateKeyJwt';
}

/** Authenticates the client with an assertion signed by its private key; the audience is the token endpoint unless given. */
export const privateKeyJwt = (options: ClientAssertionOptions): PrivateKeyJwt => ({
  kind: 'privateKeyJwt',
  ...clientAssertion(options),
});

const privateKeyJwtMethod: ClientAuthenticationMethod<PrivateKeyJwt> = {
  kind: 'privateKeyJwt',
  name: 'private_key_jwt',
  constructor: 'privateKeyJwt({ … })',
  check: (owner) => checkClientAssertion(owner, (algorithm) => !isSymmetric(algorithm)),
  ...assertionMethod,
};

export default privateKeyJwtMethod;

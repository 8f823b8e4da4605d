/** Client authentication `client_secret_post`: id and secret are parameters of the token request (RFC 6749 §2.3.1). */

import {
  checkClientSecret,
  configureClientSecret,
  type ClientSecret,
  type ClientSecretOptions,
} from './client-secret.ts';
import type { ClientAuthenticationMethod } from './method.ts';

/** The client's secret as a parameter. */
export interface ClientSecretPost extends ClientSecret {
  readonly kind: 'clientSecretPost';
}

/** Authenticates the client with id and secret in the form. */
export const clientSecretPost = (options: ClientSecretOptions = {}): ClientSecretPost => ({
  kind: 'clientSecretPost',
  clientSecret: 'client_secret',
  ...options,
});

const clientSecretPostMethod: ClientAuthenticationMethod<ClientSecretPost> = {
  kind: 'clientSecretPost',
  name: 'client_secret_post',
  constructor: 'clientSecretPost()',
  check: checkClientSecret,
  configure: (declaration) => configureClientSecret('client-secret-post', declaration),
  secret: ({ clientSecret }) => clientSecret,
};

export default clientSecretPostMethod;

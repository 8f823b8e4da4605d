/** Client authentication `client_secret_basic`: id and secret, form-urlencoded each, in an HTTP Basic header (RFC 6749 §2.3.1). */

import {
  checkClientSecret,
  configureClientSecret,
  type ClientSecret,
  type ClientSecretOptions,
} from './client-secret.ts';
import type { ClientAuthenticationMethod } from './method.ts';

/** The client's secret in an HTTP Basic header. */
export interface ClientSecretBasic extends ClientSecret {
  readonly kind: 'clientSecretBasic';
}

/** Authenticates the client with id and secret in an HTTP Basic header. */
export const clientSecretBasic = (options: ClientSecretOptions = {}): ClientSecretBasic => ({
  kind: 'clientSecretBasic',
  clientSecret: 'client_secret',
  ...options,
});

const clientSecretBasicMethod: ClientAuthenticationMethod<ClientSecretBasic> = {
  kind: 'clientSecretBasic',
  name: 'client_secret_basic',
  constructor: 'clientSecretBasic()',
  usesHeader: true,
  check: checkClientSecret,
  configure: (declaration) => configureClientSecret('client-secret-basic', declaration),
  secret: ({ clientSecret }) => clientSecret,
};

export default clientSecretBasicMethod;

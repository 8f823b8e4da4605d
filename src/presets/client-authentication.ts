/** Client authentication by its name, for providers that take several. */

import {
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  privateKeyJwt,
  type ClientAuthentication,
  type JwtOptions,
  type PrivateKeyJwt,
} from '../oauth/authorization.ts';

/** What a confidential client can authenticate with. */
export type ClientAuthenticationKind = Exclude<ClientAuthentication['kind'], 'none'>;

/** Makes the client authentication of that name; a JWT is made with `jwt`, its key id only where there is a key. */
export const clientAuthenticationOf = (
  kind: ClientAuthenticationKind,
  jwt: Omit<JwtOptions<PrivateKeyJwt>, 'kind'>,
): ClientAuthentication => {
  if (kind === 'clientSecretBasic') return clientSecretBasic();
  if (kind === 'clientSecretPost') return clientSecretPost();
  if (kind === 'privateKeyJwt') return privateKeyJwt(jwt);
  const { keyId: _keyId, ...settings } = jwt;
  return clientSecretJwt(settings);
};

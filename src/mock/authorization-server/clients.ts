/** Clients as the provider's metadata tells of them (RFC 7591 §2, OpenID Connect Registration §2). */

import type { ClientMetadata } from 'oidc-provider';
import type { ClientAuthentication } from '../../oauth/authorization.ts';
import { isSymmetric, publicJwk } from '../keys.ts';
import type { AuthorizationRequestDemands, RegisteredClient } from './options.ts';

const METHODS = {
  privateKeyJwt: 'private_key_jwt',
  clientSecretJwt: 'client_secret_jwt',
  clientSecretBasic: 'client_secret_basic',
  clientSecretPost: 'client_secret_post',
  none: 'none',
} as const satisfies Record<ClientAuthentication['kind'], string>;

/**
 * The name of a client's authentication on the wire (RFC 7591 §2). For a request that names no client the server
 * fills in a header of its own, as the provider can't do without one.
 */
export const methodOf = (kind: ClientAuthentication['kind'] = 'clientSecretBasic') => METHODS[kind];

const assertionMetadata = ({ assertion }: RegisteredClient): Partial<ClientMetadata> => {
  if (assertion === undefined) return {};
  const { key, demands } = assertion;
  const { kid } = demands.header;
  return {
    token_endpoint_auth_signing_alg: key.algorithm,
    ...(!isSymmetric(key.algorithm) && {
      jwks: { keys: [publicJwk(key, typeof kid === 'string' ? kid : undefined)] },
    }),
  };
};

/** RFC 8252 §7.3: any port of a loopback address will do for a native client, whose other redirect URIs are https. */
const redirectMetadata = (
  client: RegisteredClient,
  request: AuthorizationRequestDemands | undefined,
): Partial<ClientMetadata> => {
  if (request === undefined || !client.grants.includes('authorization_code')) {
    return { response_types: [], redirect_uris: [] };
  }
  const isNative = request.redirectUris.every((uri) =>
    /^https:|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(uri),
  );
  return {
    application_type: isNative ? 'native' : 'web',
    response_types: ['code'],
    redirect_uris: [...request.redirectUris],
  };
};

/** The metadata of a client. */
export const clientMetadata = (
  client: RegisteredClient,
  request: AuthorizationRequestDemands | undefined,
): ClientMetadata => ({
  client_id: client.id,
  grant_types: [...client.grants],
  id_token_signed_response_alg: 'ES256',
  token_endpoint_auth_method: methodOf(client.authentication?.kind),
  ...(client.secret !== undefined && { client_secret: client.secret }),
  ...assertionMetadata(client),
  ...redirectMetadata(client, request),
  ...(client.scope.length === 0 ? {} : { scope: client.scope.join(' ') }),
});

/** The clients of the mock, as metadata for the provider (RFC 7591 §2, OpenID Connect Registration §2). */

import { randomUUID } from 'node:crypto';
import type { ClientAuthMethod, ClientMetadata } from 'oidc-provider';
import type { AuthorizationRequestDemands, RegisteredClient, WayDemands } from './options.ts';

const METHODS: readonly ClientAuthMethod[] = [
  'private_key_jwt',
  'client_secret_jwt',
  'client_secret_basic',
  'client_secret_post',
  'none',
];

/** The provider can't do without a client: for a request that names none the server fills in a header of its own. */
export const registeredMethodOf = ({ method }: Pick<RegisteredClient, 'method'>): ClientAuthMethod =>
  METHODS.find((known) => known === method) ?? 'client_secret_basic';

/** The clients of all ways, each once, with what the provider must know of them. */
export const clientsOf = (ways: readonly WayDemands[]): readonly RegisteredClient[] => {
  const clients = new Map<string, RegisteredClient>();
  for (const { client } of ways) {
    const known = clients.get(client.id);
    const grantTypes = [...(known?.grantTypes ?? []), ...client.grantTypes];
    clients.set(client.id, { ...client, grantTypes });
  }
  return [...clients.values()];
};

/** A client whose name or secret only the mock knows: one that names nobody, or whose secret is a JWT. */
export const withHiddenSecret = (client: RegisteredClient): RegisteredClient => {
  if (client.method === undefined)
    return { ...client, id: `anonymous-${randomUUID()}`, secret: randomUUID() };
  const isJwtSecret = client.jwt !== undefined && client.method === 'client_secret_post';
  return isJwtSecret ? { ...client, secret: randomUUID() } : client;
};

const assertionMetadata = ({ jwt, method }: RegisteredClient): Partial<ClientMetadata> => {
  if (jwt === undefined || method === 'client_secret_post') return {};
  const { algorithm, publicKey, content } = jwt;
  const { kid } = content.header;
  const key = () => ({
    ...publicKey.export({ format: 'jwk' }),
    alg: algorithm,
    use: 'sig' as const,
    ...(typeof kid === 'string' && { kid }),
  });
  return {
    token_endpoint_auth_signing_alg: algorithm,
    ...(method === 'client_secret_jwt'
      ? { client_secret: publicKey.export().toString() }
      : { jwks: { keys: [key()] } }),
  };
};

/** RFC 8252 §7.3: any port of a loopback address will do for a native client, whose other redirect URIs are https. */
const redirectMetadata = (
  { grantTypes }: RegisteredClient,
  request: AuthorizationRequestDemands | undefined,
): Partial<ClientMetadata> => {
  if (request === undefined || !grantTypes.includes('authorization_code')) {
    return { response_types: [], redirect_uris: [] };
  }
  const isNative = request.redirectUris.every((uri) =>
    /^https:|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1])[:/]/.test(uri),
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
  grant_types: [...client.grantTypes],
  id_token_signed_response_alg: 'ES256',
  token_endpoint_auth_method: registeredMethodOf(client),
  ...(client.secret !== undefined && { client_secret: client.secret }),
  ...assertionMetadata(client),
  ...redirectMetadata(client, request),
  ...(client.scope.length === 0 ? {} : { scope: client.scope.join(' ') }),
});

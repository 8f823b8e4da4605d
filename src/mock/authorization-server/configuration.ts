/** The settings of `oidc-provider`: every default that would print a notice is replaced, every feature that is not needed is off. */

import { randomBytes, type JsonWebKey } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { checkAssertion } from './assertion.ts';
import { clientMetadata, clientsOf, registeredMethodOf } from './client-metadata.ts';
import type { AuthorizationServerOptions, ServerState } from './options.ts';
import { judgeTokenRequest } from './token-request.ts';
import { TokenStore } from './token-store.ts';

/** Routes of the provider, which no path that a collection declares is likely to have; the declared ones lead here. */
export const ROUTES = { token: '/postsmith/token', authorization: '/postsmith/authorize' };

/** Seconds that everything but tokens lives. */
const DAY = 24 * 60 * 60;

const lifetimes = (tokenLifetime: number): Configuration['ttl'] => ({
  AccessToken: tokenLifetime,
  AuthorizationCode: 60,
  ClientCredentials: tokenLifetime,
  Grant: DAY,
  IdToken: tokenLifetime,
  Interaction: DAY,
  RefreshToken: DAY,
  Session: DAY,
});

const features: Configuration['features'] = {
  clientCredentials: { enabled: true },
  devInteractions: { enabled: false },
  resourceIndicators: { enabled: false },
  rpInitiatedLogout: { enabled: false },
  userinfo: { enabled: false },
};

/** Judges a token request before anything is issued for it; each grant has its own moment. */
const hooks = (options: AuthorizationServerOptions): Configuration => ({
  extraTokenClaims: async (context, token) => {
    if (token.kind === 'ClientCredentials' && grantTypeOf(context) === 'client_credentials') {
      judgeTokenRequest(context, options);
    }
    return undefined;
  },
  findAccount: async (context, sub) => {
    if (context.oidc.route === 'token') judgeTokenRequest(context, options);
    return { accountId: sub, claims: async () => ({ sub }) };
  },
});

const grantTypeOf = ({ oidc }: KoaContextWithOIDC): unknown => oidc.params?.['grant_type'];

/** @param ownKey the server's own private key, for ID tokens */
export const providerConfiguration = (
  options: AuthorizationServerOptions,
  state: ServerState,
  ownKey: JsonWebKey,
  stores: Map<string, TokenStore>,
): Configuration => {
  const { authorizationRequest, pages } = options;
  const clients = clientsOf(options.ways);
  const algorithms = clients.flatMap(({ jwt }) => jwt?.algorithm ?? []);
  return {
    adapter: (name) => {
      const store = new TokenStore();
      stores.set(name, store);
      return store;
    },
    jwks: { keys: [ownKey] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    // Server and client share a clock.
    clockTolerance: 0,
    responseTypes: authorizationRequest === undefined ? [] : ['code'],
    scopes: [...new Set(clients.flatMap(({ scope }) => scope))],
    routes: ROUTES,
    clientAuthMethods: [...new Set(clients.map(registeredMethodOf))],
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256'],
      ...(algorithms.length > 0 && { clientAuthSigningAlgValues: [...new Set(algorithms)] }),
    },
    ttl: lifetimes(options.tokenLifetime),
    clientBasedCORS: () => false,
    renderError: (context, out) => {
      context.type = 'application/json';
      context.body = JSON.stringify(out);
    },
    assertJwtClientAuthClaimsAndHeader: checkAssertion(options, state),
    pkce: { methods: ['S256'], required: () => authorizationRequest?.pkce ?? false },
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    clients: clients.map((client) => clientMetadata(client, authorizationRequest)),
    ...pages.configuration,
    features: { ...pages.configuration.features, ...features },
    ...hooks(options),
  };
};

/** The authorization server: `oidc-provider`, which demands just what the collection declares (RFC 6749). */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { scopeTokens } from '../../../scripts/login/scope.ts';
import type { TokenJudge } from '../bearer.ts';
import { pooledKeyPair } from '../key-pool.ts';
import type { LoginServer } from '../mock.ts';
import { expectAudience } from './assertion.ts';
import { judgeAuthorizationRequests } from './authorization-request.ts';
import { clientsOf, withHiddenSecret } from './client-metadata.ts';
import { providerConfiguration, ROUTES } from './configuration.ts';
import { registerGrants } from './grants.ts';
import { type AuthorizationServerOptions, createState, type ServerState } from './options.ts';
import { createTokenEndpoint, recordResponses, tellReasons, withoutWithheld } from './token-endpoint.ts';
import type { TokenStore } from './token-store.ts';

/** A running authorization server; it is given its requests by the server that owns the socket. */
export interface AuthorizationServer extends Omit<LoginServer, 'respond' | 'tokenPath'> {
  /** Responds to a request to the declared token endpoint. */
  respondToken(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Responds to a request to the declared authorization endpoint. */
  respondAuthorization(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Responds to what belongs to a sign-in that has begun; false = the request is for somebody else. */
  respondSignIn(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/** Starts an authorization server that keeps everything in memory. */
export const createAuthorizationServer = async (
  declared: AuthorizationServerOptions,
): Promise<AuthorizationServer> => {
  const stores = new Map<string, TokenStore>();
  const state = createState();
  const options = {
    ...declared,
    ways: declared.ways.map((way) => ({ ...way, client: withHiddenSecret(way.client) })),
  };
  const ownKey = (await pooledKeyPair('ES256', OWN_KEY)).privateKey.export({ format: 'jwk' });
  const provider = new Provider(options.issuer, providerConfiguration(options, state, ownKey, stores));
  provider.app.silent = true;
  expectAudience(provider, options, state);
  registerGrants(provider, options, state);
  judgeAuthorizationRequests(provider, options.authorizationRequest);
  tellReasons(provider);
  recordResponses(provider, options.tokenRequests, options, state);
  return {
    respondToken: createTokenEndpoint(provider, options, state, options.tokenRequests),
    ...signIn(provider, options),
    judgeToken: (value) => judgeToken(provider, value, options, state),
    issueRefreshToken: (use) => issueRefreshToken(provider, options, use),
    lastRefreshToken: () => state.refreshToken,
    revokeTokens: () => {
      for (const name of ['AccessToken', 'ClientCredentials']) stores.get(name)?.clear();
    },
    demandOtherAudience: () => {
      state.hasOtherAudience = true;
    },
    withholdScope: (tokens) => {
      state.withheld = tokens;
    },
  };
};

/** Number of the pooled key that signs ID tokens: no client has as many. */
const OWN_KEY = 1000;

const signIn = (
  provider: Provider,
  { pages }: AuthorizationServerOptions,
): Pick<AuthorizationServer, 'respondAuthorization' | 'respondSignIn'> => {
  const handle = provider.callback();
  return {
    respondAuthorization: (request, response) => {
      request.url = `${ROUTES.authorization}${searchOf(request)}`;
      return handle(request, response);
    },
    respondSignIn: async (request, response) => {
      if (await pages.handle(provider, request, response)) return true;
      if (request.url?.startsWith(`${ROUTES.authorization}/`) !== true) return false;
      await handle(request, response);
      return true;
    },
  };
};

const searchOf = ({ url = '' }: IncomingMessage): string =>
  url.includes('?') ? url.slice(url.indexOf('?')) : '';

const judgeToken = async (
  provider: Provider,
  value: string,
  { ways, token: field }: AuthorizationServerOptions,
  state: ServerState,
): ReturnType<TokenJudge['judgeToken']> => {
  const issued = field === 'id_token' ? (state.idTokens.get(value) ?? '') : value;
  const token =
    (await provider.ClientCredentials.find(issued, { ignoreExpiration: true })) ??
    (await provider.AccessToken.find(issued, { ignoreExpiration: true }));
  if (token === undefined) return { problem: 'the token is unknown or revoked' };
  if (token.isExpired) return { problem: 'the token has expired' };
  const client = ways.find((way) => way.client.id === token.clientId)?.client;
  const asked = client?.scope ?? [];
  // The provider knows nothing of a scope that is a claim of the client's assertion.
  const granted = client?.jwt?.hasScope === true ? asked : scopeTokens(token.scope ?? '');
  return { granted: withoutWithheld(granted, state), asked };
};

/** The person who signed in. */
const ACCOUNT = 'someone';

const issueRefreshToken = async (
  provider: Provider,
  { ways }: AuthorizationServerOptions,
  use: 'used' | undefined,
): Promise<string> => {
  const registered = clientsOf(ways).find(({ grantTypes }) => grantTypes.includes('refresh_token'));
  const client = registered && (await provider.Client.find(registered.id));
  if (registered === undefined || client === undefined)
    throw new TypeError('No client may use refresh tokens');
  const scope = registered.scope.join(' ');
  const grant = new provider.Grant({ accountId: ACCOUNT, clientId: client.clientId });
  grant.addOIDCScope(scope);
  const token = new provider.RefreshToken({
    accountId: ACCOUNT,
    client,
    scope,
    gty: 'authorization_code',
    grantId: await grant.save(),
  });
  const value = await token.save();
  if (use === 'used') await token.consume();
  return value;
};

/** The authorization server: `oidc-provider`, cut down to client credentials with `private_key_jwt` (RFC 6749 §4.4, RFC 7523 §3). */

import { randomBytes, type JsonWebKey } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { SigningAlgorithm } from '../declare/authorization.ts';
import { type ClientKey, generateClientKey } from './keys.ts';
import type { TokenRequest } from './mock.ts';
import { TokenStore } from './token-store.ts';

/** Only this route of the provider is ever reached, whatever path the declared token endpoint has. */
const TOKEN_ROUTE = '/token';

/** Seconds that an assertion may stay valid; most servers refuse a longer life. */
const LONGEST_ASSERTION_LIFE = 3600;

/** Set on the mock's own probes, which the record of token requests leaves out. */
export const PROBE_HEADER = 'postsmith-probe';

/** What the server knows of its one client, and what it demands of it. */
export interface AuthorizationServerOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly algorithm: SigningAlgorithm;
  readonly clientKey: JsonWebKey;
  readonly audience: string;
  /** Scope tokens that exist; at least one of them must be asked for. Empty = no scope is known or demanded. */
  readonly scope: readonly string[];
  /** Seconds. */
  readonly tokenLifetime: number;
}

/** A token that this server issued and that was not revoked. */
export interface IssuedToken {
  readonly expired: boolean;
  readonly scope: readonly string[];
}

/** A running authorization server; it is given its requests by the server that owns the socket. */
export interface AuthorizationServer {
  readonly tokenRequests: readonly TokenRequest[];
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  findToken(value: string): Promise<IssuedToken | undefined>;
  revokeTokens(): void;
  demandAudience(audience: string): void;
}

/** Splits a scope into its tokens (RFC 6749 §3.3). */
export const scopeTokens = (scope: string | undefined): readonly string[] =>
  (scope ?? '').split(' ').filter((token) => token !== '');

/** What the provider leaves to its operator: one audience, for no longer than an hour, and a scope that exists. */
const checkAssertion =
  (known: readonly string[]) =>
  (context: KoaContextWithOIDC, claims: Readonly<Record<string, unknown>>): void => {
    const { aud, exp } = claims;
    if (typeof aud !== 'string') throw new errors.InvalidClientAuth('aud must be a single string');
    const life = Number(exp) - Math.floor(Date.now() / 1000);
    if (life > LONGEST_ASSERTION_LIFE) {
      throw new errors.InvalidClientAuth(`exp is more than ${LONGEST_ASSERTION_LIFE} seconds ahead`);
    }
    const parameters = context.oidc.params;
    if (parameters?.['grant_type'] === 'client_credentials') checkScope(parameters['scope'], known);
  };

const checkScope = (requested: unknown, known: readonly string[]): void => {
  const tokens = scopeTokens(typeof requested === 'string' ? requested : undefined);
  if (known.length > 0 && tokens.length === 0) {
    throw new errors.CustomOIDCProviderError('invalid_scope', 'a scope must be asked for');
  }
  const unknown = tokens.filter((token) => !known.includes(token));
  if (unknown.length > 0) throw new errors.InvalidScope('the scope is unknown', unknown.join(' '));
};

/** Every default of the provider that would print a notice is replaced, and every feature that is not needed is off. */
const configuration = (
  options: AuthorizationServerOptions,
  ownKey: ClientKey,
  stores: Map<string, TokenStore>,
): Configuration => ({
  adapter: (name) => {
    const store = new TokenStore();
    stores.set(name, store);
    return store;
  },
  jwks: { keys: [ownKey.privateKey.export({ format: 'jwk' })] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  // Server and client share a clock.
  clockTolerance: 0,
  responseTypes: [],
  scopes: [...options.scope],
  routes: { token: TOKEN_ROUTE },
  clientAuthMethods: ['private_key_jwt'],
  enabledJWA: { clientAuthSigningAlgValues: [options.algorithm], idTokenSigningAlgValues: ['ES256'] },
  ttl: { ClientCredentials: options.tokenLifetime },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
  },
  clientBasedCORS: () => false,
  renderError: (context, out) => {
    context.type = 'application/json';
    context.body = JSON.stringify(out);
  },
  assertJwtClientAuthClaimsAndHeader: checkAssertion(options.scope),
  clients: [
    {
      client_id: options.clientId,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      id_token_signed_response_alg: 'ES256',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: options.algorithm,
      jwks: { keys: [options.clientKey] },
      ...(options.scope.length === 0 ? {} : { scope: options.scope.join(' ') }),
    },
  ],
});

/** A real server keeps the reason to itself; here it is what a person wants to know. */
const tellReasons = (provider: Provider): void => {
  provider.on('grant.error', (context: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    if (error.error_detail === undefined) return;
    context.body = { error: error.error, error_description: error.error_detail };
  });
  provider.on('server_error', (context: KoaContextWithOIDC, error: Error) => {
    context.body = { error: 'server_error', error_description: error.message };
  });
};

/** Keeps what was answered to each token request but the mock's own. */
const recordAnswers = (provider: Provider, requests: TokenRequest[]): void => {
  provider.use(async (context, next) => {
    await next();
    if (context.get(PROBE_HEADER) !== '') return;
    const body: unknown = context.body;
    requests.push({ status: context.status, ...oauthError(body) });
  });
};

/** `error` and `error_description` of an answer (RFC 6749 §5.2), where it has them. */
export const oauthError = (body: unknown): Pick<TokenRequest, 'error' | 'description'> => {
  if (typeof body !== 'object' || body === null || !('error' in body)) return {};
  const description = 'error_description' in body ? String(body.error_description) : undefined;
  return { error: String(body.error), ...(description === undefined ? {} : { description }) };
};

/** Starts an authorization server that knows one client and keeps everything in memory. */
export const createAuthorizationServer = async (
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> => {
  const stores = new Map<string, TokenStore>();
  const tokenRequests: TokenRequest[] = [];
  let { audience } = options;
  const provider = new Provider(
    options.issuer,
    configuration(options, await generateClientKey('ES256'), stores),
  );
  provider.app.silent = true;
  // The class is the provider's own, so that another mock in this process keeps its audience.
  provider.OIDCContext.prototype.clientJwtAuthExpectedAudience = () => new Set([audience]);
  tellReasons(provider);
  recordAnswers(provider, tokenRequests);
  const handle = provider.callback();
  return {
    tokenRequests,
    answer: (request, response) => {
      request.url = TOKEN_ROUTE;
      return handle(request, response);
    },
    findToken: async (value) => {
      const token = await provider.ClientCredentials.find(value, { ignoreExpiration: true });
      return token && { expired: token.isExpired, scope: scopeTokens(token.scope) };
    },
    revokeTokens: () => stores.get('ClientCredentials')?.clear(),
    demandAudience: (other) => {
      audience = other;
    },
  };
};

/** The authorization server: `oidc-provider`, which demands just what the collection declares (RFC 6749). */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import type { TokenJudge } from '../bearer.ts';
import { generateClientKey } from '../keys.ts';
import { REPORT_HEADER, type TokenRequest } from '../mock.ts';
import { recordAnswers, tellReasons, withoutWithheld } from './answers.ts';
import { expectAudience } from './assertion.ts';
import { judgeAuthorizationRequests } from './authorization-request.ts';
import { providerConfiguration, ROUTES } from './configuration.ts';
import { registerJwtBearer } from './jwt-bearer.ts';
import { type AuthorizationServerOptions, createState, scopeTokens, type ServerState } from './options.ts';
import type { TokenStore } from './token-store.ts';

/** A running authorization server; it is given its requests by the server that owns the socket. */
export interface AuthorizationServer extends TokenJudge {
  readonly tokenRequests: readonly TokenRequest[];
  /** Answers a request to the declared token endpoint. */
  answerToken(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers a request to the declared authorization endpoint. */
  answerAuthorization(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers what belongs to a sign-in that has begun; false = the request is for somebody else. */
  answerSignIn(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes note of the refresh token that a run says its environment holds. */
  answerReport(request: IncomingMessage, response: ServerResponse): void;
  reportedRefreshToken(): string | undefined;
  /** A refresh token, as if a person had signed in and consented to the whole scope. */
  issueRefreshToken(): Promise<string>;
  /** The refresh token that was issued last, at the token endpoint. */
  lastRefreshToken(): string | undefined;
  revokeTokens(): void;
  demandOtherAudience(): void;
  withholdScope(tokens: readonly string[]): void;
}

/** Starts an authorization server that keeps everything in memory. */
export const createAuthorizationServer = async (
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> => {
  const stores = new Map<string, TokenStore>();
  const tokenRequests: TokenRequest[] = [];
  const state = createState();
  const known = withAnonymousClient(options);
  const ownKey = (await generateClientKey('ES256')).privateKey.export({ format: 'jwk' });
  const provider = new Provider(options.issuer, providerConfiguration(known, state, ownKey, stores));
  provider.app.silent = true;
  expectAudience(provider, known, state);
  registerJwtBearer(provider, known, state);
  judgeAuthorizationRequests(provider, known.authorizationRequest);
  tellReasons(provider);
  recordAnswers(provider, tokenRequests, state);
  return {
    tokenRequests,
    ...answering(provider, known, state),
    judgeToken: (value) => judgeToken(provider, value, known, state),
    issueRefreshToken: () => issueRefreshToken(provider, known),
    lastRefreshToken: () => state.refreshToken,
    reportedRefreshToken: () => state.reportedToken,
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

/** The provider knows no request without a client: to such a one belongs a client that only the mock can name. */
const withAnonymousClient = (options: AuthorizationServerOptions): AuthorizationServerOptions => ({
  ...options,
  clients: options.clients.map((client) =>
    client.authentication === undefined
      ? { ...client, id: `anonymous-${randomUUID()}`, secret: randomUUID() }
      : client,
  ),
});

type Answering = Pick<
  AuthorizationServer,
  'answerToken' | 'answerAuthorization' | 'answerSignIn' | 'answerReport'
>;

const answering = (
  provider: Provider,
  { clients, pages }: AuthorizationServerOptions,
  state: ServerState,
): Answering => {
  const handle = provider.callback();
  const anonymous = clients.find(({ authentication }) => authentication === undefined);
  const credentials = anonymous && Buffer.from(`${anonymous.id}:${anonymous.secret}`).toString('base64');
  return {
    answerToken: (request, response) => {
      request.url = ROUTES.token;
      if (credentials !== undefined) request.headers.authorization ??= `Basic ${credentials}`;
      return handle(request, response);
    },
    answerAuthorization: (request, response) => {
      request.url = `${ROUTES.authorization}${searchOf(request)}`;
      return handle(request, response);
    },
    answerReport: (request, response) => {
      const { [REPORT_HEADER]: token } = request.headers;
      state.reportedToken = typeof token === 'string' ? token : undefined;
      response.writeHead(204).end();
    },
    answerSignIn: async (request, response) => {
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
  { clients }: AuthorizationServerOptions,
  state: ServerState,
): ReturnType<TokenJudge['judgeToken']> => {
  const token =
    (await provider.ClientCredentials.find(value, { ignoreExpiration: true })) ??
    (await provider.AccessToken.find(value, { ignoreExpiration: true }));
  if (token === undefined) return { problem: 'the token is unknown or revoked' };
  if (token.isExpired) return { problem: 'the token has expired' };
  const client = clients.find(({ id }) => id === token.clientId);
  const asked = client?.scope ?? [];
  // The provider knows nothing of a scope that is a claim of the client's assertion.
  const granted = client?.assertion?.hasScope === true ? asked : scopeTokens(token.scope);
  return { granted: withoutWithheld(granted, state), asked };
};

/** The person who signed in. */
const ACCOUNT = 'someone';

const issueRefreshToken = async (
  provider: Provider,
  { clients }: AuthorizationServerOptions,
): Promise<string> => {
  const registered = clients.find(({ grants }) => grants.includes('refresh_token'));
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
  return token.save();
};

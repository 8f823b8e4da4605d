/** Where a collection logs in: an authorization server at the declared endpoints, or an API that judges JWTs itself. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authorization } from '../../oauth/authorization.ts';
import { fillPlaceholders } from '../../model/placeholders.ts';
import type {
  AuthorizationRequestDemands,
  GrantType,
  InteractionPages,
  RegisteredClient,
} from '../authorization-server/options.ts';
import { scopeTokens } from '../authorization-server/options.ts';
import { createAuthorizationServer } from '../authorization-server/server.ts';
import type { TokenJudge } from '../bearer.ts';
import { locate } from '../locate.ts';
import { type Mock, REPORT_PATH, type TokenRequest } from '../mock.ts';
import type { LoopbackServer } from '../server.ts';
import { createBearerJwts } from './bearer-jwt.ts';
import type { MockClient, MockClients } from './clients.ts';
import { assertionDemands, signedJwtDemands } from './demands.ts';
import { loginOf, type RunTimeLogin } from './way.ts';

type Values = Readonly<Record<string, string>>;

/** What a login server is made of. */
export interface LoginServerOptions {
  /** With the mock's origin in place of hosts that are written out. */
  readonly authorization: Authorization;
  /** As it was declared. */
  readonly declared: Authorization;
  readonly clients: MockClients;
  /** The environment's values, which fill the declaration's placeholders. */
  readonly values: Values;
  readonly loopback: LoopbackServer;
  /** Seconds. */
  readonly tokenLifetime: number;
  readonly pages: InteractionPages;
}

/** A running login server. */
export interface LoginServer
  extends
    TokenJudge,
    Pick<
      Mock,
      'tokenRequests' | 'withholdScope' | 'lastRefreshToken' | 'reportedRefreshToken' | 'demandOtherAudience'
    > {
  /** Answers a request that is for a login; false = it is for the API. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  revokeTokens(): void;
  /** A fresh refresh token, as if a person had signed in. */
  issueRefreshToken(): Promise<string>;
  /** For an API that judges JWTs itself: what it would answer to this one. */
  tryToken?(jwt: string): Promise<TokenRequest>;
}

/** The path at which an endpoint is found on the mock. */
export const endpointPath = (endpoint: string, values: Values, origin: string): string =>
  fillPlaceholders(locate(endpoint, values, origin).path, values) || '/';

const GRANTS: Readonly<Record<RunTimeLogin['grant'], readonly GrantType[]>> = {
  clientCredentials: ['client_credentials'],
  jwtBearer: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
  refreshToken: ['refresh_token'],
  bearerJwt: [],
};

const registered = (
  client: MockClient,
  login: RunTimeLogin,
  options: LoginServerOptions,
): RegisteredClient => {
  const { authorization, values } = options;
  const scope = login.scope === undefined ? undefined : fillPlaceholders(login.scope, values);
  const isForPeople = authorization.kind === 'authorizationCode' && login.grant === 'refreshToken';
  return {
    id: client.id,
    authentication: client.authentication,
    secret: client.secret,
    assertion: assertionDemands(client, scope, values),
    grants: isForPeople ? ['authorization_code', 'refresh_token'] : GRANTS[login.grant],
    scope: scopeTokens(scope),
  };
};

const otherLogin = (authorization: Authorization, { grant }: RunTimeLogin): RunTimeLogin =>
  loginOf(authorization, grant === 'refreshToken' ? 'service client' : 'refresh token');

const authorizationRequest = (
  authorization: Authorization,
  fill: (text: string) => string,
): AuthorizationRequestDemands | undefined => {
  if (authorization.kind !== 'authorizationCode') return undefined;
  const { pkce, redirectUri, loopbackRedirectUri, authorizationParameters } = authorization;
  return {
    pkce,
    redirectUris: [...new Set([redirectUri, loopbackRedirectUri].map(fill))],
    parameters: filledValues(authorizationParameters, fill),
  };
};

const filledValues = (texts: Values | undefined, fill: (text: string) => string): Values =>
  Object.fromEntries(Object.entries(texts ?? {}).map(([name, text]) => [name, fill(text)]));

/** A name that the provider takes for an issuer (RFC 8414 §2); nobody connects to it. */
const issuerOf = (text: string, origin: string): string =>
  /^https:\/\/[^/?#{}]+[^?#{}]*$/.test(text) ? text : origin;

/** The JWT that is the grant or the bearer token, and what it must hold. */
export const grantJwtOf = ({ clients, values }: Pick<LoginServerOptions, 'clients' | 'values'>) => {
  const { login, client, jwtMaterial } = clients;
  if (login.jwt === undefined || jwtMaterial === undefined) return undefined;
  const scope = login.scope === undefined ? undefined : fillPlaceholders(login.scope, values);
  return signedJwtDemands(login.jwt, jwtMaterial, client.id, scope, values);
};

/** Starts what demands exactly what the collection declares. */
export const startLoginServer = async (options: LoginServerOptions): Promise<LoginServer> => {
  const { authorization, declared } = options;
  const rules = authorization.provider?.rules ?? [];
  const grantJwt = grantJwtOf(options);
  if (authorization.kind !== 'bearerJwt' && declared.kind !== 'bearerJwt') {
    return startAuthorizationServer(authorization, declared.tokenEndpoint, options);
  }
  if (grantJwt === undefined) throw new TypeError('A bearer JWT has a key');
  return {
    ...createBearerJwts(grantJwt, rules),
    answer: async () => false,
    withholdScope: () => {},
    lastRefreshToken: () => undefined,
    reportedRefreshToken: () => undefined,
    issueRefreshToken: async () => '',
  };
};

const startAuthorizationServer = async (
  authorization: Exclude<Authorization, { kind: 'bearerJwt' }>,
  tokenEndpoint: string,
  options: LoginServerOptions,
): Promise<LoginServer> => {
  const { values, loopback, clients, tokenLifetime, pages } = options;
  const { origin } = loopback;
  const fill = (text: string): string => fillPlaceholders(text, values);
  const { login, client, others, jwtMaterial } = clients;
  const declaredIssuer = fill(authorization.issuer ?? '');
  const server = await createAuthorizationServer({
    issuer: issuerOf(declaredIssuer, origin),
    declaredIssuer,
    kind: authorization.kind,
    tokenEndpoint: fill(tokenEndpoint),
    rules: authorization.provider?.rules ?? [],
    parameters: filledValues(authorization.parameters, fill),
    clients: [
      registered(client, login, options),
      ...others.map((other) => registered(other, otherLogin(authorization, login), options)),
    ],
    grantJwt: jwtMaterial && grantJwtOf(options),
    authorizationRequest: authorizationRequest(authorization, fill),
    pages,
    tokenLifetime,
  });
  const path = (endpoint: string): string => endpointPath(endpoint, values, origin);
  const paths = {
    token: path(authorization.tokenEndpoint),
    authorization:
      authorization.kind === 'authorizationCode' ? path(authorization.authorizationEndpoint) : undefined,
  };
  return {
    ...server,
    answer: async (request, response) => {
      const target = (request.url ?? '/').replace(/[?#].*$/s, '');
      if (request.method === 'POST' && target === paths.token) await server.answerToken(request, response);
      else if (target === REPORT_PATH) server.answerReport(request, response);
      else if (target === paths.authorization) await server.answerAuthorization(request, response);
      else return paths.authorization !== undefined && (await server.answerSignIn(request, response));
      return true;
    },
  };
};

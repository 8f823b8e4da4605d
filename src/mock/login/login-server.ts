/** Where a collection logs in: an authorization server at the declared endpoints, or an API that judges JWTs itself. */

import { fillPlaceholders } from '../../model/placeholders.ts';
import { isAuthorizationCode, type Authorization } from '../../oauth/authorization.ts';
import type { TokenEndpointBase } from '../../oauth/grant.ts';
import { atTokenEndpoint } from '../../oauth/inputs.ts';
import {
  scopeTokens,
  type AuthorizationRequestDemands,
  type InteractionPages,
  type RegisteredClient,
  type WayDemands,
} from '../authorization-server/options.ts';
import { createAuthorizationServer } from '../authorization-server/server.ts';
import { locate } from '../locate.ts';
import type { LoginServer } from '../mock.ts';
import { createBearerJwts } from './bearer-jwt.ts';
import { demandsOf, type JwtDemands } from './jwt.ts';
import type { MockWay, Signed } from './ways.ts';

type Values = Readonly<Record<string, string>>;

/** What a login server is made of. */
export interface LoginServerOptions {
  /** With the mock's origin in place of hosts that are written out. */
  readonly authorization: Authorization;
  /** The preferred one first. */
  readonly ways: readonly MockWay[];
  /** The environment's values, which fill the declaration's placeholders. */
  readonly values: Values;
  readonly origin: string;
  /** Seconds. */
  readonly tokenLifetime: number;
  readonly pages: InteractionPages;
}

/** Starts what demands exactly what the collection declares. */
export const startLoginServer = async (options: LoginServerOptions): Promise<LoginServer> => {
  const fill = (text: string): string => fillPlaceholders(text, options.values);
  const endpoint = atTokenEndpoint(options.authorization);
  if (endpoint !== undefined) return startAuthorizationServer(endpoint, options, fill);
  const [jwt] = options.ways.flatMap((way) => grantJwt(way, options, fill) ?? []);
  if (jwt === undefined) throw new TypeError('A login that asks no server signs a JWT');
  return createBearerJwts(jwt);
};

type Fill = (text: string) => string;

const jwtDemands = (
  { way, client }: MockWay,
  { settings, material }: Signed,
  isClient: boolean,
  { values }: LoginServerOptions,
  fill: Fill,
): JwtDemands => {
  const scope = way.scope === undefined ? undefined : fill(way.scope);
  return demandsOf(settings, material, { client: client.id, isClient, scope }, values);
};

const grantJwt = (way: MockWay, options: LoginServerOptions, fill: Fill): JwtDemands | undefined =>
  way.jwt && jwtDemands(way, way.jwt, false, options, fill);

const clientOf = (mockWay: MockWay, options: LoginServerOptions, fill: Fill): RegisteredClient => {
  const { way, client } = mockWay;
  const { grantType = '', refreshToken } = way;
  const isPersons = isAuthorizationCode(options.authorization) && refreshToken !== undefined;
  return {
    id: client.id,
    method: client.method,
    secret: client.secret,
    jwt: client.jwt && jwtDemands(mockWay, client.jwt, client.method !== 'client_secret_post', options, fill),
    grantTypes: isPersons ? ['authorization_code', grantType] : [grantType],
    scope: scopeTokens(fill(way.scope ?? '')),
  };
};

type FormParameters = NonNullable<TokenEndpointBase['parameters']>;

const filledParameters = (parameters: FormParameters | undefined, fill: Fill): FormParameters =>
  Object.fromEntries(
    Object.entries(parameters ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? fill(value) : value.map(fill),
    ]),
  );

const filledTexts = (texts: Values | undefined, fill: Fill): Values =>
  Object.fromEntries(Object.entries(texts ?? {}).map(([name, text]) => [name, fill(text)]));

const wayDemands = (
  mockWay: MockWay,
  { parameters }: TokenEndpointBase,
  options: LoginServerOptions,
  fill: Fill,
): WayDemands => ({
  client: clientOf(mockWay, options, fill),
  grantType: mockWay.way.grantType ?? '',
  jwt: grantJwt(mockWay, options, fill),
  parameters: {
    ...filledTexts(mockWay.way.parameters, fill),
    ...mockWay.secretParameters,
    ...filledParameters(parameters, fill),
  },
});

/** What a person's sign-in must be. */
const authorizationRequest = (
  authorization: Authorization,
  fill: Fill,
): AuthorizationRequestDemands | undefined => {
  if (!isAuthorizationCode(authorization)) return undefined;
  const { pkce, redirectUri, loopbackRedirectUri, authorizationParameters } = authorization;
  return {
    pkce,
    redirectUris: [...new Set([redirectUri, loopbackRedirectUri].map(fill))],
    parameters: filledTexts(authorizationParameters, fill),
  };
};

/** A name that the provider takes for an issuer (RFC 8414 §2); nobody connects to it. */
const issuerOf = (text: string, origin: string): string =>
  /^https:\/\/[^/?#{}]+[^?#{}]*$/.test(text) ? text : origin;

const startAuthorizationServer = async (
  endpoint: TokenEndpointBase,
  options: LoginServerOptions,
  fill: Fill,
): Promise<LoginServer> => {
  const { authorization, ways, values, origin, tokenLifetime, pages } = options;
  const { headers, encoding = 'form', token = 'access_token' } = endpoint;
  const server = await createAuthorizationServer({
    issuer: issuerOf(fill(endpoint.issuer ?? ''), origin),
    ways: ways.map((way) => wayDemands(way, endpoint, options, fill)),
    headers: filledTexts(headers, fill),
    encoding,
    token,
    authorizationRequest: authorizationRequest(authorization, fill),
    pages,
    tokenLifetime,
  });
  const pathOf = (url: string): string => fill(locate(url, values, origin).path) || '/';
  const tokenPath = pathOf(endpoint.tokenEndpoint);
  const authorizationPath = isAuthorizationCode(authorization)
    ? pathOf(authorization.authorizationEndpoint)
    : undefined;
  return {
    ...server,
    respond: async (request, response) => {
      const target = (request.url ?? '/').replace(/[?#].*$/s, '');
      if (request.method === 'POST' && target === tokenPath) await server.respondToken(request, response);
      else if (target === authorizationPath) await server.respondAuthorization(request, response);
      else return authorizationPath !== undefined && (await server.respondSignIn(request, response));
      return true;
    },
  };
};

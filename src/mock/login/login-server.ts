/** Where a collection logs in: an authorization server at the declared endpoints, or an API that judges JWTs itself. */

import type { Authorization } from '../../oauth/authorization.ts';
import type { TokenEndpointBase } from '../../oauth/grant.ts';
import { atTokenEndpoint, isAuthorizationCode } from '../../oauth/inputs.ts';
import type { InteractionPages } from '../authorization-server/options.ts';
import { createAuthorizationServer } from '../authorization-server/server.ts';
import { locate } from '../locate.ts';
import type { LoginServer, TokenRequest } from '../mock.ts';
import { createBearerJwts } from './bearer-jwt.ts';
import { Demands } from './demands.ts';
import type { MockWay } from './ways.ts';

/** What a login server is made of. */
interface LoginServerOptions {
  /** With the mock's origin in place of hosts that are written out. */
  readonly authorization: Authorization;
  /** The preferred one first. */
  readonly ways: readonly MockWay[];
  /** The environment's values, which fill the declaration's placeholders. */
  readonly values: Readonly<Record<string, string>>;
  readonly origin: string;
  /** Seconds. */
  readonly tokenLifetime: number;
  readonly pages: InteractionPages;
  /** Each token request is added when it was responded to. */
  readonly tokenRequests: TokenRequest[];
}

/** Starts what demands exactly what the collection declares. */
export const startLoginServer = async (options: LoginServerOptions): Promise<LoginServer> => {
  const { authorization, ways, values } = options;
  const demands = new Demands(authorization, values);
  const endpoint = atTokenEndpoint(authorization);
  if (endpoint !== undefined) return startAuthorizationServer(endpoint, demands, options);
  const [jwt] = ways.flatMap((way) => demands.grantJwt(way) ?? []);
  if (jwt === undefined) throw new TypeError('A login that asks no server signs a JWT');
  return createBearerJwts(jwt, options.tokenRequests);
};

/** A name that the provider takes for an issuer (RFC 8414 §2); nobody connects to it. */
const issuerOf = (text: string, origin: string): string =>
  /^https:\/\/[^/?#{}]+[^?#{}]*$/.test(text) ? text : origin;

const startAuthorizationServer = async (
  endpoint: TokenEndpointBase,
  demands: Demands,
  { authorization, ways, values, origin, tokenLifetime, pages, tokenRequests }: LoginServerOptions,
): Promise<LoginServer> => {
  const { issuer = '', headers, encoding = 'form', token = 'access_token' } = endpoint;
  const server = await createAuthorizationServer({
    issuer: issuerOf(demands.fill(issuer), origin),
    ways: ways.map((way) => demands.way(way, endpoint)),
    headers: demands.texts(headers),
    encoding,
    token,
    authorizationRequest: demands.authorizationRequest(),
    pages,
    tokenLifetime,
    tokenRequests,
  });
  const pathOf = (url: string): string => demands.fill(locate(url, values, origin).path) || '/';
  const tokenPath = pathOf(endpoint.tokenEndpoint);
  const authorizationPath = isAuthorizationCode(authorization)
    ? pathOf(authorization.authorizationEndpoint)
    : undefined;
  return {
    ...server,
    tokenPath,
    respond: async (request, response) => {
      const target = (request.url ?? '/').replace(/[?#].*$/s, '');
      if (request.method === 'POST' && target === tokenPath) await server.respondToken(request, response);
      else if (target === authorizationPath) await server.respondAuthorization(request, response);
      else return authorizationPath !== undefined && (await server.respondSignIn(request, response));
      return true;
    },
  };
};

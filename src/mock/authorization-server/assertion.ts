/** Checks of client assertions (RFC 7523 §3) that the provider leaves to its operator. */

import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { judgeJwt, type JwtDemands } from '../login/jwt.ts';
import { type AuthorizationServerOptions, demandsNow, type ServerState } from './options.ts';

/** Begins the `jti` of an assertion that was sent, as is declared, without one. */
export const ADDED = 'postsmith-added-';

type Members = Readonly<Record<string, unknown>>;

const demandsFor = (
  { client }: KoaContextWithOIDC['oidc'],
  { ways }: AuthorizationServerOptions,
): JwtDemands | undefined => ways.find((way) => way.client.id === client?.clientId)?.client.jwt;

/** Rejects an assertion that is good enough for the provider, but not what the collection declares. */
export const checkAssertion =
  (options: AuthorizationServerOptions, state: ServerState) =>
  (context: KoaContextWithOIDC, claims: Members, header: Members): void => {
    const demands = demandsFor(context.oidc, options);
    if (demands === undefined) throw new errors.InvalidClientAuth('the client signs no assertions');
    const { jti, ...others } = claims;
    const arrived = typeof jti === 'string' && jti.startsWith(ADDED) ? others : claims;
    const now = Math.floor(Date.now() / 1000);
    const problem = judgeJwt(header, arrived, demandsNow(demands, state), now);
    if (problem !== undefined) throw new errors.InvalidClientAuth(problem);
  };

/** Makes the provider expect the declared audience, and no other. */
export const expectAudience = (
  provider: Provider,
  options: AuthorizationServerOptions,
  state: ServerState,
): void => {
  // The class is the provider's own, so that another mock in this process keeps its audience.
  provider.OIDCContext.prototype.clientJwtAuthExpectedAudience = function expected(
    this: KoaContextWithOIDC['oidc'],
  ) {
    const demands = demandsFor(this, options);
    if (demands === undefined) return new Set<string>();
    return new Set([demandsNow(demands, state).content.claims['aud'] ?? []].flat().map(String));
  };
};

/** Client assertions (RFC 7523 §3), where the provider's own checks leave something to its operator. */

import { randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { judgeJwt } from '../jwt/demands.ts';
import { isSignedWith, type Members, signJwt } from '../jwt/sign.ts';
import {
  type AuthorizationServerOptions,
  demandsNow,
  type ServerState,
  type SignedDemands,
} from './options.ts';

/** Begins the `jti` of an assertion that was sent, as is declared, without one. */
const ADDED = 'postsmith-added-';

type Context = KoaContextWithOIDC['oidc'];

const assertionOf = (
  { client }: Context,
  { clients }: AuthorizationServerOptions,
): SignedDemands | undefined => clients.find(({ id }) => id === client?.clientId)?.assertion;

/** Refuses an assertion that is good enough for the provider, but not what the collection declares. */
export const checkAssertion =
  (options: AuthorizationServerOptions, state: ServerState) =>
  (context: KoaContextWithOIDC, claims: Members, header: Members): void => {
    const assertion = assertionOf(context.oidc, options);
    if (assertion === undefined) throw new errors.InvalidClientAuth('the client signs no assertions');
    const { jti, ...others } = claims;
    const arrived = typeof jti === 'string' && jti.startsWith(ADDED) ? others : claims;
    const now = Math.floor(Date.now() / 1000);
    const problem = judgeJwt(header, arrived, demandsNow(assertion.demands, state), now);
    if (problem !== undefined) throw new errors.InvalidClientAuth(problem);
  };

/**
 * Makes the provider expect the declared audience, and no other. It can't do without a `jti`: where none is declared, it
 * is given an assertion that says the same with one, if the one that arrived was signed by the client.
 */
export const expectAudience = (
  provider: Provider,
  options: AuthorizationServerOptions,
  state: ServerState,
): void => {
  // The class is the provider's own, so that another mock in this process keeps its audience.
  provider.OIDCContext.prototype.clientJwtAuthExpectedAudience = function expected(this: Context) {
    const assertion = assertionOf(this, options);
    if (assertion === undefined) return new Set<string>();
    if (!assertion.demands.jti) addId(this, assertion);
    const { aud } = demandsNow(assertion.demands, state).claims;
    return new Set(typeof aud === 'string' ? [aud] : []);
  };
};

const addId = ({ params }: Context, { key }: SignedDemands): void => {
  const jwt = params?.['client_assertion'];
  if (params === undefined || typeof jwt !== 'string') return;
  const claims = decodeJwt(jwt);
  const header = decodeProtectedHeader(jwt);
  if (claims.jti !== undefined || header.alg !== key.algorithm || !isSignedWith(jwt, key)) return;
  params['client_assertion'] = signJwt({ ...header }, { ...claims, jti: `${ADDED}${randomUUID()}` }, key);
};

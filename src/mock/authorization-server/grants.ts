/** Grants that the provider does not have by itself: the JWT bearer grant (RFC 7523 §2.1), and any other that is declared. */

import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { scopeTokens } from '../../../scripts/login/scope.ts';
import { verifyJwt } from '../login/jwt.ts';
import { type AuthorizationServerOptions, demandsNow, type ServerState, type WayDemands } from './options.ts';
import { judgeTokenRequest, wayOf } from './token-request.ts';

const BUILT_IN = new Set(['client_credentials', 'refresh_token']);

/** Teaches the provider every declared grant that it does not know, with the declared demands. */
export const registerGrants = (
  provider: Provider,
  options: AuthorizationServerOptions,
  state: ServerState,
): void => {
  const own = options.ways.map(({ grantType }) => grantType).filter((grantType) => !BUILT_IN.has(grantType));
  for (const grantType of new Set(own)) {
    provider.registerGrantType(
      grantType,
      async (context, next) => {
        const claims = await acceptAssertion(context, wayOf(context, options), state);
        judgeTokenRequest(context, options);
        const scope = claims?.['scope'] ?? context.oidc.params?.['scope'];
        await respondWithToken(provider, context, scopeTokens(String(scope ?? '')));
        await next();
      },
      ['assertion', 'scope'],
    );
  }
};

/** Returns the claims of the assertion; undefined where none is demanded. */
const acceptAssertion = async (
  context: KoaContextWithOIDC,
  { jwt }: WayDemands,
  state: ServerState,
): Promise<Readonly<Record<string, unknown>> | undefined> => {
  if (jwt === undefined) return undefined;
  const assertion = context.oidc.params?.['assertion'];
  if (typeof assertion !== 'string')
    throw new errors.InvalidRequest("missing required parameter 'assertion'");
  const verdict = await verifyJwt(assertion, demandsNow(jwt, state));
  if ('problem' in verdict) throw new errors.InvalidGrant(`assertion: ${verdict.problem}`);
  const { iss, jti } = verdict.claims;
  if (jti !== undefined) {
    const id = JSON.stringify([iss, jti]);
    if (state.usedAssertions.has(id)) throw new errors.InvalidGrant('assertion: it must be used only once');
    state.usedAssertions.add(id);
  }
  return verdict.claims;
};

const respondWithToken = async (
  provider: Provider,
  context: KoaContextWithOIDC,
  scope: readonly string[],
): Promise<void> => {
  const { client } = context.oidc;
  if (client === undefined) throw new errors.InvalidClientAuth('client not found');
  const token = new provider.ClientCredentials({ client, scope: scope.join(' ') });
  context.oidc.entity('ClientCredentials', token);
  context.body = {
    access_token: await token.save(),
    expires_in: token.expiration,
    token_type: token.tokenType,
    ...(scope.length > 0 && { scope: scope.join(' ') }),
  };
};

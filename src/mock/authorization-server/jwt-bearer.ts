/** The JWT bearer grant (RFC 7523 §2.1), which the provider does not have by itself. */

import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { verifyJwt } from '../jwt/verify.ts';
import {
  type AuthorizationServerOptions,
  demandsNow,
  type GrantType,
  scopeTokens,
  type ServerState,
  type SignedDemands,
} from './options.ts';
import { judgeTokenRequest } from './token-request.ts';

const NAME: GrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Teaches the provider the grant, with the declared demands. */
export const registerJwtBearer = (
  provider: Provider,
  options: AuthorizationServerOptions,
  state: ServerState,
): void => {
  const { grantJwt } = options;
  if (grantJwt === undefined) return;
  provider.registerGrantType(
    NAME,
    async (context, next) => {
      const claims = await acceptAssertion(context, grantJwt, state);
      judgeTokenRequest(context, options);
      const scope = grantJwt.hasScope ? claims['scope'] : context.oidc.params?.['scope'];
      await answerWithToken(provider, context, scopeTokens(scope));
      await next();
    },
    ['assertion', 'scope'],
  );
};

const acceptAssertion = async (
  context: KoaContextWithOIDC,
  { key, demands }: SignedDemands,
  state: ServerState,
): Promise<Readonly<Record<string, unknown>>> => {
  const assertion = context.oidc.params?.['assertion'];
  if (typeof assertion !== 'string')
    throw new errors.InvalidRequest("missing required parameter 'assertion'");
  const verdict = await verifyJwt(assertion, key, demandsNow(demands, state));
  if ('problem' in verdict) throw new errors.InvalidGrant(`assertion: ${verdict.problem}`);
  const { iss, jti } = verdict.claims;
  if (jti !== undefined) {
    const id = JSON.stringify([iss, jti]);
    if (state.usedAssertions.has(id)) throw new errors.InvalidGrant('assertion: it must be used only once');
    state.usedAssertions.add(id);
  }
  return verdict.claims;
};

const answerWithToken = async (
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

/** What the provider leaves to its operator: that a token request is exactly what the collection declares (RFC 6749 §2.3, §3.2, §3.3). */

import { decodeJwt, decodeProtectedHeader } from 'jose';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { ClientAuthentication } from '../../oauth/authorization.ts';
import { judgeLogin, type ReceivedLogin } from '../provider-demands.ts';
import { methodOf } from './clients.ts';
import {
  type AuthorizationServerOptions,
  type RegisteredClient,
  scopeTokens,
  type SignedDemands,
} from './options.ts';

type Form = Readonly<Record<string, string>>;

/** The form as it arrived, whatever the provider makes of it. */
const formOf = (context: KoaContextWithOIDC): Form => {
  const fields: [string, unknown][] = Object.entries(context.oidc.body ?? {});
  return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
};

/** Parameters that the grants and client authentications themselves send. */
const STANDARD = new Set([
  'grant_type',
  'scope',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'assertion',
  'refresh_token',
  'code',
  'code_verifier',
  'redirect_uri',
]);

/** @throws an error of the provider, which it answers with */
export const judgeTokenRequest = (context: KoaContextWithOIDC, options: AuthorizationServerOptions): void => {
  const form = formOf(context);
  const client = options.clients.find(({ id }) => id === context.oidc.client?.clientId);
  if (client === undefined) throw new errors.InvalidClientAuth('client not found');
  judgeAuthentication(context, form, client);
  judgeParameters(form, options.parameters);
  judgeScope(form, client, options);
  judgeRules(context, form, client, options);
};

const isAssertedWithSecret = (assertion: string): boolean =>
  decodeProtectedHeader(assertion).alg?.startsWith('HS') ?? false;

const authenticationIn = (context: KoaContextWithOIDC, form: Form): ClientAuthentication['kind'] => {
  const { client_assertion: assertion, client_secret: secret } = form;
  if (context.get('Authorization') !== '') return 'clientSecretBasic';
  if (assertion !== undefined) return isAssertedWithSecret(assertion) ? 'clientSecretJwt' : 'privateKeyJwt';
  return secret === undefined ? 'none' : 'clientSecretPost';
};

/** Everything must be escaped but what no decoder could take for something else (RFC 6749 §2.3.1, appendix B). */
const FORM_URLENCODED = /^(?:[A-Za-z0-9*._~!'()+-]|%[0-9A-Fa-f]{2})*$/;

const judgeAuthentication = (
  context: KoaContextWithOIDC,
  form: Form,
  { authentication }: RegisteredClient,
): void => {
  if (authentication === undefined) return;
  const kind = authenticationIn(context, form);
  if (kind !== authentication.kind) {
    throw new errors.InvalidClientAuth(
      `the client must authenticate with ${methodOf(authentication.kind)}, not ${methodOf(kind)}`,
    );
  }
  if (kind !== 'clientSecretBasic') return;
  const credentials = Buffer.from(context.get('Authorization').replace(/^\S+ +/, ''), 'base64').toString();
  if (
    credentials.split(':').some((part) => !FORM_URLENCODED.test(part)) ||
    credentials.split(':').length !== 2
  ) {
    throw new errors.InvalidClientAuth(
      'client id and secret must be form-urlencoded before base64 (RFC 6749 §2.3.1)',
    );
  }
};

const judgeParameters = (form: Form, parameters: Form): void => {
  for (const [name, value] of Object.entries(parameters)) {
    if (form[name] === undefined) throw new errors.InvalidRequest(`the parameter ${name} is missing`);
    if (form[name] !== value)
      throw new errors.InvalidRequest(`the parameter ${name} must be ${JSON.stringify(value)}`);
  }
  const unknown = Object.keys(form).find((name) => !STANDARD.has(name) && !Object.hasOwn(parameters, name));
  if (unknown !== undefined) throw new errors.InvalidRequest(`the parameter ${unknown} was not declared`);
};

const hasScopeClaim = (...jwts: readonly (SignedDemands | undefined)[]): boolean =>
  jwts.some((jwt) => jwt?.hasScope === true);

const judgeScope = (
  form: Form,
  { scope: known, grants, assertion }: RegisteredClient,
  { grantJwt }: AuthorizationServerOptions,
): void => {
  const tokens = scopeTokens(form['scope']);
  if (hasScopeClaim(assertion, grantJwt)) {
    if (form['scope'] !== undefined)
      throw new errors.InvalidRequest('the scope must be a claim, not a parameter');
    return;
  }
  // With a refresh token the scope may be left out, and means the one that was granted (RFC 6749 §6).
  if (known.length > 0 && tokens.length === 0 && !grants.includes('refresh_token')) {
    throw new errors.CustomOIDCProviderError('invalid_scope', 'a scope must be asked for');
  }
  const unknown = tokens.filter((token) => !known.includes(token));
  if (unknown.length > 0) throw new errors.InvalidScope('the scope is unknown', unknown.join(' '));
};

const judgeRules = (
  context: KoaContextWithOIDC,
  form: Form,
  { authentication }: RegisteredClient,
  { rules, kind, tokenEndpoint, declaredIssuer }: AuthorizationServerOptions,
): void => {
  const jwt = form['assertion'] ?? form['client_assertion'];
  const received: ReceivedLogin = {
    grant: kind,
    clientAuthentication: authentication === undefined ? undefined : authenticationIn(context, form),
    tokenEndpoint,
    issuer: declaredIssuer,
    form,
    ...(jwt !== undefined && {
      jwt: {
        header: { ...decodeProtectedHeader(jwt) },
        claims: decodeJwt(jwt),
        receivedAt: Math.floor(Date.now() / 1000),
      },
    }),
  };
  const refusal = judgeLogin(rules, received);
  if (refusal !== undefined) throw new errors.CustomOIDCProviderError(refusal.error, refusal.description);
};

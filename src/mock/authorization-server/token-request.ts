/** Checks that a token request is exactly what the collection declares (RFC 6749 §2.3, §3.2, §3.3). */

import { decodeProtectedHeader } from 'jose';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { scopeTokens } from '../../../scripts/login/scope.ts';
import { matches } from '../login/matches.ts';
import { registeredMethodOf } from './client-metadata.ts';
import { type AuthorizationServerOptions, type WayDemands } from './options.ts';

type Form = Readonly<Record<string, unknown>>;

/** The form as it arrived, whatever the provider makes of it. */
const formOf = ({ oidc }: KoaContextWithOIDC): Form => ({ ...oidc.body });

/** Parameters that the grants and client authentications themselves send, and that are judged where these are. */
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

/** The way to log in that a token request belongs to. @throws an error of the provider, which it responds with */
export const wayOf = (context: KoaContextWithOIDC, { ways }: AuthorizationServerOptions): WayDemands => {
  const { grant_type: grantType } = formOf(context);
  const own = ways.filter(({ client }) => client.id === context.oidc.client?.clientId);
  // A code is asked for by the client that renews with a refresh token.
  const way = own.find((each) => each.grantType === grantType) ?? own[0];
  if (way === undefined) throw new errors.InvalidClientAuth('client not found');
  return way;
};

/** @throws an error of the provider, which it responds with */
export const judgeTokenRequest = (context: KoaContextWithOIDC, options: AuthorizationServerOptions): void => {
  const form = formOf(context);
  const way = wayOf(context, options);
  judgeAuthentication(context, form, way);
  judgeHeaders(context, options.headers);
  judgeParameters(form, way);
  judgeScope(form, way);
};

const isAssertedWithSecret = (assertion: string): boolean =>
  decodeProtectedHeader(assertion).alg?.startsWith('HS') ?? false;

/** The registered name of the client authentication that arrived. */
const methodIn = (context: KoaContextWithOIDC, form: Form): string => {
  const { client_assertion: assertion, client_secret: secret } = form;
  if (context.get('Authorization') !== '') return 'client_secret_basic';
  if (typeof assertion === 'string')
    return isAssertedWithSecret(assertion) ? 'client_secret_jwt' : 'private_key_jwt';
  return secret === undefined ? 'none' : 'client_secret_post';
};

/** Everything must be escaped but what no decoder could take for something else (RFC 6749 §2.3.1, appendix B). */
const FORM_URLENCODED = /^(?:[A-Za-z0-9*._~!'()+-]|%[0-9A-Fa-f]{2})*$/;

const judgeAuthentication = (context: KoaContextWithOIDC, form: Form, { client }: WayDemands): void => {
  if (client.method === undefined) return;
  const method = methodIn(context, form);
  if (method !== registeredMethodOf(client)) {
    throw new errors.InvalidClientAuth(`the client must authenticate with ${client.method}, not ${method}`);
  }
  if (method !== 'client_secret_basic') return;
  const credentials = Buffer.from(context.get('Authorization').replace(/^\S+ +/, ''), 'base64').toString();
  const parts = credentials.split(':');
  if (parts.length !== 2 || parts.some((part) => !FORM_URLENCODED.test(part))) {
    throw new errors.InvalidClientAuth(
      'client id and secret must be form-urlencoded before base64 (RFC 6749 §2.3.1)',
    );
  }
};

const judgeHeaders = (context: KoaContextWithOIDC, headers: AuthorizationServerOptions['headers']): void => {
  for (const [name, value] of Object.entries(headers)) {
    if (matches(context.get(name), value)) continue;
    throw new errors.InvalidRequest(`the header ${name} must be ${JSON.stringify(value)}`);
  }
};

const judgeParameters = (form: Form, { parameters }: WayDemands): void => {
  for (const [name, value] of Object.entries(parameters)) {
    const arrived = form[name];
    // A list of one is sent as one.
    const expected = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (arrived === undefined) throw new errors.InvalidRequest(`the parameter ${name} is missing`);
    if (!matches(arrived, expected))
      throw new errors.InvalidRequest(`the parameter ${name} must be ${JSON.stringify(expected)}`);
  }
  const unknown = Object.keys(form).find((name) => !STANDARD.has(name) && !Object.hasOwn(parameters, name));
  if (unknown !== undefined) throw new errors.InvalidRequest(`the parameter ${unknown} was not declared`);
};

const judgeScope = (form: Form, { client, grantType, jwt }: WayDemands): void => {
  const tokens = scopeTokens(String(form['scope'] ?? ''));
  if (client.jwt?.hasScope === true || jwt?.hasScope === true) {
    if (form['scope'] !== undefined)
      throw new errors.InvalidRequest('the scope must be a claim, not a parameter');
    return;
  }
  // With a refresh token the scope may be left out, and means the one that was granted (RFC 6749 §6).
  if (client.scope.length > 0 && tokens.length === 0 && grantType !== 'refresh_token') {
    throw new errors.CustomOIDCProviderError('invalid_scope', 'a scope must be asked for');
  }
  const unknown = tokens.filter((token) => !client.scope.includes(token));
  if (unknown.length > 0) throw new errors.InvalidScope('the scope is unknown', unknown.join(' '));
};

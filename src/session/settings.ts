/** What a sign-in needs of a declaration, with the values of an environment filled in (RFC 6749 §4.1, RFC 8252 §7.3). */

import type { Variables } from '../../scripts/login/attempt.ts';
import { hostIn } from '../../scripts/login/host-name.ts';
import {
  fillPlaceholders,
  literalValue,
  placeholdersIn,
  referenceIn,
} from '../../scripts/login/placeholders.ts';
import { scopeTokens } from '../../scripts/login/scope.ts';
import { dynamicValueOf } from '../emit/sdk.ts';
import { PostsmithError } from '../errors.ts';
import type { Authorization, AuthorizationCode } from '../oauth/authorization.ts';
import { configureLogin } from '../oauth/configuration.ts';
import { clientJwtOf, clientSecretOf, hasOptionalSecret } from '../oauth/inputs.ts';
import { isLoopbackRedirect } from '../oauth/texts.ts';
import type { Values } from '../values/placeholders.ts';

/** An authorization whose addresses hold no placeholder any more. */
export interface SessionSettings {
  readonly authorization: AuthorizationCode;
  readonly values: Values;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly issuer?: string;
  readonly clientId: string;
  /** What is asked for. */
  readonly scope: string;
  readonly authorizationParameters: Values;
  /** The redirect URI to listen on; port 0 = any free one. */
  readonly redirectUri: URL;
}

/** A value that is taken literally, whatever it holds; only one that is nothing but `{{name}}` is a reference. */
export const literalIn = (name: string, values: Values): string =>
  literalValue(name, (each) => values[each] ?? '');

const fillIn = (text: string, values: Values): string =>
  fillPlaceholders(text, (name) =>
    name.startsWith('$')
      ? dynamicValueOf(name)
      : (values[name] ?? '').trim() === ''
        ? undefined
        : values[name],
  );

/** The values, as an attempt reads them. */
export const variablesOf = (values: Values): Variables => ({
  fill: (text) => {
    const filled = fillIn(text, values);
    return { text: filled, missing: placeholdersIn(filled) };
  },
  literal: (name) => literalIn(name, values),
  hasEnvironment: true,
});

/** The values with the host of the token endpoint as the script understands it: people copy whole addresses. */
export const withHost = (authorization: Authorization, values: Values): Values => {
  const [way] = configureLogin(authorization).ways;
  const host = way?.host === undefined ? undefined : hostIn(literalIn(way.host, values));
  return way?.host === undefined || host === undefined ? values : { ...values, [way.host]: host };
};

/** For which token endpoint and client a session is: what tells one person's server from another. */
export const ownerOf = (
  authorization: AuthorizationCode,
  values: Values,
): { readonly tokenEndpoint: string; readonly clientId: string } => ({
  tokenEndpoint: fillIn(authorization.tokenEndpoint, withHost(authorization, values)),
  clientId: literalIn(authorization.clientId, values),
});

/** Names of the variables without whose value nobody can sign in. */
export const missingForSignIn = (authorization: AuthorizationCode, values: Values): readonly string[] => {
  const literals = [authorization.clientId, ...secretNames(authorization)];
  const unfilled = textsOf(authorization).flatMap((text) => placeholdersIn(fillIn(text, values)));
  const missing = [
    ...literals.filter((name) => {
      const value = literalIn(name, values);
      return value.trim() === '' || referenceIn(value) !== undefined;
    }),
    ...unfilled,
  ];
  return [...new Set(missing)];
};

const secretNames = ({ clientAuthentication }: AuthorizationCode): readonly string[] => {
  const jwt = clientJwtOf({ clientAuthentication });
  const secret = hasOptionalSecret({ clientAuthentication })
    ? undefined
    : clientSecretOf({ clientAuthentication });
  return [jwt?.key, jwt?.certificate?.variable, secret].filter((name) => name !== undefined);
};

const textsOf = (authorization: AuthorizationCode): readonly string[] => [
  authorization.authorizationEndpoint,
  authorization.tokenEndpoint,
  authorization.issuer ?? '',
  authorization.scope ?? '',
  authorization.loopbackRedirectUri,
  ...Object.values(authorization.authorizationParameters ?? {}),
  ...Object.values(authorization.parameters ?? {}).flat(),
];

/**
 * @param scope what to ask for in place of the declared scope
 * @throws PostsmithError USAGE with everything that is wrong with the values; none is missing
 */
export const sessionSettings = (
  authorization: AuthorizationCode,
  given: Values,
  scope: string | undefined,
): SessionSettings => {
  const values = withHost(authorization, given);
  const fill = (text: string): string => fillIn(text, values);
  const settings = {
    authorization,
    values,
    authorizationEndpoint: fill(authorization.authorizationEndpoint),
    ...ownerOf(authorization, values),
    ...(authorization.issuer !== undefined && { issuer: fill(authorization.issuer) }),
    scope: scopeTokens(scope ?? fill(authorization.scope ?? '')).join(' '),
    authorizationParameters: Object.fromEntries(
      Object.entries(authorization.authorizationParameters ?? {}).map(([name, text]) => [name, fill(text)]),
    ),
  };
  const redirectUri = fill(authorization.loopbackRedirectUri);
  const problems = problemsOf(settings, redirectUri);
  if (problems.length > 0) {
    throw new PostsmithError('USAGE', 'Nobody can sign in with these settings:', { problems });
  }
  return { ...settings, redirectUri: new URL(redirectUri) };
};

const problemsOf = (
  settings: Omit<SessionSettings, 'redirectUri'>,
  redirectUri: string,
): readonly string[] => {
  const { authorization, issuer, scope } = settings;
  const mayBePlain = authorization.allowHttp === true;
  const addresses = (['authorizationEndpoint', 'tokenEndpoint', 'issuer'] as const).flatMap((name) => {
    const value = settings[name];
    return value === undefined || isSecure(value, mayBePlain)
      ? []
      : [`${name} must be an https address (http only at a loopback address), but is ${value}`];
  });
  const redirect = isLoopbackRedirect(redirectUri) && URL.canParse(redirectUri);
  return [
    ...addresses,
    ...(redirect
      ? []
      : [
          `loopbackRedirectUri must be http:// at a loopback address with a path, such as http://127.0.0.1:0/callback, but is ${redirectUri}`,
        ]),
    ...(issuer === undefined && scopeTokens(scope).includes('openid')
      ? [
          'the scope holds openid, so the server sends an ID token; give the authorization its `issuer`, or nobody can tell whose it is (OpenID Connect Core §3.1.3.7)',
        ]
      : []),
  ];
};

/** https, or what never leaves the machine, or what is meant to be plain http. */
const isSecure = (text: string, mayBePlain: boolean): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && (mayBePlain || LOOPBACK_HOSTS.has(hostname)));
};

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What a login needs of a declaration, with the values of an environment filled in (RFC 6749 §4.1, RFC 8252 §7.3). */

import type { AuthorizationCode, ClientAuthentication, Provider } from '../oauth/authorization.ts';
import { isAssertion } from '../oauth/authorization.ts';
import { fillPlaceholders, placeholdersIn } from '../model/placeholders.ts';
import { PostsmithError } from '../errors.ts';

/** An environment's values by name. */
export type Values = Readonly<Record<string, string>>;

/** An authorization whose texts hold no placeholder any more. */
export interface LoginSettings {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly issuer?: string;
  readonly clientId: string;
  readonly scope: string;
  readonly pkce: boolean;
  readonly authorizationParameters: Values;
  readonly tokenParameters: Values;
  readonly clientAuthentication: ClientAuthentication;
  /** The redirect URI to listen on; port 0 = any free one. */
  readonly redirectUri: URL;
  /** Seconds that a token is taken to live when the server does not say. */
  readonly tokenLifetime: number;
  readonly provider?: Provider;
  readonly values: Values;
}

const REFERENCE = /^\{\{([^{}]+)\}\}$/;
/** References that lead to references; more is a circle. */
const DEPTH = 20;

/** A value that is taken literally, whatever it holds; only one that is nothing but `{{name}}` is a reference. */
export const literalValue = (name: string, values: Values): string => {
  let value = (values[name] ?? '').trim();
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const reference = REFERENCE.exec(value)?.[1];
    if (reference === undefined) return value;
    value = (values[reference] ?? '').trim();
  }
  return '';
};

/** For which token endpoint and client a login is: what tells one person's server from another. */
export const ownerOf = (
  { tokenEndpoint, clientId }: Pick<AuthorizationCode, 'tokenEndpoint' | 'clientId'>,
  values: Values,
): { readonly tokenEndpoint: string; readonly clientId: string } => ({
  tokenEndpoint: fillPlaceholders(tokenEndpoint, values),
  clientId: literalValue(clientId, values),
});

/** Names of the variables without whose value nobody can log in. */
export const missingForLogin = (authorization: AuthorizationCode, values: Values): readonly string[] => {
  const literals = [authorization.clientId, ...secretNames(authorization.clientAuthentication)];
  const filled = textsOf(authorization).flatMap(placeholdersIn);
  const missing = [
    ...literals.filter((name) => literalValue(name, values) === ''),
    ...filled.filter((name) => (values[name] ?? '').trim() === ''),
  ];
  return [...new Set(missing)];
};

const secretNames = (authentication: ClientAuthentication): readonly string[] => {
  if (authentication.kind === 'none') return [];
  if (!isAssertion(authentication)) {
    return authentication.optional === true ? [] : [authentication.clientSecret];
  }
  const { key, certificate } = authentication;
  return [key, ...(certificate === undefined ? [] : [certificate.variable])];
};

const textsOf = (authorization: AuthorizationCode): readonly string[] => [
  authorization.authorizationEndpoint,
  authorization.tokenEndpoint,
  authorization.issuer ?? '',
  authorization.scope ?? '',
  authorization.loopbackRedirectUri,
  ...Object.values(authorization.authorizationParameters ?? {}),
  ...Object.values(authorization.parameters ?? {}),
];

/**
 * @param scope what to ask for in place of the declared scope
 * @throws PostsmithError USAGE with everything that is wrong with the values; none is missing
 */
export const loginSettings = (
  authorization: AuthorizationCode,
  values: Values,
  scope: string | undefined,
): LoginSettings => {
  const fill = (text: string): string => fillPlaceholders(text, values);
  const fillAll = (texts: Values = {}): Values =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text)]));
  const settings = {
    authorizationEndpoint: fill(authorization.authorizationEndpoint),
    ...ownerOf(authorization, values),
    ...(authorization.issuer !== undefined && { issuer: fill(authorization.issuer) }),
    scope: (scope ?? fill(authorization.scope ?? '')).trim().replaceAll(/\s+/g, ' '),
    pkce: authorization.pkce,
    authorizationParameters: fillAll(authorization.authorizationParameters),
    tokenParameters: fillAll(authorization.parameters),
    clientAuthentication: authorization.clientAuthentication,
    tokenLifetime: authorization.tokenLifetime,
    ...(authorization.provider !== undefined && { provider: authorization.provider }),
    values,
  };
  const redirectUri = fill(authorization.loopbackRedirectUri);
  const problems = problemsOf(settings, redirectUri);
  if (problems.length > 0) {
    throw new PostsmithError('USAGE', 'Nobody can log in with these settings:', { problems });
  }
  return { ...settings, redirectUri: new URL(redirectUri) };
};

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?\/[^\s?#]*$/;

const problemsOf = (settings: Omit<LoginSettings, 'redirectUri'>, redirectUri: string): readonly string[] => {
  const addresses = (['authorizationEndpoint', 'tokenEndpoint', 'issuer'] as const).flatMap((name) => {
    const value = settings[name];
    return value === undefined || isSecure(value)
      ? []
      : [`${name} must be an https address (http only at a loopback address), but is ${value}`];
  });
  const redirect = LOOPBACK.test(redirectUri) && URL.canParse(redirectUri);
  return [
    ...addresses,
    ...(redirect
      ? []
      : [
          `loopbackRedirectUri must be http:// at a loopback address with a path, such as http://127.0.0.1:0/callback, but is ${redirectUri}`,
        ]),
    ...(settings.issuer === undefined && settings.scope.split(' ').includes('openid')
      ? [
          'the scope holds openid, so the server sends an ID token; give the authorization its `issuer`, or nobody can tell whose it is (OpenID Connect Core §3.1.3.7)',
        ]
      : []),
  ];
};

/** https, or what never leaves the machine. */
const isSecure = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK_HOSTS.has(hostname));
};

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The authorization code grant: a person signs in (RFC 6749 §4.1, RFC 7636, RFC 8252). */

import { Fields } from '../values/fields.ts';
import { authenticationAt, checkClientAuthentication, methodOf } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentications.ts';
import {
  clientAt,
  given,
  refreshWay,
  withDefaults,
  type AuthorizationTab,
  type AuthorizationTabParameter,
  type GrantModule,
  type GrantOptions,
  type TokenEndpointBase,
} from './grant.ts';
import {
  checkHttps,
  checkParameters,
  checkPlaceholders,
  checkScope,
  checkVariableName,
  isLoopbackRedirect,
  type LoginTemplate,
  type VariableNames,
} from './texts.ts';

/** A client that acts for itself, with the client credentials grant at the same token endpoint. */
export interface ServiceClient {
  /** Name of the variable that holds its id; where that is empty, there is no such client. */
  readonly clientId: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly scope?: string;
}

/**
 * A person signs in, with Postman's own button or `postsmith login`; the script renews with the refresh token, or logs in
 * as the service client where the environment has one.
 */
export interface AuthorizationCode extends TokenEndpointBase {
  readonly kind: 'authorizationCode';
  readonly authorizationEndpoint: string;
  /** Further parameters of the authorization request, such as `prompt` or `audience`. */
  readonly authorizationParameters?: { readonly [name: string]: string };
  readonly clientAuthentication: ClientAuthentication;
  /** False: no PKCE, for servers that reject it. */
  readonly pkce: boolean;
  /** The callback URL of Postman's button; it must be registered for the client. */
  readonly redirectUri: string;
  /** The redirect URI of `postsmith login` (RFC 8252 §7.3); port 0 = any free one. */
  readonly loopbackRedirectUri: string;
  /** Name of the variable that holds the refresh token. */
  readonly refreshToken: string;
  readonly serviceClient?: ServiceClient;
}

/** What `authorizationCode` is declared with. */
export type AuthorizationCodeOptions = GrantOptions<
  AuthorizationCode,
  'pkce' | 'redirectUri' | 'loopbackRedirectUri' | 'refreshToken'
>;

/** The authorization code grant (RFC 6749 §4.1), with PKCE (RFC 7636) unless switched off. */
export const authorizationCode = (declared: AuthorizationCodeOptions): AuthorizationCode => {
  const options = given(declared);
  const { serviceClient } = options;
  return {
    kind: 'authorizationCode',
    refreshToken: 'refresh_token',
    pkce: true,
    redirectUri: 'https://oauth.pstmn.io/v1/callback',
    loopbackRedirectUri: 'http://127.0.0.1:0/callback',
    ...withDefaults(options),
    clientAuthentication: clientAt(options),
    ...(serviceClient !== undefined && {
      serviceClient: {
        ...serviceClient,
        clientAuthentication: authenticationAt(serviceClient.clientAuthentication, options),
      },
    }),
  };
};

const checkServiceClient = (owner: Fields): VariableNames => {
  if (!owner.has('serviceClient')) return [];
  const known = ['clientId', 'clientAuthentication', 'scope'];
  const fields = Fields.open(owner.place, owner.label('serviceClient'), owner.get('serviceClient'), known);
  if (fields === undefined) return [];
  checkScope(fields);
  return [checkVariableName(fields, 'clientId'), ...checkClientAuthentication(fields)];
};

/** What the grant itself sends in the authorization request. */
const RULED = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
];

const check = (fields: Fields): VariableNames => {
  checkHttps(fields, 'authorizationEndpoint', 'RFC 6749 §3.1');
  checkParameters(fields, 'authorizationParameters', RULED);
  fields.optionalFlag('pkce');
  checkPlaceholders(fields, 'redirectUri');
  const loopback = checkPlaceholders(fields, 'loopbackRedirectUri');
  if (loopback !== undefined && !loopback.includes('{{') && !isLoopbackRedirect(loopback)) {
    fields.report(
      'loopbackRedirectUri',
      `must be http:// at a loopback address with a path, such as http://127.0.0.1:0/callback (RFC 8252 §7.3), but is ${JSON.stringify(loopback)}`,
    );
  }
  if (
    String(fields.get('scope') ?? '')
      .split(' ')
      .includes('openid') &&
    !fields.has('issuer')
  ) {
    fields.report(
      'issuer',
      'is missing; with the scope openid the server sends an ID token, and only its issuer tells whose it is (OpenID Connect Core §3.1.3.7). It may hold placeholders',
    );
  }
  return [
    checkVariableName(fields, 'refreshToken'),
    ...checkClientAuthentication(fields),
    ...checkServiceClient(fields),
  ];
};

/** The callback that Postman's app takes when the person signs in in their own browser. */
const BROWSER_CALLBACK = 'https://oauth.pstmn.io/v1/browser-callback';

const tabParameters = (
  parameters: { readonly [name: string]: string | readonly string[] } | undefined,
  place: AuthorizationTabParameter['send_as'],
): AuthorizationTabParameter[] =>
  Object.entries(parameters ?? {}).flatMap(([key, value]) =>
    [value].flat().map((each) => ({ key, value: each, enabled: true, send_as: place })),
  );

/** All that the app's button "Get New Access Token" needs. The token itself is a variable, which a script may fill. */
const authorizationTab = (authorization: AuthorizationCode): AuthorizationTab => {
  const { clientAuthentication, pkce, redirectUri, tokenEndpoint, parameters, variables } = authorization;
  const method = methodOf(clientAuthentication);
  const secret = method.secret?.(clientAuthentication);
  return {
    accessToken: `{{${variables.accessToken}}}`,
    addTokenTo: 'header',
    headerPrefix: 'Bearer',
    grant_type: pkce ? 'authorization_code_with_pkce' : 'authorization_code',
    authUrl: authorization.authorizationEndpoint,
    accessTokenUrl: tokenEndpoint,
    refreshTokenUrl: tokenEndpoint,
    clientId: `{{${authorization.clientId}}}`,
    clientSecret: secret === undefined ? '' : `{{${secret}}}`,
    scope: authorization.scope ?? '',
    state: '{{$guid}}',
    client_authentication: method.usesHeader === true ? 'header' : 'body',
    // An empty verifier = the app makes a new one each time.
    ...(pkce && { challengeAlgorithm: 'S256', code_verifier: '' }),
    redirect_uri: redirectUri,
    useBrowser: redirectUri === BROWSER_CALLBACK,
    authRequestParams: tabParameters(authorization.authorizationParameters, 'request_url'),
    tokenRequestParams: tabParameters(parameters, 'request_body'),
    refreshRequestParams: tabParameters(parameters, 'request_body'),
  };
};

const templates = ({
  authorizationEndpoint,
  redirectUri,
  loopbackRedirectUri,
  authorizationParameters,
}: AuthorizationCode): LoginTemplate[] => [
  { part: 'authorizationEndpoint', text: authorizationEndpoint },
  { part: 'redirectUri', text: redirectUri },
  { part: 'loopbackRedirectUri', text: loopbackRedirectUri },
  ...(authorizationParameters === undefined
    ? []
    : [{ part: 'authorizationParameters', text: JSON.stringify(authorizationParameters) }]),
];

const authorizationCodeGrant: GrantModule<AuthorizationCode> = {
  kind: 'authorizationCode',
  title: 'authorization code',
  fields: [
    'authorizationEndpoint',
    'authorizationParameters',
    'clientAuthentication',
    'pkce',
    'redirectUri',
    'loopbackRedirectUri',
    'refreshToken',
    'serviceClient',
  ],
  asksTokenEndpoint: true,
  check,
  ways: (authorization) => {
    const { serviceClient, refreshToken } = authorization;
    return [
      { ...refreshWay(authorization), opener: refreshToken, need: 'declared' },
      ...(serviceClient === undefined
        ? []
        : [
            {
              title: 'service client',
              grantType: 'client_credentials',
              ...serviceClient,
              opener: serviceClient.clientId,
              need: 'optional' as const,
            },
          ]),
    ];
  },
  person: { templates, authorizationTab },
};

export default authorizationCodeGrant;

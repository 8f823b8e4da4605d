/** What the login of an authorization reads: variables by their names, and texts with placeholders in them. */

import {
  isAssertion,
  type Authorization,
  type ClientAuthentication,
  type JwtSettings,
  type SignedJwt,
} from './authorization.ts';

/** A variable that the login reads by its name. */
export interface LoginInput {
  readonly name: string;
  /** The field that names it: `clientId`, `key`, … */
  readonly part: string;
  readonly isSecret: boolean;
  /**
   * `value`: nothing can be sent without a value; `declared`: every environment has it, maybe empty; `optional`: an
   * environment may lack it.
   */
  readonly need: 'value' | 'declared' | 'optional';
}

/** A text of the authorization that may hold placeholders. */
export interface LoginTemplate {
  readonly part: string;
  readonly text: string;
}

type Need = LoginInput['need'];

const input = (name: string | undefined, part: string, isSecret: boolean, need: Need): LoginInput[] =>
  name === undefined ? [] : [{ name, part, isSecret, need }];

const jwtInputs = ({ key, passphrase, certificate }: JwtSettings, need: Need): LoginInput[] => [
  // An empty key may lie in Postman's vault, and an empty passphrase in the key file.
  ...input(key, 'key', true, need),
  ...input(passphrase, 'passphrase', true, need === 'value' ? 'declared' : need),
  ...input(certificate?.variable, 'certificate', false, need),
];

const authenticationInputs = (authentication: ClientAuthentication | undefined, need: Need): LoginInput[] => {
  if (authentication === undefined || authentication.kind === 'none') return [];
  if (isAssertion(authentication)) return jwtInputs(authentication, need);
  const { clientSecret, optional = false } = authentication;
  return input(clientSecret, 'clientSecret', true, optional && need === 'value' ? 'declared' : need);
};

const clientIdNeed = (authorization: Authorization): Need => {
  const jwt = jwtOf(authorization);
  return jwt?.keyFile?.clientId === undefined ? 'value' : 'optional';
};

/** The JWT that is the grant or the bearer token. */
const jwtOf = (authorization: Authorization): SignedJwt | undefined =>
  authorization.kind === 'jwtBearer'
    ? authorization.assertion
    : authorization.kind === 'bearerJwt'
      ? authorization.jwt
      : undefined;

/** True when a JWT names the client only by texts of its own. */
const needsNoClientId = (authorization: Authorization): boolean =>
  jwtOf(authorization)?.issuer !== undefined &&
  (authorization.kind === 'bearerJwt' || authenticationOf(authorization) === undefined);

const authenticationOf = (authorization: Authorization): ClientAuthentication | undefined =>
  authorization.kind === 'bearerJwt' ? undefined : authorization.clientAuthentication;

/** Every variable that the login reads by its name; each once. */
export const loginInputs = (authorization: Authorization): readonly LoginInput[] => {
  const { clientId } = authorization;
  if (authorization.kind === 'authorizationCode') {
    const { clientAuthentication, refreshToken, serviceClient } = authorization;
    return [
      ...input(clientId, 'clientId', false, 'declared'),
      ...authenticationInputs(clientAuthentication, 'declared'),
      ...input(refreshToken, 'refreshToken', true, 'declared'),
      ...input(serviceClient?.clientId, 'serviceClient.clientId', false, 'optional'),
      ...authenticationInputs(serviceClient?.clientAuthentication, 'optional'),
    ];
  }
  const jwt = jwtOf(authorization);
  return [
    ...(needsNoClientId(authorization)
      ? []
      : input(clientId, 'clientId', false, clientIdNeed(authorization))),
    ...authenticationInputs(authenticationOf(authorization), 'value'),
    ...(jwt === undefined ? [] : jwtInputs(jwt, 'value')),
    ...(authorization.kind === 'refreshToken'
      ? input(authorization.refreshToken, 'refreshToken', true, 'value')
      : []),
  ];
};

const jwtTemplates = (jwt: JwtSettings | undefined): LoginTemplate[] =>
  jwt === undefined
    ? []
    : [
        ...template('audience', jwt.audience),
        ...template('keyId', jwt.keyId),
        ...template('header', jwt.header && JSON.stringify(jwt.header)),
        ...template('claims', jwt.claims && JSON.stringify(jwt.claims)),
      ];

const template = (part: string, text: string | undefined): LoginTemplate[] =>
  text === undefined ? [] : [{ part, text }];

const authenticationTemplates = (authentication: ClientAuthentication | undefined): LoginTemplate[] =>
  authentication !== undefined && isAssertion(authentication) ? jwtTemplates(authentication) : [];

const signedJwtTemplates = (jwt: SignedJwt | undefined): LoginTemplate[] => [
  ...jwtTemplates(jwt),
  ...template('issuer', jwt?.issuer),
  ...template('subject', jwt?.subject),
];

/** Every text of the authorization whose placeholders the login fills. */
export const loginTemplates = (authorization: Authorization): readonly LoginTemplate[] => [
  ...template('tokenEndpoint', tokenEndpointOf(authorization)),
  ...(authorization.kind === 'authorizationCode'
    ? [
        ...template('authorizationEndpoint', authorization.authorizationEndpoint),
        ...template('redirectUri', authorization.redirectUri),
        ...template('loopbackRedirectUri', authorization.loopbackRedirectUri),
        ...template(
          'authorizationParameters',
          authorization.authorizationParameters && JSON.stringify(authorization.authorizationParameters),
        ),
        ...authenticationTemplates(authorization.serviceClient?.clientAuthentication),
        ...template('serviceClient.scope', authorization.serviceClient?.scope),
      ]
    : []),
  ...authenticationTemplates(authenticationOf(authorization)),
  ...signedJwtTemplates(jwtOf(authorization)),
  ...template('scope', authorization.scope),
  ...('issuer' in authorization ? template('issuer', authorization.issuer) : []),
  ...('parameters' in authorization
    ? template('parameters', JSON.stringify(authorization.parameters ?? {}))
    : []),
];

/** Where tokens are asked for; undefined for an authorization that asks nowhere. */
export const tokenEndpointOf = (authorization: Authorization): string | undefined =>
  authorization.kind === 'bearerJwt' ? undefined : authorization.tokenEndpoint;

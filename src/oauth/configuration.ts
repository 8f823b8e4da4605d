/** Makes the configuration of a login: the JSON that its program reads in Postman. */

import type {
  ClientAuthenticationConfiguration,
  LoginConfiguration,
  RenewalConfiguration,
  WayConfiguration,
} from '../../scripts/login/configuration.ts';
import type { JwtSettings } from '../../scripts/login/jwt/content.ts';

import {
  generalCauses,
  invalidTokenCauses,
  refreshTokenCauses,
  signedJwtCauses,
  signedJwtHints,
} from './causes.ts';
import { configureClient } from './client-authentication.ts';
import type { TokenEndpointBase, Way } from './grant.ts';
import type { Authorization } from './grants.ts';
import { atTokenEndpoint, clientJwtOf, grantOf, loginInputs, waysOf } from './inputs.ts';
import type { Provider } from './provider.ts';
import { jwtVariables } from './signed-jwt.ts';

/** Without members that are undefined, which JSON does not have. */
const present = <Members extends object>(members: Members): Members =>
  // Leaving out what is undefined anyway changes no member's type.
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;

const variablesOfJwt = (jwt: JwtSettings | undefined): (string | undefined)[] => {
  if (jwt === undefined) return [];
  const { key, passphrase, certificate } = jwtVariables(jwt);
  return [key, passphrase, certificate];
};

const secretVariables = ({
  refreshToken,
  secretParameters = {},
}: Way): { readonly [name: string]: string } => ({
  ...(refreshToken !== undefined && { refresh_token: refreshToken }),
  ...secretParameters,
});

/** The client authentication of a way. A refresh request has no scope but the refresh token's own. */
const clientOf = ({
  clientAuthentication,
  sendsScope,
}: Way): ClientAuthenticationConfiguration | undefined => {
  if (clientAuthentication === undefined) return undefined;
  const client = configureClient(clientAuthentication);
  if (client.jwt === undefined || sendsScope !== false) return client;
  const { scopeClaim: _scopeClaim, ...jwt } = client.jwt;
  return { ...client, jwt };
};

/** `https://{{host}}/…`: the whole authority is one variable. */
const HOST_VARIABLE = /^https:\/\/\{\{([^{}]+)\}\}(?=[/?#]|$)/i;

/** The provider's own causes, else those that hold everywhere for such a login. */
const causesOf = (
  { jwt, refreshToken }: Way,
  clientJwt: JwtSettings | undefined,
  provider: Provider | undefined,
) => ({
  ...generalCauses,
  ...((jwt ?? clientJwt) !== undefined && signedJwtCauses),
  ...(refreshToken !== undefined && refreshTokenCauses),
  ...withoutInvalidToken(provider?.likelyCauses),
});

/** That one is said after a response of the API. */
const withoutInvalidToken = (causes: Provider['likelyCauses'] = {}): Provider['likelyCauses'] =>
  Object.fromEntries(Object.entries(causes).filter(([error]) => error !== 'invalid_token'));

const configureWay = (way: Way, authorization: Authorization): WayConfiguration => {
  const { tokenEndpoint, allowHttp, headers, encoding, token, parameters }: Partial<TokenEndpointBase> =
    atTokenEndpoint(authorization) ?? {};
  const client = clientOf(way);
  const secretParameters = secretVariables(way);
  const isClaim = [way.jwt, client?.jwt].some((jwt) => jwt?.scopeClaim === true);
  const sendsScope = way.sendsScope !== false && way.scope !== undefined && !isClaim;
  const reads = [
    way.clientId,
    client?.clientSecret,
    ...variablesOfJwt(clientJwtOf(way)),
    ...variablesOfJwt(way.jwt),
    ...Object.values(secretParameters),
  ];
  return present({
    title: way.title,
    opener: way.opener,
    tokenEndpoint,
    host: tokenEndpoint && HOST_VARIABLE.exec(tokenEndpoint)?.[1],
    allowHttp,
    clientId: way.clientId,
    scope: way.scope ?? '',
    parameters: present({
      grant_type: way.grantType,
      scope: sendsScope ? way.scope : undefined,
      ...way.parameters,
      ...parameters,
    }),
    secretParameters,
    headers,
    encoding,
    clientAuthentication: client,
    jwt: way.jwt,
    reads: [...new Set(reads.filter((name) => name !== undefined))],
    tokenLifetime: authorization.tokenLifetime,
    token: token ?? 'access_token',
    refreshToken: way.refreshToken,
    causes: causesOf(way, client?.jwt, authorization.provider),
    hints: (way.jwt ?? client?.jwt) === undefined ? undefined : signedJwtHints,
  } as WayConfiguration);
};

/** What a login's place in its collection says. */
interface LoginPlace {
  /** True: scripts of the collection run before it, and may refuse the request. False unless given. */
  readonly afterScripts?: boolean;
  /** True: it is the collection's own, and requests inherit it. True unless given. */
  readonly inherited?: boolean;
}

/** Returns the configuration of an authorization's login. */
export const configureLogin = (
  authorization: Authorization,
  { afterScripts = false, inherited = true }: LoginPlace = {},
): LoginConfiguration => ({
  variables: authorization.variables,
  ...(authorization.provider !== undefined && {
    provider: authorization.provider.name,
    whereToFind: authorization.provider.whereToFind,
  }),
  ways: waysOf(authorization).map((way) => configureWay(way, authorization)),
  ...(grantOf(authorization).person !== undefined && { isPersons: true }),
  ...(afterScripts && { afterScripts }),
  ...(inherited && { inherited }),
});

/** Returns the configuration of what runs after each response. */
export const configureRenewal = (authorization: Authorization): RenewalConfiguration => ({
  variables: authorization.variables,
  secrets: [...new Set(loginInputs(authorization).flatMap(({ isSecret, name }) => (isSecret ? [name] : [])))],
  ...renewalFacts(authorization.provider),
  ...(grantOf(authorization).person !== undefined && { isPersons: true }),
});

const renewalFacts = (provider: Provider | undefined) => ({
  ...(provider !== undefined && { provider: provider.name }),
  causes: provider?.likelyCauses['invalid_token'] ?? invalidTokenCauses,
  ...(provider?.rejectsWithEmpty403 === true && { rejectsWithEmpty403: true }),
});

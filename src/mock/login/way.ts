/** What the login of a collection does when nobody sits before it, as one shape for every authorization. */

import type {
  Authorization,
  AuthorizationCode,
  ClientAuthentication,
  JwtSettings,
  SignedJwt,
} from '../../oauth/authorization.ts';
import { isAssertion } from '../../oauth/authorization.ts';

/** The two ways in which a collection made for people logs in without one. */
export type LoginWay = 'refresh token' | 'service client';

/** A login at run time. */
export interface RunTimeLogin {
  readonly grant: 'clientCredentials' | 'jwtBearer' | 'refreshToken' | 'bearerJwt';
  /** Name of the variable that holds the client id. */
  readonly clientId: string;
  /** Absent = the request names no client. */
  readonly clientAuthentication: ClientAuthentication | undefined;
  /** As declared, with placeholders. */
  readonly scope: string | undefined;
  /** The JWT that is the grant or the bearer token. */
  readonly jwt: SignedJwt | undefined;
  /** Name of the variable that holds the refresh token. */
  readonly refreshToken: string | undefined;
}

/** Ways between which a mock has to choose; empty for an authorization that has one way only. */
export const waysOf = (authorization: Authorization | undefined): readonly LoginWay[] => {
  if (authorization?.kind !== 'authorizationCode') return [];
  return authorization.serviceClient === undefined ? ['refresh token'] : ['refresh token', 'service client'];
};

const absent = { clientAuthentication: undefined, jwt: undefined, refreshToken: undefined };

const serviceLogin = ({ serviceClient }: AuthorizationCode): RunTimeLogin | undefined =>
  serviceClient && {
    ...absent,
    grant: 'clientCredentials',
    clientId: serviceClient.clientId,
    clientAuthentication: serviceClient.clientAuthentication,
    scope: serviceClient.scope,
  };

/** The login that runs; of two ways, the refresh token's unless the other is asked for. */
export const loginOf = (authorization: Authorization, way: LoginWay | undefined): RunTimeLogin => {
  const { kind, clientId, scope } = authorization;
  const login = { ...absent, clientId, scope };
  switch (kind) {
    case 'bearerJwt':
      return { ...login, grant: kind, jwt: authorization.jwt };
    case 'jwtBearer': {
      const { clientAuthentication, assertion } = authorization;
      return { ...login, grant: kind, clientAuthentication, jwt: assertion };
    }
    case 'clientCredentials':
      return { ...login, grant: kind, clientAuthentication: authorization.clientAuthentication };
    default: {
      const { clientAuthentication, refreshToken } = authorization;
      const service =
        way === 'service client' && kind === 'authorizationCode' ? serviceLogin(authorization) : undefined;
      return service ?? { ...login, grant: 'refreshToken', clientAuthentication, refreshToken };
    }
  }
};

/** The settings of the client's assertion, where it authenticates with one. */
export const assertionOf = (authentication: ClientAuthentication | undefined) =>
  authentication !== undefined && isAssertion(authentication) ? authentication : undefined;

/** The JWT that a login stands on: the grant or bearer token itself, else the client's assertion. */
export const mainJwtOf = ({ jwt, clientAuthentication }: RunTimeLogin): JwtSettings | undefined =>
  jwt ?? assertionOf(clientAuthentication);

/** Name of the variable that holds the client secret which is sent, where one is. */
export const secretVariableOf = (authentication: ClientAuthentication | undefined): string | undefined =>
  authentication?.kind === 'clientSecretBasic' || authentication?.kind === 'clientSecretPost'
    ? authentication.clientSecret
    : undefined;

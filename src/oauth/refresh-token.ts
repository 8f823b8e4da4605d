/** The refresh token grant: what a person once granted is renewed (RFC 6749 §6). */

import { checkClientAuthentication } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentications.ts';
import {
  clientAt,
  given,
  withDefaults,
  type GrantModule,
  type GrantOptions,
  type TokenEndpointBase,
  type Way,
} from './grant.ts';
import { checkVariableName } from './texts.ts';

/** A new refresh token is stored before the old one is forgotten. */
export interface RefreshToken extends TokenEndpointBase {
  readonly kind: 'refreshToken';
  readonly clientAuthentication: ClientAuthentication;
  /** Name of the variable that holds the refresh token. */
  readonly refreshToken: string;
}

export type RefreshTokenOptions = GrantOptions<RefreshToken, 'refreshToken'>;

/** The refresh token grant (RFC 6749 §6), from the variable `refresh_token` unless another is named. */
export const refreshToken = (declared: RefreshTokenOptions): RefreshToken => {
  const options = given(declared);
  return {
    kind: 'refreshToken',
    refreshToken: 'refresh_token',
    ...withDefaults(options),
    clientAuthentication: clientAt(options),
  };
};

/** The way of a refresh token, whoever has got it. */
export const refreshWay = ({
  clientId,
  clientAuthentication,
  refreshToken: variable,
  scope,
}: Pick<RefreshToken, 'clientId' | 'clientAuthentication' | 'refreshToken' | 'scope'>): Way => ({
  title: 'refresh token',
  grantType: 'refresh_token',
  clientId,
  clientAuthentication,
  ...(scope !== undefined && { scope }),
  // RFC 6749 §6: left out, it is what the refresh token was granted, which may be less than was asked for.
  sendsScope: false,
  refreshToken: variable,
});

const refreshTokenGrant: GrantModule<RefreshToken> = {
  kind: 'refreshToken',
  title: 'refresh token',
  fields: ['clientAuthentication', 'refreshToken'],
  asksTokenEndpoint: true,
  check: (fields) => [checkVariableName(fields, 'refreshToken'), ...checkClientAuthentication(fields)],
  ways: (authorization) => [refreshWay(authorization)],
};

export default refreshTokenGrant;

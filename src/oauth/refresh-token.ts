/** The refresh token grant: what a person once granted is renewed (RFC 6749 §6). */

import { checkClientAuthentication } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentications.ts';
import {
  clientAt,
  given,
  refreshWay,
  withDefaults,
  type GrantModule,
  type GrantOptions,
  type TokenEndpointBase,
} from './grant.ts';
import { checkVariableName } from './texts.ts';

/** A new refresh token is stored before the old one is forgotten. */
export interface RefreshToken extends TokenEndpointBase {
  readonly kind: 'refreshToken';
  readonly clientAuthentication: ClientAuthentication;
  /** Name of the variable that holds the refresh token. */
  readonly refreshToken: string;
}

/** What `refreshToken` is declared with. */
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

const refreshTokenGrant: GrantModule<RefreshToken> = {
  kind: 'refreshToken',
  title: 'refresh token',
  fields: ['clientAuthentication', 'refreshToken'],
  asksTokenEndpoint: true,
  check: (fields) => [checkVariableName(fields, 'refreshToken'), ...checkClientAuthentication(fields)],
  ways: (authorization) => [refreshWay(authorization)],
};

export default refreshTokenGrant;

/** The JWT bearer grant: a signed JWT is exchanged for a token (RFC 7523 §2.1). */

import { authenticationAt, checkClientAuthentication } from './client-authentication.ts';
import type { ClientAuthentication } from './client-authentications.ts';
import { given, withDefaults, type GrantModule, type GrantOptions, type TokenEndpointBase } from './grant.ts';
import { audienceAt, checkJwt, type SignedJwt } from './signed-jwt.ts';

/** A signed JWT is exchanged for a token. */
export interface JwtBearer extends TokenEndpointBase {
  readonly kind: 'jwtBearer';
  readonly assertion: SignedJwt;
  /** Absent = the request names no client at all; the assertion says enough. */
  readonly clientAuthentication?: ClientAuthentication;
}

/** What `jwtBearer` is declared with. */
export type JwtBearerOptions = GrantOptions<JwtBearer>;

/** The JWT bearer grant (RFC 7523 §2.1); the assertion's audience is the token endpoint unless given. */
export const jwtBearer = (declared: JwtBearerOptions): JwtBearer => {
  const options = given(declared);
  return {
    kind: 'jwtBearer',
    ...withDefaults(options),
    assertion: audienceAt({ audience: 'tokenEndpoint', ...options.assertion }, options),
    ...(options.clientAuthentication !== undefined && {
      clientAuthentication: authenticationAt(options.clientAuthentication, options),
    }),
  };
};

const jwtBearerGrant: GrantModule<JwtBearer> = {
  kind: 'jwtBearer',
  title: 'JWT bearer',
  fields: ['assertion', 'clientAuthentication'],
  asksTokenEndpoint: true,
  // One secret may sign the grant and authenticate the client.
  check: (fields) => [
    ...new Set([
      ...checkJwt(fields, 'assertion', { fields: ['issuer', 'subject'] }),
      ...(fields.has('clientAuthentication') ? checkClientAuthentication(fields) : []),
    ]),
  ],
  ways: ({ clientId, clientAuthentication, assertion, scope }) => [
    {
      title: 'JWT bearer',
      grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      // A JWT that says whom it is from needs no client id, unless the client authenticates as well.
      ...((assertion.issuer === undefined || clientAuthentication !== undefined) && { clientId }),
      ...(clientAuthentication !== undefined && { clientAuthentication }),
      ...(scope !== undefined && { scope }),
      jwt: assertion,
    },
  ],
};

export default jwtBearerGrant;

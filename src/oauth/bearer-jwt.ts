/** A signed JWT that is the bearer token itself: no server is asked for one. */

import { isRecord } from '../values/json.ts';
import { given, withDefaults, type AuthorizationBase, type GrantModule, type GrantOptions } from './grant.ts';
import { checkJwt, type SignedJwt } from './signed-jwt.ts';

/** The client signs its bearer tokens itself. */
export interface BearerJwt extends AuthorizationBase {
  readonly kind: 'bearerJwt';
  readonly jwt: SignedJwt;
}

/** What `bearerJwt` is declared with. */
export type BearerJwtOptions = GrantOptions<BearerJwt>;

/** A signed JWT as bearer token: for APIs that take what the client signs itself. */
export const bearerJwt = (declared: BearerJwtOptions): BearerJwt => ({
  kind: 'bearerJwt',
  ...withDefaults(given(declared)),
});

const bearerJwtGrant: GrantModule<BearerJwt> = {
  kind: 'bearerJwt',
  title: 'none: the client signs its bearer tokens itself',
  fields: ['jwt'],
  asksTokenEndpoint: false,
  check: (fields) => {
    // Nobody is asked for a scope: it can only be a claim.
    const jwt = fields.get('jwt');
    if (fields.has('scope') && isRecord(jwt) && jwt['scopeClaim'] !== true) {
      fields.report('scope', 'goes nowhere; set scopeClaim: true in the JWT, or remove it');
    }
    return checkJwt(fields, 'jwt', { fields: ['issuer', 'subject'] });
  },
  ways: ({ clientId, jwt, scope }) => [
    {
      title: 'signed JWT',
      ...(jwt.issuer === undefined && { clientId }),
      ...(scope !== undefined && { scope }),
      jwt,
    },
  ],
};

export default bearerJwtGrant;

/** A client secret that is a signed JWT, made anew for each token request: what Sign in with Apple demands. */

import { Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import type { ClientAuthenticationMethod } from './method.ts';
import { audienceAt, checkJwt, type SignedJwt } from './signed-jwt.ts';

/** A client secret that is a signed JWT. */
export interface JwtClientSecret {
  readonly kind: 'jwtClientSecret';
  /** The JWT; its issuer and subject are what the provider wants there. */
  readonly jwt: SignedJwt;
}

/** Sends `client_id`, and the JWT as `client_secret`. Declare the JWT with `signedJwt({ … })`. */
export const jwtClientSecret = (jwt: SignedJwt): JwtClientSecret => ({ kind: 'jwtClientSecret', jwt });

const jwtClientSecretMethod: ClientAuthenticationMethod<JwtClientSecret> = {
  kind: 'jwtClientSecret',
  name: 'client_secret_post',
  constructor: 'jwtClientSecret(signedJwt({ … }))',
  check: (owner) => {
    const label = owner.label('clientAuthentication');
    const fields = Fields.open(owner.place, label, owner.get('clientAuthentication'), ['kind', 'jwt']);
    return fields === undefined ? [] : checkJwt(fields, 'jwt', { fields: ['issuer', 'subject'] });
  },
  at: (declaration, endpoints) =>
    isRecord(declaration.jwt) ? { ...declaration, jwt: audienceAt(declaration.jwt, endpoints) } : declaration,
  configure: ({ jwt }) => ({ method: 'jwt-client-secret', jwt }),
  jwt: ({ jwt }) => jwt,
};

export default jwtClientSecretMethod;

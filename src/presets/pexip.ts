/** Pexip Infinity's management API: client credentials with an ES256 assertion, since version 34. */

import { clientCredentials, privateKeyJwt, type Authorization } from '../declare/authorization.ts';

/** The authorization of a Pexip Infinity Management Node, from the variables `host`, `client_id`, `client_private_key`. */
export const pexip = (): Authorization =>
  clientCredentials({
    tokenEndpoint: 'https://{{host}}/oauth/token/',
    scope: 'is_admin use_api',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'https://{{host}}/oauth/token/' }),
    variables: { assertion: 'jwt_signed' },
  });

/** Client authentication `private_key_jwt` and `client_secret_jwt`: a signed assertion proves who the client is (RFC 7521 §4.2). */

import type { ClientAuthenticationPart } from '../parts.ts';

export const authenticate: ClientAuthenticationPart = async ({ jwt }, attempt, parts) => {
  if (jwt === undefined || parts.jwt === undefined) throw new TypeError('there is no JWT');
  const makeAssertion = await parts.jwt(jwt, attempt, parts, true);
  return async ({ parameters }) => {
    parameters['client_assertion_type'] = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    parameters['client_assertion'] = await makeAssertion();
  };
};

/** A client secret that is a signed JWT, made for each token request: what Sign in with Apple demands. */

import type { ClientAuthenticationPart } from '../parts.ts';

export const authenticate: ClientAuthenticationPart = async ({ jwt }, attempt, parts) => {
  if (jwt === undefined || parts.jwt === undefined) throw new TypeError('there is no JWT');
  const makeSecret = await parts.jwt(jwt, attempt, parts, false);
  return async ({ parameters }) => {
    parameters['client_id'] = attempt.clientId;
    parameters['client_secret'] = await makeSecret();
  };
};

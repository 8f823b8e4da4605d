/** Client authentication `client_secret_post` (RFC 6749 §2.3.1): id and secret are parameters of the request. */

import type { ClientAuthenticationPart } from '../parts.ts';

export const authenticate: ClientAuthenticationPart = async ({ clientSecret = '', optional }, attempt) => {
  const secret = await attempt.secret(clientSecret, optional);
  return ({ parameters }) => {
    parameters['client_id'] = attempt.clientId;
    if (secret) parameters['client_secret'] = secret;
  };
};

/** Client authentication `client_secret_basic` (RFC 6749 §2.3.1): id and secret are form-urlencoded before base64. */

import { formUrlEncode } from '../form.ts';
import type { ClientAuthenticationPart } from '../parts.ts';

export const authenticate: ClientAuthenticationPart = async ({ clientSecret = '', optional }, attempt) => {
  const { clientId } = attempt;
  const secret = await attempt.secret(clientSecret, optional);
  const credentials = btoa(`${formUrlEncode(clientId)}:${formUrlEncode(secret)}`);
  attempt.hide(credentials);
  return ({ parameters, headers }) => {
    if (secret) headers['Authorization'] = `Basic ${credentials}`;
    else parameters['client_id'] = clientId;
  };
};

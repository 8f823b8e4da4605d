/** Client authentication `client_secret_post` (RFC 6749 §2.3.1): id and secret are parameters of the form. */

import { clientId } from '../attempt.ts';
import { readSecret } from '../secret.ts';
import type { Part } from '../token-request.ts';

/** @param isOptional true: without a secret the client is a public one (RFC 6749 §3.2.1) */
export const clientSecretPost =
  (variable: string, isOptional?: boolean): Part =>
  async () => {
    const secret = await readSecret(variable, isOptional);
    return (form) => {
      form['client_id'] = clientId;
      if (secret) form['client_secret'] = secret;
    };
  };

/** Client authentication `client_secret_basic` (RFC 6749 §2.3.1): both parts are form-urlencoded before base64. */

import { clientId } from '../attempt.ts';
import { encode } from '../form.ts';
import { secrets } from '../redact-before.ts';
import { readSecret } from '../secret.ts';
import type { Part } from '../token-request.ts';

/** @param isOptional true: without a secret the client is a public one (RFC 6749 §3.2.1) */
export const clientSecretBasic =
  (variable: string, isOptional?: boolean): Part =>
  async () => {
    const secret = await readSecret(variable, isOptional);
    const credentials = btoa(`${encode(clientId)}:${encode(secret)}`);
    secrets.push(credentials);
    return (form, header) => {
      if (secret) header['Authorization'] = `Basic ${credentials}`;
      else form['client_id'] = clientId;
    };
  };

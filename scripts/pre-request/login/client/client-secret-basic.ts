/** Client authentication `client_secret_basic` (RFC 6749 §2.3.1): both parts are form-urlencoded before base64. */

import { encode } from '../form.ts';
import { readSecret } from '../secret.ts';
import type { Part } from '../token-request.ts';

/** @param isOptional true: without a secret the client is a public one (RFC 6749 §3.2.1) */
export const clientSecretBasic =
  (variable: string, isOptional?: boolean): Part =>
  async (attempt) => {
    const { clientId, secrets } = attempt;
    const secret = await readSecret(attempt, variable, isOptional);
    if (secret === '') return () => ({ form: { client_id: clientId } });
    const credentials = btoa(`${encode(clientId)}:${encode(secret)}`);
    secrets.push(credentials, encode(secret));
    return () => ({ basic: `Basic ${credentials}` });
  };

/** The refresh token grant (RFC 6749 §6). */

import { readLiteral } from './inputs.ts';
import { type Part } from './token-request.ts';

/** Sends the refresh token in a variable. */
export const refreshToken =
  (variable: string): Part =>
  async (attempt) => {
    const token = readLiteral(attempt, variable);
    attempt.secrets.push(token);
    return () => ({ form: { refresh_token: token } });
  };

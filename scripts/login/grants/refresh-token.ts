/** The refresh token grant (RFC 6749 §6). */

import { readLiteral } from '../attempt.ts';
import { refusedRefreshToken } from '../messages/refresh-token.ts';
import { secrets } from '../redact-before.ts';
import type { Part } from '../token-request.ts';
import { put, valueOf } from '../variables.ts';

/** Sends the refresh token in a variable. */
export const refreshToken =
  (variable: string): Part =>
  async () => {
    const token = readLiteral(variable);
    secrets.push(token);
    return (form) => {
      form['refresh_token'] = token;
    };
  };

/** Keeps the refresh token of an answer: a server that rotates them takes the old one no more. */
export const keepRefreshToken =
  (variable: string) =>
  ({ refresh_token: token }: Readonly<Record<string, unknown>>): void => {
    if (typeof token === 'string' && token) put(variable, token);
  };

/** The scope of a refreshed token whose answer says none: what the refresh token was granted (RFC 6749 §6). */
export const keptScope = (variable: string) => (): string => valueOf(variable);

/** What a refused refresh token most likely means, where the provider says nothing of its own. */
export const explainRefresh =
  (explain?: (error: string) => string) =>
  (error: string): string =>
    explain?.(error) || (error === 'invalid_grant' ? refusedRefreshToken : '');

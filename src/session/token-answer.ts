/** The token endpoint's answer, which openid-client has checked, as tokens (RFC 6749 §5.1). */

import type { TokenEndpointResponse } from 'openid-client';
import { PostsmithError } from '../errors.ts';
import { scopeTokens } from './granted-scope.ts';
import type { Tokens } from './token-file.ts';

/** What serves where the answer does not say. */
export interface Assumptions {
  /** Unix time in seconds at which the token was asked for. */
  readonly sentAt: number;
  /** What was asked for. */
  readonly scope: string;
  /** Seconds. */
  readonly tokenLifetime: number;
}

/** RFC 6750 §2.1 (b64token): anything else could smuggle a header into every request. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** @throws PostsmithError LOGIN_FAILED when it is no bearer token that a request can carry */
export const readTokenAnswer = (
  answer: TokenEndpointResponse,
  { sentAt, scope, tokenLifetime }: Assumptions,
): Tokens => {
  const { access_token: accessToken, refresh_token: refreshToken = '' } = answer;
  if (answer.token_type !== 'bearer' || !TOKEN.test(accessToken)) {
    throw new PostsmithError(
      'LOGIN_FAILED',
      'The token endpoint answered with a token that is no bearer token (RFC 6750 §2.1), so no request could carry it.',
    );
  }
  return {
    accessToken,
    refreshToken,
    expires: String(sentAt + Math.floor(answer.expires_in ?? tokenLifetime)),
    // What is not told is what was asked for.
    scope: scopeTokens(answer.scope ?? scope).join(' '),
    // Empty: the collection's script takes the token as one that a person put there.
    accessTokenFor: '',
  };
};

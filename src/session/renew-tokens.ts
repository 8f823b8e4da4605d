/** Renews an access token without a script (RFC 6749 §6), for an engine that cannot hand back what its scripts renewed. */

import { refreshTokenGrant } from 'openid-client';
import { clientOf } from './client.ts';
import { explainFailure } from './login-failure.ts';
import type { LoginSettings } from './settings.ts';
import { readTokenAnswer } from './token-answer.ts';
import type { Tokens } from './token-file.ts';

export interface RenewOptions {
  readonly settings: LoginSettings;
  readonly tokens: Tokens;
  readonly caFile?: string;
}

/**
 * @returns new tokens; the refresh token is the old one where the server gave no other
 * @throws PostsmithError LOGIN_FAILED, USAGE
 */
export const renewTokens = async ({ settings, tokens, caFile }: RenewOptions): Promise<Tokens> => {
  const client = clientOf(settings, caFile);
  const sentAt = Math.floor(Date.now() / 1000);
  try {
    const answer = await refreshTokenGrant(client, tokens.refreshToken, { ...settings.tokenParameters });
    const renewed = readTokenAnswer(answer, {
      sentAt,
      scope: tokens.scope,
      tokenLifetime: settings.tokenLifetime,
    });
    return {
      ...renewed,
      refreshToken: renewed.refreshToken === '' ? tokens.refreshToken : renewed.refreshToken,
    };
  } catch (error) {
    throw explainFailure(error, settings, 'renewal');
  }
};

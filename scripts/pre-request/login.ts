/** The token script: sees to it that a live access token is there before the request leaves, or that none leaves. */

import type { ClientCredentials } from 'postsmith';
import type { ClientAuthenticator } from './login/client-authentication.ts';
import { failClosed, LoginFailure } from './login/failure.ts';
import { badInputs } from './login/messages/settings.ts';
import { fingerprint, rememberRefusal, throwRemembered } from './login/refusal-memory.ts';
import { readTarget, type Target } from './login/target.ts';
import { readTokenAnswer } from './login/token-answer.ts';
import { requestToken } from './login/token-request.ts';
import { hasLiveToken, keepAssertion, storeToken } from './login/token-store.ts';
import { isRefused } from './refuse.ts';

/** Logs in, unless a live token is kept, the request wants no authorization, or a script has refused it. */
export function login(authorization: ClientCredentials, authenticate: ClientAuthenticator): void {
  if (isRefused() || pm.request.auth?.type === 'noauth') return;
  const secrets: string[] = [];
  const fail = (error: unknown): void => failClosed(error, authorization, secrets);
  try {
    const target = readTarget(authorization);
    if (hasLiveToken(target, authorization.variables)) return;
    getToken(authorization, authenticate, target, secrets).catch(fail);
  } catch (error) {
    fail(error);
  }
}

async function getToken(
  authorization: ClientCredentials,
  authenticate: ClientAuthenticator,
  target: Target,
  secrets: string[],
): Promise<void> {
  const prove = authenticate(target, authorization, secrets);
  if (target.problems.length > 0) throw new LoginFailure(badInputs, target.problems.join('\n'));
  const inputs = fingerprint(target, secrets);
  throwRemembered(inputs);
  const proof = await prove();
  const sentAt = Math.floor(Date.now() / 1000);
  try {
    const answer = await requestToken(target, proof);
    storeToken(readTokenAnswer(answer, authorization, secrets), target, authorization, sentAt);
    keepAssertion(authorization.variables, '');
  } catch (error) {
    rememberRefusal(inputs, error);
    if (error instanceof LoginFailure && error.isRefusal) keepAssertion(authorization.variables, proof);
    throw error;
  }
}

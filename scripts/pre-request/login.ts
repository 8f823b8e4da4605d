/** The token script: sees to it that a live access token is there before the request leaves, or that none leaves. */

import type { Attempt, Plan } from './login/attempt.ts';
import { failClosed, LoginFailure } from './login/failure.ts';
import { readAttempt } from './login/inputs.ts';
import { badInputs } from './login/messages/settings.ts';
import { fingerprint, rememberRefusal, throwRemembered } from './login/refusal-memory.ts';
import { hasLiveToken, storeToken } from './login/token-store.ts';
import { valueOf } from './login/variables.ts';
import { isRefused } from './refuse.ts';

/** Logs in, unless a live token is kept, the request wants no authorization, or a script has refused it. */
export function login(plan: Plan): void {
  if (isRefused() || pm.request.auth?.type === 'noauth') return;
  const secrets: string[] = [];
  const fail = (error: unknown): void => failClosed(error, plan, secrets);
  try {
    const way = plan.ways.find(({ opener }) => opener === undefined || valueOf(opener) !== '');
    const attempt = way && readAttempt(plan, way, secrets);
    if (hasLiveToken(plan, attempt)) return;
    if (attempt === undefined) plan.standAside?.();
    else getToken(attempt).catch(fail);
  } catch (error) {
    fail(error);
  }
}

async function getToken(attempt: Attempt): Promise<void> {
  const obtain = await attempt.way.obtain(attempt);
  const { problems } = attempt;
  if (problems.length > 0) throw new LoginFailure(badInputs, problems.join('\n'));
  const inputs = fingerprint(attempt);
  throwRemembered(inputs);
  const sentAt = Math.floor(Date.now() / 1000);
  try {
    storeToken(attempt, await obtain(), sentAt);
  } catch (error) {
    rememberRefusal(inputs, error);
    throw error;
  }
}

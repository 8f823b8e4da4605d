/** The token script: sees to it that a live access token is there before the request leaves, or that none leaves. */

import { aimAt, problems } from './attempt.ts';
import { failClosed, LoginFailure } from './failure.ts';
import { badInputs } from './messages/settings.ts';
import type { Plan, Way } from './plan.ts';
import { rememberRefusal, throwRemembered } from './refusal-memory.ts';
import { hasLiveToken, storeToken } from './token-store.ts';
import { takeRefusal } from './sandbox.ts';

/** Logs in, unless a live token is kept, the request wants no authorization, or a script has refused it. */
export function login(plan: Plan): void {
  if (takeRefusal() || pm.request.auth?.type === 'noauth') return;
  const fail = (error: unknown): void => failClosed(error, plan);
  try {
    const way = plan.way();
    if (way) aimAt(way);
    if (hasLiveToken(plan, way)) return;
    if (way) getToken(plan, way).catch(fail);
    else plan.brought?.standAside();
  } catch (error) {
    fail(error);
  }
}

async function getToken(plan: Plan, way: Way): Promise<void> {
  const obtain = await way.obtain();
  if (problems[0]) throw new LoginFailure(badInputs, problems.join('\n'));
  throwRemembered();
  const sentAt = Math.floor(Date.now() / 1000);
  try {
    storeToken(plan, await obtain(), sentAt);
  } catch (error) {
    rememberRefusal(error);
    throw error;
  }
}

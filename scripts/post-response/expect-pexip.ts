/** Tests every response of a Management Node, by the path of its request, and keeps the ids that other requests use. */

import { keep, keepJson } from 'postsmith/sandbox';
import { judge } from './pexip/judge.ts';
import type { Expectations } from './pexip/resource.ts';

/** So many ids that lists have kept for *Read* are remembered: every variable costs time at each request. */
const REMEMBERED = 3;

/** Forgets what earlier lists have kept, but for what commands use. */
const forgetEarlier = (expectations: Expectations, kept: readonly string[]): void => {
  const passing = new Set(
    Object.values(expectations).flatMap(({ listed, isLasting }) => (isLasting === true ? [] : [listed])),
  );
  if (!kept.some((name) => passing.has(name))) return;
  const earlier = Object.keys(pm.environment.toObject()).filter(
    (name) => passing.has(name) && !kept.includes(name),
  );
  earlier.slice(0, 1 - REMEMBERED).forEach((name) => pm.environment.unset(name));
};

export default (expectations: Expectations): void => {
  const verdict = judge(
    {
      method: pm.request.method,
      path: pm.request.url.getPath(),
      // A request that could not be sent has a response without a code.
      status: pm.response.code || 0,
      body: pm.response.text(),
      location: pm.response.headers.get('Location'),
    },
    expectations,
  );
  if (verdict === undefined) return;
  const ids = verdict.ids ?? {};
  for (const [variable, id] of Object.entries(ids)) keep(variable, id);
  forgetEarlier(expectations, Object.keys(ids));
  for (const [variable, setting] of Object.entries(verdict.settings ?? {})) keepJson(variable, setting);
  pm.test('The status is the documented one', () => {
    if (verdict.statusProblem !== undefined) throw new Error(verdict.statusProblem);
  });
  if (verdict.statusProblem !== undefined) return;
  pm.test('The response has the documented shape', () => {
    if (verdict.problems.length > 0) throw new Error(verdict.problems.slice(0, 10).join('; '));
  });
};

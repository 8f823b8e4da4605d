/** Tests every response of a Management Node, by the path of its request, and keeps the ids that other requests use. */

import { keep, keepJson } from 'postsmith/sandbox';
import { judge } from './pexip/judge.ts';
import { readExpectation } from './pexip/resource.ts';

/** What the declaration says of the API. */
interface Parameters {
  /** By area and name, `status/alarm`, a line that `readExpectation` reads. */
  readonly resources: { readonly [resource: string]: string };
  /** Variables of listed ids that commands use. */
  readonly lasting: readonly string[];
}

/** So many ids that lists have kept for *Read* are remembered: every variable costs time at each request. */
const REMEMBERED = 3;

/** Forgets what earlier lists have kept, but for what commands use. */
const forgetEarlier = ({ resources, lasting }: Parameters, kept: readonly string[]): void => {
  const lines = Object.values(resources);
  const isPassing = (name: string): boolean =>
    !lasting.includes(name) && lines.some((line) => line.startsWith(`listed ${name}|`));
  if (!kept.some(isPassing)) return;
  const earlier = Object.keys(pm.environment.toObject()).filter(
    (name) => !kept.includes(name) && isPassing(name),
  );
  earlier.slice(0, 1 - REMEMBERED).forEach((name) => pm.environment.unset(name));
};

export default (parameters: Parameters): void => {
  const verdict = judge(
    {
      method: pm.request.method,
      path: pm.request.url.getPath(),
      // A request that could not be sent has a response without a code.
      status: pm.response.code || 0,
      body: pm.response.text(),
      location: pm.response.headers.get('Location'),
    },
    (resource) => {
      const line = parameters.resources[resource];
      return line === undefined ? undefined : readExpectation(line);
    },
  );
  if (verdict === undefined) return;
  const ids = verdict.ids ?? {};
  for (const [variable, id] of Object.entries(ids)) keep(variable, id);
  forgetEarlier(parameters, Object.keys(ids));
  for (const [variable, setting] of Object.entries(verdict.settings ?? {})) keepJson(variable, setting);
  pm.test('The status is the documented one', () => {
    if (verdict.statusProblem !== undefined) throw new Error(verdict.statusProblem);
  });
  if (verdict.statusProblem !== undefined) return;
  pm.test('The response has the documented shape', () => {
    if (verdict.problems.length > 0) throw new Error(verdict.problems.slice(0, 10).join('; '));
  });
};

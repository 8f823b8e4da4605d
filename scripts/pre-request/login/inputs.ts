/** Reads the inputs of a login from Postman's variables, and says what they lack. */

import type { Attempt, Plan, Way } from './attempt.ts';
import {
  endpointUnusable,
  missingVariable,
  noEnvironment,
  unresolvedReference,
} from './messages/settings.ts';
import { clean } from './redact.ts';
import { literal, resolve, unresolved } from './variables.ts';

type Problems = Pick<Attempt, 'plan' | 'problems'>;

const ENDPOINT = /^https:\/\/[^\s/?#@]+(\/[^\s#]*)?$|^http:\/\/(localhost|127\.0\.0\.1|\[::1])[:/]/i;

/** Says that a variable has no value, and where one is found; once for each, and first if no environment is chosen. */
export function reportMissing({ plan, problems }: Problems, name: string, hint = ''): void {
  if (!pm.environment.name && Object.keys(pm.environment.toObject()).length === 0 && problems.length === 0)
    problems.push(noEnvironment);
  const sentence = missingVariable(name, plan.provider?.whereToFind[name]) + hint;
  if (!problems.includes(sentence)) problems.push(sentence);
}

/** Fills a template, and reports what it lacks. */
export function fill(attempt: Problems, template: string): string {
  const { text, missing } = resolve(template);
  for (const name of missing) reportMissing(attempt, name);
  return text;
}

/** Reads a value that is taken literally, and reports what it lacks. */
export function readLiteral(attempt: Problems, name: string, hint?: string): string {
  const value = literal(name);
  const reference = unresolved(value);
  if (value.trim() === '') reportMissing(attempt, name, hint);
  else if (reference !== undefined) attempt.problems.push(unresolvedReference(name, reference));
  return value;
}

/** Reads where a token is asked for, for whom and what for. */
export function readAttempt(plan: Plan, way: Way, secrets: string[]): Attempt {
  const problems: string[] = [];
  const attempt = { plan, way, problems, secrets, endpoint: '', scope: '' };
  plan.settleHost?.(problems);
  const isUnderstood = problems.length === 0;
  attempt.endpoint = fill(attempt, way.endpoint);
  attempt.scope = fill(attempt, way.scope);
  if (isUnderstood && problems.length === 0 && way.endpoint !== '' && !ENDPOINT.test(attempt.endpoint))
    problems.push(endpointUnusable(clean(attempt.endpoint)));
  const { clientId } = way;
  return {
    ...attempt,
    clientId: typeof clientId === 'string' ? readLiteral(attempt, clientId) : clientId(attempt),
  };
}

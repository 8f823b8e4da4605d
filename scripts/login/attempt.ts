/**
 * The attempt to get a token: where, for whom and what for, and what is wrong with the settings. A script runs once for a
 * request, so all this is the execution's own.
 */

import { missingVariable, noEnvironment, unresolvedReference } from './messages/settings.ts';
import { fingerprint } from './fingerprint.ts';
import type { Way } from './plan.ts';
import { literal, resolve, unresolved } from './variables.ts';

/** What is wrong with the inputs, a sentence each. */
export const problems: string[] = [];

export let endpoint = '';
export let clientId = '';
export let scope = '';
/** Empty, or a mark of what else the token depends on: no more than a fingerprint, as a parameter may hold a secret. */
export let about = '';

/** Says that a variable has no value, and where one is found; once for each, and first if no environment is chosen. */
export function reportMissing(name: string, hint = ''): void {
  if (!problems[0] && !pm.environment.name && JSON.stringify(pm.environment.toObject()) === '{}')
    problems.push(noEnvironment);
  const sentence = missingVariable(name) + hint;
  if (!problems.includes(sentence)) problems.push(sentence);
}

/** Fills a template, and reports what it lacks. */
export function fill(template: string): string {
  const { text, missing } = resolve(template);
  for (const name of missing) reportMissing(name);
  return text;
}

/** Reads a value that is taken literally, and reports what it lacks. */
export function readLiteral(name: string, hint?: string): string {
  const value = literal(name);
  const reference = unresolved(value);
  if (value.trim() === '') reportMissing(name, hint);
  else if (reference !== undefined) problems.push(unresolvedReference(name, reference));
  return value;
}

/** Reads where a token is asked for, for whom and what for. */
export function aimAt(way: Way): void {
  endpoint = fill(way.endpoint);
  scope = fill(way.scope);
  about = way.about ? `#${fingerprint(fill(way.about))}` : '';
  clientId = way.clientId();
}

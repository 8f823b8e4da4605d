/** Puts the understood host in place of the variable, for the login and for the request that is about to be sent. */

import { understandHost } from './host.ts';
import { hostProblem, hostUnderstood } from './messages/host.ts';
import { clean } from './redact.ts';
import { resolve, valueOf } from './variables.ts';

/** `https://{{host}}/…`: the whole authority is one variable. */
const WHOLE_AUTHORITY = /^https:\/\/\{\{([^{}]+)\}\}(?=[/?#]|$)/i;

/** Local variables outlive the request, so it is noted which value was set here and not by the user. */
const noteOf = (name: string): string => `postsmith.understood.${name}`;

/** The value that people gave, not the one that this script put before it for an earlier request of the run. */
function givenValue(name: string): string {
  const note = pm.variables.get(noteOf(name));
  if (note === undefined || note !== pm.variables.get(name)) return valueOf(name);
  for (const scope of [pm.iterationData, pm.environment, pm.collectionVariables, pm.globals]) {
    if (scope.has(name)) return String(scope.get(name) ?? '');
  }
  return '';
}

function replaceValue(name: string, value: string): void {
  pm.variables.set(name, value);
  pm.variables.set(noteOf(name), value);
}

/** The name of the host variable in a URL template, if a variable is the host. */
export const hostVariableOf = (template: string): string | undefined => WHOLE_AUTHORITY.exec(template)?.[1];

/** Understands the host in variable `name` and sets it; what can't be understood becomes a problem. */
export function settleHost(name: string, problems: string[]): void {
  const given = givenValue(name);
  const { text, missing } = resolve(given);
  const isMasked = given !== valueOf(name);
  if (given.trim() === '' || missing.length > 0) {
    // What is missing is reported where the template is filled in; it must be the user's value that is missing there.
    if (isMasked) replaceValue(name, given);
    return;
  }
  const { understood, problem } = understandHost(text);
  if (problem !== '') {
    problems.push(hostProblem(name, clean(text.includes('@') ? '…@…' : text, [], 60), problem));
    return;
  }
  if (understood === text && !isMasked) return;
  if (valueOf(name) === understood) return;
  replaceValue(name, understood);
  if (understood !== text) console.info(hostUnderstood(name, clean(text, [], 60), understood));
}

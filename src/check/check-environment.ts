/** Checks an environment. */

import { describe, Fields, refuseSecret } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import type { Place } from '../values/place.ts';
import { placeholderProblems } from '../values/placeholders.ts';
import { isPlaceholderOnly, isSecretName } from '../values/secret-patterns.ts';

const checkText = (place: Place, name: string, value: string): void => {
  const label = `variable ${JSON.stringify(name)}`;
  for (const problem of placeholderProblems(value)) place.report(`${label} ${problem}`);
  if (isSecretName(name) && !isPlaceholderOnly(value) && !place.publicValues.includes(value)) {
    place.report(
      `${label} looks like a secret with a value; declare it as secret(), or, if it is public, list it in publicValues`,
    );
  } else refuseSecret(place, label, value);
};

const checkVariable = (place: Place, name: string, value: unknown): void => {
  if (name.trim() === '' || /[{}]/.test(name) || name !== name.trim()) {
    place.report(`variables holds a name that no {{placeholder}} can have: ${JSON.stringify(name)}`);
  }
  if (typeof value === 'string') checkText(place, name, value);
  else if (typeof value === 'function') {
    place.report(`variable ${JSON.stringify(name)} is a function; call it: secret()`);
  } else if (!isRecord(value) || value['kind'] !== 'secret' || Object.keys(value).length > 1) {
    place.report(`variable ${JSON.stringify(name)} must be text or secret(), but is ${describe(value)}`);
  }
};

/** Checks what a file in `environments/` declares; reports every problem at its place. */
export const checkEnvironment = (place: Place, value: Readonly<Record<string, unknown>>): void => {
  const fields = Fields.open(place, '', value, ['kind', 'name', 'key', 'variables', 'publicValues']);
  if (fields === undefined) return;
  fields.text('name');
  fields.key();
  fields.publicValues();
  if (!fields.has('variables')) fields.report('variables', 'is missing; it maps names to texts and secret()');
  for (const { name, value: variable } of fields.entries('variables')) checkVariable(place, name, variable);
};

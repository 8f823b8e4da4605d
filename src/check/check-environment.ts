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

const checkName = (place: Place, name: string): void => {
  if (name.trim() === '' || /[{}]/.test(name) || name !== name.trim()) {
    place.report(`variables holds a name that no {{placeholder}} can have: ${JSON.stringify(name)}`);
  }
};

/** What is made with secret() or variable(…). */
const checkMade = (place: Place, name: string, value: unknown): void => {
  const isVariable = isRecord(value) && value['kind'] === 'variable';
  const label = `variable ${JSON.stringify(name)}`;
  const known = ['kind', 'description', 'enabled', ...(isVariable ? ['value'] : [])];
  const fields = Fields.open(place, label, value, known);
  if (fields === undefined) return;
  fields.optionalText('description');
  fields.optionalFlag('enabled');
  const text = isVariable ? fields.value('value') : undefined;
  if (text !== undefined) checkText(place, name, text);
};

const isMade = (value: unknown): boolean =>
  isRecord(value) && (value['kind'] === 'secret' || value['kind'] === 'variable');

const checkVariable = (place: Place, name: string, value: unknown): void => {
  checkName(place, name);
  if (typeof value === 'string') checkText(place, name, value);
  else if (typeof value === 'function') {
    place.report(`variable ${JSON.stringify(name)} is a function; call it: secret()`);
  } else if (isMade(value)) checkMade(place, name, value);
  else {
    place.report(
      `variable ${JSON.stringify(name)} must be text, secret() or variable(…), but is ${describe(value)}`,
    );
  }
};

const checkList = (fields: Fields): void => {
  const names = new Set<string>();
  for (const { value, label } of fields.list('variables')) {
    const [name, variable]: readonly unknown[] = Array.isArray(value) ? value : [];
    if (typeof name !== 'string') {
      fields.place.report(`${label} must be a name and its value, ['host', ''], but is ${describe(value)}`);
      continue;
    }
    if (names.has(name)) fields.place.report(`variables has ${JSON.stringify(name)} twice`);
    names.add(name);
    checkVariable(fields.place, name, variable);
  }
};

/** JavaScript puts names of digits first, in the order of their numbers. */
const checkOrder = (fields: Fields, names: readonly string[]): void => {
  const name = names.find((each) => /^(?:0|[1-9]\d{0,9})$/.test(each));
  if (name === undefined || names.length === 1) return;
  fields.report(
    'variables',
    `has the name ${JSON.stringify(name)}, which JavaScript puts before others; write a list, whose order is kept: [[${JSON.stringify(name)}, '…'], …]`,
  );
};

/** Checks what a file in `environments/` declares; reports every problem at its place. */
export const checkEnvironment = (place: Place, value: Readonly<Record<string, unknown>>): void => {
  const fields = Fields.open(place, '', value, ['kind', 'name', 'key', 'id', 'variables', 'publicValues']);
  if (fields === undefined) return;
  fields.text('name');
  fields.identity();
  fields.publicValues();
  if (!fields.has('variables')) fields.report('variables', 'is missing; it maps names to texts and secret()');
  if (Array.isArray(fields.get('variables'))) {
    checkList(fields);
    return;
  }
  const entries = fields.entries('variables');
  checkOrder(
    fields,
    entries.map(({ name }) => name),
  );
  for (const { name, value: variable } of entries) checkVariable(place, name, variable);
};

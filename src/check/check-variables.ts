/** Checks the variables of a collection or folder. */

import { describe, Fields } from '../values/fields.ts';
import { placeholderProblems } from '../values/placeholders.ts';
import { isPlaceholderOnly, isSecretName } from '../values/secret-patterns.ts';

const checkValue = (fields: Fields, name: string | undefined): void => {
  const value = fields.get('value');
  if (typeof value === 'number' || typeof value === 'boolean') return;
  if (value !== undefined && typeof value !== 'string') {
    fields.report('value', `must be text, a number, true or false, but is ${describe(value)}`);
    return;
  }
  const text = fields.value('value') ?? '';
  for (const problem of placeholderProblems(text, fields.place.literals)) fields.report('value', problem);
  const { publicValues } = fields.place;
  if (name === undefined || !isSecretName(name) || isPlaceholderOnly(text) || publicValues.includes(text))
    return;
  fields.report(
    'value',
    'looks like a secret; declare it in an environment with secret(), or, if it is public, list it in publicValues',
  );
};

/** Checks the field `variables`. */
export const checkVariables = (owner: Fields): void => {
  const names = new Set<string>();
  for (const { value, label } of owner.list('variables')) {
    const fields = Fields.open(owner.place, label, value, ['name', 'value', 'description', 'enabled']);
    if (fields === undefined) continue;
    const name = fields.text('name');
    checkValue(fields, name);
    fields.optionalText('description');
    fields.optionalFlag('enabled');
    if (name === undefined) continue;
    if (names.has(name)) fields.report('name', `is ${JSON.stringify(name)} for the second time`);
    if (fields.place.literals.includes(name)) {
      fields.report(
        'name',
        `is ${JSON.stringify(name)}, which literals lists as well: it would not be sent as it stands; give the variable another name`,
      );
    }
    names.add(name);
  }
};

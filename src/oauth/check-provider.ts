/** Checks what is told of a provider, and the authorization against the provider's rules. */

import { describe, Fields } from '../check/fields.ts';
import { checkRules } from './check-rules.ts';

/** Checks the field `provider` of an authorization, which comes a second time as it is. */
export const checkProvider = (owner: Fields, authorization: Readonly<Record<string, unknown>>): void => {
  if (!owner.has('provider')) return;
  const known = ['name', 'whereToFind', 'likelyCauses', 'rules'];
  const fields = Fields.open(owner.place, owner.label('provider'), owner.get('provider'), known);
  if (fields === undefined) return;
  fields.text('name');
  for (const { value, label } of fields.entries('whereToFind')) {
    if (typeof value !== 'string') fields.place.report(`${label} must be text, but is ${describe(value)}`);
  }
  for (const { value, label } of fields.entries('likelyCauses')) {
    const isTexts = Array.isArray(value) && value.every((cause) => typeof cause === 'string');
    if (!isTexts) fields.place.report(`${label} must be a list of texts`);
  }
  checkRules(fields, authorization);
};

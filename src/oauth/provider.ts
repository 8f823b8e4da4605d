/** What is known of a provider: where its values are found, and what its errors mean. */

import type { ProviderHelp } from '../../scripts/login/configuration.ts';
import { describe, Fields } from '../model/fields.ts';

/** Facts about a provider, from its own documentation. All of it is plain data. */
export type Provider = ProviderHelp;

/** Checks the field `provider` of an authorization. */
export const checkProvider = (owner: Fields): void => {
  if (!owner.has('provider')) return;
  const known = ['name', 'whereToFind', 'likelyCauses', 'rejectsWithEmpty403'];
  const fields = Fields.open(owner.place, owner.label('provider'), owner.get('provider'), known);
  if (fields === undefined) return;
  fields.text('name');
  fields.optionalFlag('rejectsWithEmpty403');
  for (const { value, label } of fields.entries('whereToFind')) {
    if (typeof value !== 'string') fields.place.report(`${label} must be text, but is ${describe(value)}`);
  }
  for (const { value, label } of fields.entries('likelyCauses')) {
    const isTexts = Array.isArray(value) && value.every((cause) => typeof cause === 'string');
    if (!isTexts) fields.place.report(`${label} must be a list of texts`);
  }
};

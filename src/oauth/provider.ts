/** What is known of a provider: where its values are found, and what its errors mean. */

import { describe, Fields } from '../values/fields.ts';

/** Facts about a provider, from its own documentation. All of it is plain data. */
export interface Provider {
  /** The provider's name in messages: `Pexip Infinity`. */
  readonly name: string;
  /** Variable name → where its value is found, as a clause: `shown once when you create the OAuth2 client`. */
  readonly whereToFind: { readonly [variable: string]: string };
  /**
   * OAuth `error` code → likely causes, each a clause, most likely first. An HTTP status such as `403` stands for a
   * response that names no error; `invalid_token` for an API that rejects a token just issued.
   */
  readonly likelyCauses: { readonly [error: string]: readonly string[] };
  /** True: the provider's APIs reject a token that has ended with 403 and an empty body, where others respond with 401. */
  readonly rejectsWithEmpty403?: boolean;
}

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

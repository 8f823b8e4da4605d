/** What `client_secret_basic` and `client_secret_post` have in common (RFC 6749 §2.3.1). */

import { Fields } from '../values/fields.ts';
import { checkVariableName, type VariableNames } from './texts.ts';

/** What a client secret is declared with. */
export interface ClientSecretOptions {
  /** Name of the variable that holds the secret; `client_secret` unless given. */
  readonly clientSecret?: string;
  /** True: where that variable is empty, the client is a public one and authenticates as `none` does. */
  readonly optional?: boolean;
}

/** A declared client secret. */
export type ClientSecret = ClientSecretOptions & { readonly clientSecret: string };

/** Checks the field `clientAuthentication`. */
export const checkClientSecret = (owner: Fields): VariableNames => {
  const label = owner.label('clientAuthentication');
  const value = owner.get('clientAuthentication');
  const fields = Fields.open(owner.place, label, value, ['kind', 'clientSecret', 'optional']);
  fields?.optionalFlag('optional');
  return fields === undefined ? [] : [checkVariableName(fields, 'clientSecret')];
};

/** What a program reads. */
export const configureClientSecret = (method: string, { clientSecret, optional }: ClientSecret) => ({
  method,
  clientSecret,
  ...(optional === true && { optional }),
});

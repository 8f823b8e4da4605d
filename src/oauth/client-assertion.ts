/** What `private_key_jwt` and `client_secret_jwt` have in common: a signed assertion proves who the client is (RFC 7523 §2.2). */

import type { Fields } from '../values/fields.ts';
import {
  audienceAt,
  checkJwt,
  checkStrict,
  keyVariableOf,
  type JwtOptions,
  type JwtSettings,
  type SigningAlgorithm,
} from './signed-jwt.ts';
import type { VariableNames } from './texts.ts';

/** What an assertion is made of; issuer and subject are the client. */
export interface ClientAssertion extends Omit<JwtSettings, 'issuer' | 'subject'> {
  /** True: as RFC 10070 demands. The audience is the issuer alone, and the type is `client-authentication+jwt`. */
  readonly strict?: boolean;
}

/** RFC 10070 §2: an explicit type keeps the assertion from being taken for another kind of JWT. */
const STRICT_TYPE = 'client-authentication+jwt';

/** An assertion as it is declared: what is left out has a default. */
export type ClientAssertionOptions = JwtOptions<ClientAssertion>;

/** An assertion with its defaults. */
export const clientAssertion = (options: ClientAssertionOptions) => ({
  key: keyVariableOf(options.algorithm),
  lifetime: 120,
  audience: options.strict === true ? 'issuer' : 'tokenEndpoint',
  ...(options.strict === true && { type: STRICT_TYPE }),
  ...options,
});

/** Checks the field `clientAuthentication`. */
export const checkClientAssertion = (
  owner: Fields,
  algorithms: (algorithm: SigningAlgorithm) => boolean,
): VariableNames =>
  checkJwt(owner, 'clientAuthentication', {
    algorithms,
    fields: ['kind', 'strict'],
    isClient: true,
    further: (fields) => checkStrict(fields, owner.get('issuer'), STRICT_TYPE),
  });

/** What both methods have in their modules. */
export const assertionMethod = {
  at: audienceAt,
  configure: (
    // `kind` and `strict` are what the constructor has made `type` and `audience` of.
    { kind: _kind, strict: _strict, ...jwt }: ClientAssertion & { readonly kind: string },
  ) => ({ method: 'assertion', jwt }),
  jwt: (declaration: ClientAssertion): JwtSettings => declaration,
};

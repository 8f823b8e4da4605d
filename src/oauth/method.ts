/** What the module of a client authentication tells about it. */

import type { ClientAuthenticationConfiguration } from '../../scripts/login/configuration.ts';
import type { JwtSettings } from '../../scripts/login/jwt/content.ts';
import type { Fields } from '../values/fields.ts';
import type { VariableNames } from './texts.ts';

/** What the words `tokenEndpoint` and `issuer` stand for. */
export interface Endpoints {
  readonly tokenEndpoint?: string;
  readonly issuer?: string;
}

/** One way for a client to prove who it is. */
export interface ClientAuthenticationMethod<Declaration extends { readonly kind: string }> {
  readonly kind: Declaration['kind'];
  /** The registered name of the method (RFC 7591 §2), or what comes nearest. */
  readonly name: string;
  /** How it is declared, in messages: `clientSecretBasic()`. */
  readonly constructor: string;
  /** Checks the field `clientAuthentication`; returns the names of the variables that it reads. */
  check(owner: Fields): VariableNames;
  /** Puts what the words `tokenEndpoint` and `issuer` stand for in their place. */
  at?(declaration: Declaration, endpoints: Endpoints): Declaration;
  /** What a program reads of it. */
  configure(declaration: Declaration): ClientAuthenticationConfiguration;
  /** The JWT that proves who the client is; absent = nothing is signed. */
  jwt?(declaration: Declaration): JwtSettings;
  /** Name of the variable with the secret that is sent; absent = none is. */
  secret?(declaration: Declaration): string;
  /** True: in Postman's Authorization tab the client is authenticated with an HTTP header. */
  readonly usesHeader?: boolean;
}

/** How a client proves who it is at the token endpoint, whichever method is declared (RFC 6749 §2.3). */

import type { ClientAuthenticationConfiguration } from '../../scripts/login/configuration.ts';
import { describe, listOf, type Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import clientAuthentications, { type ClientAuthentication } from './client-authentications.ts';
import type { ClientAuthenticationMethod, Endpoints } from './method.ts';
import type { VariableNames } from './texts.ts';

const known: readonly ClientAuthenticationMethod<ClientAuthentication>[] = clientAuthentications;

const methodNamed = (kind: unknown): ClientAuthenticationMethod<ClientAuthentication> | undefined =>
  known.find((method) => method.kind === kind);

/** The module of a client authentication. */
export const methodOf = (
  authentication: ClientAuthentication,
): ClientAuthenticationMethod<ClientAuthentication> => {
  const method = methodNamed(authentication.kind);
  if (method === undefined) throw new TypeError(`There is no client authentication ${authentication.kind}`);
  return method;
};

/** The same with what `tokenEndpoint` and `issuer` stand for in the place of these words. */
export const authenticationAt = <Client extends ClientAuthentication>(
  client: Client,
  endpoints: Endpoints,
): Client => {
  // A declaration may come from untyped code, which the check tells in words.
  const method = methodNamed(isRecord(client) ? client.kind : undefined);
  // Each method returns what it was given, with texts replaced.
  return method?.at === undefined ? client : (method.at(client, endpoints) as Client);
};

/** What a program reads of it. */
export const configureClient = (authentication: ClientAuthentication): ClientAuthenticationConfiguration =>
  methodOf(authentication).configure(authentication);

/** Checks the field `clientAuthentication`; returns the names of the variables that it reads. */
export const checkClientAuthentication = (owner: Fields): VariableNames => {
  const value = owner.get('clientAuthentication');
  const method = methodNamed(isRecord(value) ? value['kind'] : undefined);
  if (method !== undefined) return method.check(owner);
  const given = typeof value === 'function' ? 'a function; call it' : describe(value);
  const list = listOf(known.map(({ constructor: call }) => call));
  owner.place.report(`${owner.label('clientAuthentication')} must be made with ${list}, but is ${given}`);
  return [];
};

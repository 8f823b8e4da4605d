/** Checks how a client authenticates (RFC 6749 §2.3, RFC 7523 §2.2). */

import { describe, Fields, isRecord } from '../check/fields.ts';
import { checkJwt } from './check-jwt.ts';
import { checkScope, checkVariableName } from './check-texts.ts';
import type { SigningAlgorithm } from './signed-jwt.ts';

type Names = (string | undefined)[];

const isSymmetric = (algorithm: SigningAlgorithm): boolean => algorithm.startsWith('HS');

const checkSecret = (owner: Fields): Names => {
  const label = owner.label('clientAuthentication');
  const value = owner.get('clientAuthentication');
  const fields = Fields.open(owner.place, label, value, ['kind', 'clientSecret', 'optional']);
  fields?.optionalFlag('optional');
  return fields === undefined ? [] : [checkVariableName(fields, 'clientSecret')];
};

const checkAssertion = (owner: Fields, algorithms: (algorithm: SigningAlgorithm) => boolean): Names =>
  checkJwt(owner, 'clientAuthentication', {
    algorithms,
    fields: ['kind', 'strict'],
    issuer: owner.get('issuer'),
    isClient: true,
  });

const checks: Readonly<Record<string, (owner: Fields) => Names>> = {
  privateKeyJwt: (owner) => checkAssertion(owner, (algorithm) => !isSymmetric(algorithm)),
  clientSecretJwt: (owner) => checkAssertion(owner, isSymmetric),
  clientSecretBasic: checkSecret,
  clientSecretPost: checkSecret,
  none: () => [],
};

/** Checks the field `clientAuthentication`; returns the names of the variables that it reads. */
export const checkClientAuthentication = (owner: Fields): Names => {
  const value = owner.get('clientAuthentication');
  const kind = isRecord(value) && typeof value['kind'] === 'string' ? value['kind'] : '';
  const check = Object.hasOwn(checks, kind) ? checks[kind] : undefined;
  if (check !== undefined) return check(owner);
  const given = typeof value === 'function' ? 'a function; call it' : describe(value);
  const made =
    'privateKeyJwt({ … }), clientSecretJwt({ … }), clientSecretBasic(), clientSecretPost() or none()';
  owner.place.report(`${owner.label('clientAuthentication')} must be made with ${made}, but is ${given}`);
  return [];
};

/** Checks the service client of an authorization code grant. */
export const checkServiceClient = (owner: Fields): Names => {
  if (!owner.has('serviceClient')) return [];
  const known = ['clientId', 'clientAuthentication', 'scope'];
  const fields = Fields.open(owner.place, owner.label('serviceClient'), owner.get('serviceClient'), known);
  if (fields === undefined) return [];
  checkScope(fields);
  return [checkVariableName(fields, 'clientId'), ...checkClientAuthentication(fields)];
};

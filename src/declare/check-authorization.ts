/** Checks an authorization (RFC 6749, RFC 7521, RFC 7523). */

import { urlProblems } from './check-url.ts';
import type { SigningAlgorithm } from './authorization.ts';
import { describe, Fields, isRecord } from './fields.ts';
import { placeholderProblems, replacePlaceholders } from './placeholders.ts';

const algorithms: readonly SigningAlgorithm[] = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512'];

/** RFC 6749 §3.3 */
const scopeTokens = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

const checkPlaceholders = (fields: Fields, name: string): string | undefined => {
  const text = fields.text(name);
  const problems = placeholderProblems(text ?? '');
  for (const problem of problems) fields.report(name, problem);
  return problems.length > 0 ? undefined : text;
};

const checkVariableName = (fields: Fields, name: string): string | undefined => {
  const text = fields.text(name);
  if (text !== undefined && /[{}\s]/.test(text)) {
    fields.report(name, `must be a variable's bare name, but is ${JSON.stringify(text)}`);
  }
  return text;
};

const checkTokenEndpoint = (fields: Fields): void => {
  const url = fields.text('tokenEndpoint');
  if (url === undefined) return;
  for (const problem of urlProblems(url)) fields.report('tokenEndpoint', problem);
  if (/^http:/i.test(url)) fields.report('tokenEndpoint', 'must begin with https:// (RFC 6749 §3.2)');
};

const checkScope = (fields: Fields): void => {
  if (!fields.has('scope')) return;
  const scope = checkPlaceholders(fields, 'scope');
  if (scope !== undefined && !scopeTokens.test(replacePlaceholders(scope, 'x'))) {
    fields.report('scope', 'must be scope tokens with one blank between them (RFC 6749 §3.3)');
  }
};

/** Returns the name of the variable that holds the key. */
const checkClientAuthentication = (owner: Fields): string | undefined => {
  const value = owner.get('clientAuthentication');
  const label = owner.label('clientAuthentication');
  if (!isRecord(value) || value['kind'] !== 'privateKeyJwt') {
    owner.place.report(`${label} must be made with privateKeyJwt({ … }), but is ${describe(value)}`);
    return undefined;
  }
  const known = ['kind', 'algorithm', 'privateKey', 'audience', 'lifetime', 'keyId'];
  const fields = Fields.open(owner.place, label, value, known);
  if (fields === undefined) return undefined;
  fields.choice('algorithm', algorithms);
  checkPlaceholders(fields, 'audience');
  fields.wholeNumber('lifetime', 1, 3600, 'a whole number of seconds');
  if (fields.has('keyId')) checkPlaceholders(fields, 'keyId');
  return checkVariableName(fields, 'privateKey');
};

const checkTokenVariables = (owner: Fields): (string | undefined)[] => {
  const names = ['accessToken', 'expires', 'scope', 'accessTokenFor'];
  const label = owner.label('variables');
  const fields = Fields.open(owner.place, label, owner.get('variables'), [...names, 'assertion']);
  if (fields === undefined) return [];
  const used = fields.has('assertion') ? [...names, 'assertion'] : names;
  return used.map((name) => checkVariableName(fields, name));
};

const checkGuidance = (owner: Fields): void => {
  if (!owner.has('guidance')) return;
  const known = ['provider', 'whereToFind', 'likelyCauses'];
  const fields = Fields.open(owner.place, owner.label('guidance'), owner.get('guidance'), known);
  if (fields === undefined) return;
  fields.text('provider');
  for (const { value, label } of fields.entries('whereToFind')) {
    if (typeof value !== 'string') fields.place.report(`${label} must be text, but is ${describe(value)}`);
  }
  for (const { value, label } of fields.entries('likelyCauses')) {
    const isTexts = Array.isArray(value) && value.every((cause) => typeof cause === 'string');
    if (!isTexts) fields.place.report(`${label} must be a list of texts`);
  }
};

const refuseSharedVariables = (fields: Fields, names: readonly (string | undefined)[]): void => {
  const present = names.filter((name) => name !== undefined);
  const shared = new Set(present.filter((name, index) => present.indexOf(name) !== index));
  for (const name of shared) {
    fields.place.report(`authorization uses the variable ${JSON.stringify(name)} for two things`);
  }
};

const known = [
  'kind',
  'tokenEndpoint',
  'clientId',
  'clientAuthentication',
  'scope',
  'tokenLifetime',
  'variables',
  'guidance',
];

/** Checks the `authorization` of a collection. */
export const checkAuthorization = (collection: Fields): void => {
  if (!collection.has('authorization')) return;
  const { place } = collection;
  const value = collection.get('authorization');
  if (!isRecord(value) || value['kind'] !== 'clientCredentials') {
    const given = typeof value === 'function' ? 'a function; call it' : describe(value);
    place.report(`authorization must be made with clientCredentials({ … }) or a preset, but is ${given}`);
    return;
  }
  const fields = Fields.open(place, 'authorization', value, known);
  if (fields === undefined) return;
  checkTokenEndpoint(fields);
  checkScope(fields);
  fields.wholeNumber('tokenLifetime', 1, 31_536_000, 'a whole number of seconds');
  const names = [
    checkVariableName(fields, 'clientId'),
    checkClientAuthentication(fields),
    ...checkTokenVariables(fields),
  ];
  refuseSharedVariables(fields, names);
  checkGuidance(fields);
};

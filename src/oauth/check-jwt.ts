/** Checks what a signed JWT is declared with (RFC 7519, RFC 7523 §3, RFC 10070). */

import { checkJson } from '../check/check-json.ts';
import { Fields } from '../check/fields.ts';
import { checkPlaceholders, checkVariableName } from './check-texts.ts';
import { signingAlgorithms, type SigningAlgorithm } from './signed-jwt.ts';

const settings = [
  'algorithm',
  'key',
  'passphrase',
  'keyFile',
  'certificate',
  'audience',
  'lifetime',
  'backdate',
  'notBefore',
  'jti',
  'type',
  'keyId',
  'header',
  'claims',
  'scopeClaim',
];

/** Where the words `tokenEndpoint` and `issuer` were not replaced, the authorization lacks what they stand for. */
const checkAudience = (fields: Fields): void => {
  if (!fields.has('audience')) return;
  const audience = checkPlaceholders(fields, 'audience');
  if (audience === 'issuer')
    fields.report('audience', 'is the issuer, which the authorization does not name');
  if (audience === 'tokenEndpoint') {
    fields.report('audience', 'is the token endpoint, which this authorization does not have');
  }
};

/** Headers and claims: objects whose texts may hold placeholders. */
const checkMembers = (fields: Fields, name: 'header' | 'claims', ruled: readonly string[]): void => {
  for (const { name: member, value, label } of fields.entries(name)) {
    checkJson(fields.place, label, value, 'sent');
    if (ruled.includes(member)) fields.place.report(`${label} is set by a field of its own; remove it`);
  }
};

const checkKeyFile = (owner: Fields, isClient: boolean): void => {
  if (!owner.has('keyFile')) return;
  const names = ['key', 'keyId', 'clientId', 'passphrase'];
  const fields = Fields.open(owner.place, owner.label('keyFile'), owner.get('keyFile'), names);
  fields?.text('key');
  for (const name of names.slice(1)) fields?.optionalText(name);
  if (isClient && fields?.has('clientId') === true) {
    fields.report(
      'clientId',
      'is for a JWT that is the grant or the token; here the client id has a variable',
    );
  }
};

const checkCertificate = (owner: Fields): (string | undefined)[] => {
  if (!owner.has('certificate')) return [];
  const label = owner.label('certificate');
  const fields = Fields.open(owner.place, label, owner.get('certificate'), ['variable', 'headers']);
  if (fields === undefined) return [];
  const known = ['x5c', 'x5t', 'x5t#S256'];
  const headers = fields.list('headers');
  if (headers.length === 0) fields.report('headers', `must name at least one of ${known.join(', ')}`);
  for (const { value, label: entry } of headers) {
    if (!known.some((name) => name === value))
      fields.place.report(`${entry} must be one of ${known.join(', ')}`);
  }
  return [checkVariableName(fields, 'variable')];
};

/** RFC 10070 §4: the issuer is the only audience, and the type says what the JWT is for. */
const checkStrict = (fields: Fields, issuer: unknown): void => {
  fields.optionalFlag('strict');
  if (fields.get('strict') !== true) return;
  const cite = '(RFC 10070, `strict`)';
  if (fields.get('audience') !== issuer && fields.get('audience') !== 'issuer') {
    fields.report('audience', `must be the issuer, and nothing else ${cite}`);
  }
  if (fields.get('type') !== 'client-authentication+jwt') {
    fields.report('type', `must be client-authentication+jwt ${cite}`);
  }
};

/** What a JWT is used for decides which algorithms and which further fields it may have. */
export interface JwtUse {
  readonly algorithms?: (algorithm: SigningAlgorithm) => boolean;
  /** Fields beside the settings that every JWT has. */
  readonly fields: readonly string[];
  readonly issuer?: unknown;
  /** True: the JWT authenticates the client, whose id is `iss` and `sub` (RFC 7523 §3). */
  readonly isClient?: boolean;
}

/** Checks a JWT; returns the names of the variables that it reads. */
export const checkJwt = (
  owner: Fields,
  name: string,
  { algorithms = () => true, fields: further, issuer, isClient = false }: JwtUse,
): (string | undefined)[] => {
  const fields = Fields.open(owner.place, owner.label(name), owner.get(name), [...settings, ...further]);
  if (fields === undefined) return [];
  fields.choice('algorithm', signingAlgorithms.filter(algorithms));
  checkAudience(fields);
  fields.wholeNumber('lifetime', 1, 3600, 'a whole number of seconds');
  if (fields.has('backdate')) fields.wholeNumber('backdate', 0, 600, 'a whole number of seconds');
  for (const flag of ['notBefore', 'jti', 'scopeClaim']) fields.optionalFlag(flag);
  for (const text of ['keyId', 'type', 'issuer', 'subject']) {
    if (fields.has(text)) checkPlaceholders(fields, text);
  }
  checkMembers(fields, 'header', ['alg', 'typ', 'kid']);
  const scope = fields.get('scopeClaim') === true ? ['scope'] : [];
  const client = isClient ? ['iss', 'sub', 'aud'] : [];
  checkMembers(fields, 'claims', ['iat', 'exp', 'nbf', 'jti', ...scope, ...client]);
  checkKeyFile(fields, isClient);
  if (isClient) checkStrict(fields, issuer);
  if (fields.has('passphrase') && String(fields.get('algorithm')).startsWith('HS')) {
    fields.report('passphrase', 'has no meaning with a shared secret; remove it');
  }
  return [
    checkVariableName(fields, 'key'),
    ...(fields.has('passphrase') ? [checkVariableName(fields, 'passphrase')] : []),
    ...checkCertificate(fields),
  ];
};

/** What a signed JWT of a client is declared with, wherever it is used (RFC 7515, RFC 7519, RFC 7521 §3, RFC 7523 §3). */

import {
  signingAlgorithms,
  type JwtSettings,
  type SigningAlgorithm,
} from '../../scripts/login/jwt/content.ts';
import { checkJson } from '../values/check-json.ts';
import { Fields } from '../values/fields.ts';
import { placeholderProblems } from '../values/placeholders.ts';
import type { Endpoints } from './method.ts';
import { checkPlaceholders, checkVariableName, type LoginTemplate, type VariableNames } from './texts.ts';

export {
  signingAlgorithms,
  type Certificate,
  type CertificateHeader,
  type JwtSettings,
  type KeyFile,
  type SigningAlgorithm,
} from '../../scripts/login/jwt/content.ts';

/** A JWT that is the grant, the bearer token or a client secret. */
export type SignedJwt = JwtSettings;

/** What the audience is: the token endpoint or the issuer that the authorization names, or any other text literally. */
export type Audience = 'tokenEndpoint' | 'issuer' | (string & {});

/** Settings of a JWT as they are declared: what is left out has a default. */
export type JwtOptions<Settings extends Omit<JwtSettings, 'issuer' | 'subject'>> = Omit<
  Settings,
  'key' | 'lifetime' | 'audience'
> & {
  /** Name of the variable that holds the key: `client_private_key`, or `client_secret` for HS256 to HS512, unless given. */
  readonly key?: string;
  /** Seconds from now to `exp`, 1–3600; 120 unless given. */
  readonly lifetime?: number;
  /** The `aud` claim; most servers want a single one. */
  readonly audience?: Audience | readonly Audience[];
};

/** True for an HMAC, whose key is a secret that client and server share. */
export const isSymmetric = (algorithm: SigningAlgorithm): boolean => String(algorithm).startsWith('HS');

/** The variable that holds the key of an algorithm, unless another is named. */
export const keyVariableOf = (algorithm: SigningAlgorithm): string =>
  isSymmetric(algorithm) ? 'client_secret' : 'client_private_key';

/** Declares a JWT that is signed by the client: the grant of `jwtBearer`, the token of `bearerJwt`, or a client secret. */
export const signedJwt = (options: JwtOptions<SignedJwt>): SignedJwt => ({
  key: keyVariableOf(options.algorithm),
  lifetime: 120,
  ...options,
});

/** The same with what the words `tokenEndpoint` and `issuer` stand for in their place. */
export const audienceAt = <Settings extends Pick<JwtSettings, 'audience'>>(
  settings: Settings,
  endpoints: Endpoints,
): Settings => {
  const { audience } = settings;
  if (audience === undefined) return settings;
  const meant = (word: string): string =>
    (word === 'tokenEndpoint' || word === 'issuer' ? endpoints[word] : undefined) ?? word;
  return { ...settings, audience: typeof audience === 'string' ? meant(audience) : audience.map(meant) };
};

/** Names of the variables that a JWT reads: its key first, which alone must have a value. */
export const jwtVariables = ({ key, passphrase, certificate }: JwtSettings) => ({
  key,
  passphrase,
  certificate: certificate?.variable,
});

/** Every text of a JWT whose placeholders the login fills. */
export const jwtTemplates = ({
  audience,
  keyId,
  header,
  claims,
  issuer,
  subject,
}: JwtSettings): LoginTemplate[] => {
  const texts = {
    audience: typeof audience === 'object' ? JSON.stringify(audience) : audience,
    keyId,
    header: header && JSON.stringify(header),
    claims: claims && JSON.stringify(claims),
    issuer,
    subject,
  };
  return Object.entries(texts).flatMap(([part, text]) => (text === undefined ? [] : [{ part, text }]));
};

const settings = [
  'algorithm',
  'key',
  'keyEncoding',
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
  const value = fields.get('audience');
  if (value === undefined) return;
  const audiences: readonly unknown[] = Array.isArray(value)
    ? value
    : [checkPlaceholders(fields, 'audience')];
  if (
    Array.isArray(value) &&
    (value.length === 0 || !value.every((each) => typeof each === 'string' && each !== ''))
  ) {
    fields.report('audience', 'must be text, or a list of texts with at least one in it');
  }
  for (const problem of Array.isArray(value)
    ? value.flatMap((each) => placeholderProblems(String(each)))
    : []) {
    fields.report('audience', problem);
  }
  if (audiences.includes('issuer'))
    fields.report('audience', 'is the issuer, which the authorization does not name');
  if (audiences.includes('tokenEndpoint')) {
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

const checkCertificate = (owner: Fields): VariableNames => {
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
export const checkStrict = (fields: Fields, issuer: unknown, type: string): void => {
  fields.optionalFlag('strict');
  if (fields.get('strict') !== true) return;
  const cite = '(RFC 10070, `strict`)';
  if (fields.get('audience') !== issuer && fields.get('audience') !== 'issuer') {
    fields.report('audience', `must be the issuer, and nothing else ${cite}`);
  }
  if (fields.get('type') !== type) fields.report('type', `must be ${type} ${cite}`);
};

/** A shared secret has no passphrase, and a private key is written in a form that says itself what it is. */
const checkKeyOptions = (fields: Fields): void => {
  const hasSecret = String(fields.get('algorithm')).startsWith('HS');
  if (fields.has('passphrase') && hasSecret) {
    fields.report('passphrase', 'has no meaning with a shared secret; remove it');
  }
  if (!fields.has('keyEncoding')) return;
  fields.choice('keyEncoding', ['base64', 'base64url', 'hex']);
  if (!hasSecret)
    fields.report('keyEncoding', 'is for the shared secret of HS256, HS384 and HS512; remove it');
};

/** What a JWT is used for decides which algorithms and which further fields it may have. */
interface JwtUse {
  readonly algorithms?: (algorithm: SigningAlgorithm) => boolean;
  /** Fields beside the settings that every JWT has. */
  readonly fields: readonly string[];
  /** True: the JWT authenticates the client, whose id is `iss` and `sub` (RFC 7523 §3). */
  readonly isClient?: boolean;
  /** Checks the further fields. */
  further?(fields: Fields): void;
}

/** Checks a JWT; returns the names of the variables that it reads. */
export const checkJwt = (
  owner: Fields,
  name: string,
  { algorithms = () => true, fields: others, isClient = false, further }: JwtUse,
): VariableNames => {
  const fields = Fields.open(owner.place, owner.label(name), owner.get(name), [...settings, ...others]);
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
  checkKeyOptions(fields);
  further?.(fields);
  return [
    checkVariableName(fields, 'key'),
    ...(fields.has('passphrase') ? [checkVariableName(fields, 'passphrase')] : []),
    ...checkCertificate(fields),
  ];
};

/** Facts of Postman's own kinds of auth: its name of each, and which of the values are secrets. */

import { isSecretName } from '../values/secret-patterns.ts';
import type { Json } from '../values/json.ts';
import type { ExportedAuth, PostmanAuthDeclaration } from './auth.ts';

/** What is known of a kind. The names of its values are Postman's own. */
export interface AuthKind {
  /** Postman's name of it. */
  readonly type: string;
  /** Texts that must be there. */
  readonly required: readonly string[];
  /** Of all texts those that are secrets. */
  readonly secrets: readonly string[];
  readonly texts: readonly string[];
  readonly flags: readonly string[];
  /** Values that are one of some words. */
  readonly choices: { readonly [name: string]: readonly string[] };
  /** What Postman's signers need and a declaration may leave out. */
  readonly defaults: { readonly [name: string]: string | boolean };
}

const kind = (type: string, facts: Partial<AuthKind>): AuthKind => ({
  type,
  required: [],
  secrets: [],
  texts: [],
  flags: [],
  choices: {},
  defaults: {},
  ...facts,
});

/** The kinds by their names in declarations. */
export const authKinds: Readonly<Record<Exclude<PostmanAuthDeclaration, ExportedAuth>['kind'], AuthKind>> = {
  basic: kind('basic', { required: ['username', 'password'], secrets: ['password'] }),
  apiKey: kind('apikey', {
    required: ['key', 'value'],
    secrets: ['value'],
    choices: { in: ['header', 'query'] },
    defaults: { in: 'header' },
  }),
  bearer: kind('bearer', { required: ['token'], secrets: ['token'] }),
  digest: kind('digest', {
    required: ['username', 'password'],
    secrets: ['password'],
    texts: ['realm', 'nonce', 'algorithm', 'qop', 'nonceCount', 'clientNonce', 'opaque'],
    flags: ['disableRetryRequest'],
  }),
  awsV4: kind('awsv4', {
    required: ['accessKey', 'secretKey'],
    secrets: ['accessKey', 'secretKey', 'sessionToken'],
    texts: ['sessionToken', 'region', 'service'],
    flags: ['addAuthDataToQuery'],
  }),
  hawk: kind('hawk', {
    required: ['authId', 'authKey'],
    secrets: ['authKey'],
    texts: ['user', 'nonce', 'extraData', 'app', 'delegation', 'timestamp'],
    flags: ['includePayloadHash'],
    choices: { algorithm: ['sha1', 'sha256'] },
    defaults: { algorithm: 'sha256' },
  }),
  ntlm: kind('ntlm', {
    required: ['username', 'password'],
    secrets: ['password'],
    texts: ['domain', 'workstation'],
    flags: ['disableRetryRequest'],
  }),
  oauth1: kind('oauth1', {
    required: ['consumerKey'],
    secrets: ['consumerSecret', 'token', 'tokenSecret', 'privateKey'],
    texts: [
      'consumerSecret',
      'token',
      'tokenSecret',
      'privateKey',
      'callback',
      'verifier',
      'timestamp',
      'nonce',
      'version',
      'realm',
    ],
    flags: ['includeBodyHash', 'addParamsToHeader', 'addEmptyParamsToSign', 'disableHeaderEncoding'],
    choices: {
      signatureMethod: [
        'HMAC-SHA1',
        'HMAC-SHA256',
        'HMAC-SHA512',
        'RSA-SHA1',
        'RSA-SHA256',
        'RSA-SHA512',
        'PLAINTEXT',
      ],
    },
    defaults: { signatureMethod: 'HMAC-SHA1', version: '1.0', addParamsToHeader: true },
  }),
  edgeGrid: kind('edgegrid', {
    required: ['accessToken', 'clientToken', 'clientSecret'],
    secrets: ['accessToken', 'clientToken', 'clientSecret'],
    texts: ['baseURL', 'nonce', 'timestamp', 'headersToSign', 'maxBodySize'],
  }),
};

/** What is known of the kind of that name; undefined for anything else. */
export const authKindNamed = (name: unknown): AuthKind | undefined =>
  Object.entries(authKinds).find(([each]) => each === name)?.[1];

/** Postman's name of the kind. */
export const authType = (auth: PostmanAuthDeclaration): string =>
  auth.kind === 'exported' ? auth.type : authKinds[auth.kind].type;

/** True for a value that is a secret. */
export const isSecretOf = (auth: PostmanAuthDeclaration, name: string): boolean =>
  auth.kind === 'exported' ? isSecretName(name) : authKinds[auth.kind].secrets.includes(name);

/** The values of an auth by Postman's names, with its defaults. */
export const authValues = (
  auth: PostmanAuthDeclaration,
): readonly (readonly [name: string, value: Json])[] => {
  if (auth.kind === 'exported') return Object.entries(auth.values);
  const { kind: name, ...values } = auth;
  const all: Readonly<Record<string, string | boolean | undefined>> = {
    ...authKinds[name].defaults,
    ...values,
  };
  return Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
};

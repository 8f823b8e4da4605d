/** Checks an authorization (RFC 6749, RFC 7521, RFC 7523, RFC 7636, RFC 8252). */

import { describe, Fields, isRecord } from '../check/fields.ts';
import { checkClientAuthentication, checkServiceClient } from './check-client-authentication.ts';
import { checkJwt } from './check-jwt.ts';
import { checkProvider } from './check-provider.ts';
import {
  checkFormParameters,
  checkHttps,
  checkPlaceholders,
  checkScope,
  checkVariableName,
} from './check-texts.ts';

const checkTokenVariables = (owner: Fields): (string | undefined)[] => {
  const names = ['accessToken', 'expires', 'scope', 'accessTokenFor'];
  const label = owner.label('variables');
  const fields = Fields.open(owner.place, label, owner.get('variables'), [...names, 'assertion']);
  if (fields === undefined) return [];
  const used = fields.has('assertion') ? [...names, 'assertion'] : names;
  return used.map((name) => checkVariableName(fields, name));
};

const refuseSharedVariables = (fields: Fields, names: readonly (string | undefined)[]): void => {
  const present = names.filter((name) => name !== undefined);
  const shared = new Set(present.filter((name, index) => present.indexOf(name) !== index));
  for (const name of shared) {
    fields.place.report(`authorization uses the variable ${JSON.stringify(name)} for two things`);
  }
};

/** RFC 8252 §7.3: a loopback address, and plain http, as nothing leaves the machine. */
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?\/[^\s?#]*$/;

const checkAuthorizationCode = (fields: Fields): (string | undefined)[] => {
  checkHttps(fields, 'authorizationEndpoint', 'RFC 6749 §3.1');
  checkFormParameters(fields, 'authorizationParameters', [
    'response_type',
    'client_id',
    'redirect_uri',
    'scope',
    'state',
    'code_challenge',
    'code_challenge_method',
  ]);
  fields.optionalFlag('pkce');
  checkPlaceholders(fields, 'redirectUri');
  const loopback = checkPlaceholders(fields, 'loopbackRedirectUri');
  if (loopback !== undefined && !loopback.includes('{{') && !LOOPBACK.test(loopback)) {
    fields.report(
      'loopbackRedirectUri',
      `must be http:// at a loopback address with a path, such as http://127.0.0.1:0/callback (RFC 8252 §7.3), but is ${JSON.stringify(loopback)}`,
    );
  }
  return [
    checkVariableName(fields, 'refreshToken'),
    ...checkClientAuthentication(fields),
    ...checkServiceClient(fields),
  ];
};

/** Nobody is asked for a scope: it can only be a claim. */
const checkBearer = (fields: Fields): (string | undefined)[] => {
  const jwt = fields.get('jwt');
  if (fields.has('scope') && isRecord(jwt) && jwt['scopeClaim'] !== true) {
    fields.report('scope', 'goes nowhere; set scopeClaim: true in the JWT, or remove it');
  }
  return checkJwt(fields, 'jwt', { fields: ['issuer', 'subject'] });
};

/** What is particular to each grant: its fields, and their check, which returns the names of variables. */
const grants: Readonly<
  Record<string, { readonly fields: readonly string[]; check(fields: Fields): (string | undefined)[] }>
> = {
  clientCredentials: { fields: ['clientAuthentication'], check: checkClientAuthentication },
  jwtBearer: {
    fields: ['assertion', 'clientAuthentication'],
    check: (fields) => {
      // One secret may sign the grant and authenticate the client.
      return [
        ...new Set([
          ...checkJwt(fields, 'assertion', { fields: ['issuer', 'subject'] }),
          ...(fields.has('clientAuthentication') ? checkClientAuthentication(fields) : []),
        ]),
      ];
    },
  },
  refreshToken: {
    fields: ['clientAuthentication', 'refreshToken'],
    check: (fields) => [checkVariableName(fields, 'refreshToken'), ...checkClientAuthentication(fields)],
  },
  authorizationCode: {
    fields: [
      'authorizationEndpoint',
      'authorizationParameters',
      'clientAuthentication',
      'pkce',
      'redirectUri',
      'loopbackRedirectUri',
      'refreshToken',
      'serviceClient',
    ],
    check: checkAuthorizationCode,
  },
  bearerJwt: {
    fields: ['jwt'],
    check: (fields) => checkBearer(fields),
  },
};

const known = ['kind', 'clientId', 'scope', 'tokenLifetime', 'variables', 'provider'];
const knownAtEndpoint = ['tokenEndpoint', 'issuer', 'parameters'];

const ruledParameters = [
  'grant_type',
  'scope',
  'assertion',
  'refresh_token',
  'code',
  'code_verifier',
  'redirect_uri',
  'client_assertion',
  'client_assertion_type',
  'client_secret',
];

const checkEndpoint = (fields: Fields): void => {
  checkHttps(fields, 'tokenEndpoint', 'RFC 6749 §3.2');
  if (fields.has('issuer')) checkHttps(fields, 'issuer', 'RFC 8414 §2');
  const client = fields.get('clientAuthentication');
  // Some servers want the id of a client that signs as well; where it is sent anyway it can't be another.
  const mayName = client === undefined || (isRecord(client) && String(client['kind']).endsWith('Jwt'));
  checkFormParameters(fields, 'parameters', mayName ? ruledParameters : [...ruledParameters, 'client_id']);
};

/** Checks the `authorization` of a collection. */
export const checkAuthorization = (collection: Fields): void => {
  if (!collection.has('authorization')) return;
  const { place } = collection;
  const value = collection.get('authorization');
  const kind = isRecord(value) && typeof value['kind'] === 'string' ? value['kind'] : '';
  const grant = Object.hasOwn(grants, kind) ? grants[kind] : undefined;
  if (!isRecord(value) || grant === undefined) {
    const given = typeof value === 'function' ? 'a function; call it' : describe(value);
    const made = 'clientCredentials({ … }), authorizationCode({ … }) or another grant, or a preset';
    place.report(`authorization must be made with ${made}, but is ${given}`);
    return;
  }
  const asksAnEndpoint = kind !== 'bearerJwt';
  const fields = Fields.open(place, 'authorization', value, [
    ...known,
    ...(asksAnEndpoint ? knownAtEndpoint : []),
    ...grant.fields,
  ]);
  if (fields === undefined) return;
  if (asksAnEndpoint) checkEndpoint(fields);
  checkScope(fields);
  fields.wholeNumber('tokenLifetime', 1, 31_536_000, 'a whole number of seconds');
  const names = [
    checkVariableName(fields, 'clientId'),
    ...grant.check(fields),
    ...checkTokenVariables(fields),
  ];
  refuseSharedVariables(fields, names);
  checkProvider(fields, value);
};

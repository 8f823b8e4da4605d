/** The mock takes the login that is declared, and rejects each that differs from it in a single respect. */

import { afterEach, describe, expect, it } from 'vitest';
import {
  authorizationCode,
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  jwtBearer,
  jwtClientSecret,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
  type Authorization,
} from '../../src/oauth/authorization.ts';
import { signingAlgorithms } from '../../src/oauth/signed-jwt.ts';
import { atTokenEndpoint, waysOf } from '../../src/oauth/inputs.ts';
import { at, mockStarter, TOKEN_PATH } from './oauth-client.ts';
import { tryLogins } from './wrong-logins.ts';

const mocks = mockStarter();
afterEach(mocks.close);

const forPeople = authorizationCode({
  ...at,
  authorizationEndpoint: 'https://{{host}}/oauth/authorize',
  authorizationParameters: { prompt: 'login' },
  clientAuthentication: clientSecretBasic({ optional: true }),
  serviceClient: {
    clientId: 'service_client_id',
    scope: 'service',
    clientAuthentication: clientSecretPost({ clientSecret: 'service_client_secret' }),
  },
});

const JWT = [
  'an expired JWT',
  'a JWT that was used before',
  'a JWT for another audience',
  'a JWT with another key',
  'a JWT of an unknown client',
  'a JWT that lives too long',
  'a JWT of another type',
];
const NO_KEY = 'a JWT that names no key';
const SECRET = ['a wrong client secret', 'no client secret', 'an unknown client'];
const REFRESH = ['a refresh token that was used before', 'an unknown refresh token'];
const SCOPE = 'a scope that was not declared';
const PARAMETER = ['a request without a declared parameter', 'another value of a declared parameter'];

const without = (kinds: readonly string[], kind: string) => kinds.filter((each) => each !== kind);

const row = (what: string, authorization: Authorization, kinds: readonly string[], way?: string) =>
  [what, { authorization, kinds, way }] as const;

const table = [
  ...signingAlgorithms.map((algorithm) =>
    row(
      `an assertion by ${algorithm}`,
      clientCredentials({
        ...at,
        clientAuthentication: algorithm.startsWith('HS')
          ? clientSecretJwt({ algorithm })
          : privateKeyJwt({ algorithm }),
      }),
      [...JWT, SCOPE],
    ),
  ),
  ...signingAlgorithms.map((algorithm) =>
    row(
      `the JWT bearer grant by ${algorithm}`,
      jwtBearer({ ...at, assertion: signedJwt({ algorithm, keyId: 'k-1' }) }),
      [...JWT, NO_KEY, SCOPE],
    ),
  ),
  row(
    'an assertion by RFC 10070',
    clientCredentials({ ...at, clientAuthentication: privateKeyJwt({ algorithm: 'ES256', strict: true }) }),
    [...JWT, SCOPE],
  ),
  row(
    'an assertion without jti',
    clientCredentials({ ...at, clientAuthentication: privateKeyJwt({ algorithm: 'PS256', jti: false }) }),
    [...without(JWT, 'a JWT that was used before'), SCOPE],
  ),
  row(
    'an assertion for a list of audiences',
    clientCredentials({
      ...at,
      clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: ['issuer', 'tokenEndpoint'] }),
    }),
    [...JWT, SCOPE],
  ),
  row(
    'an assertion made with a secret in base64',
    clientCredentials({
      ...at,
      clientAuthentication: clientSecretJwt({ algorithm: 'HS256', keyEncoding: 'base64' }),
    }),
    [...JWT, SCOPE],
  ),
  row(
    'a secret in the header, and parameters',
    clientCredentials({
      ...at,
      clientAuthentication: clientSecretBasic(),
      parameters: { audience: 'https://{{host}}/api', resource: ['one', 'two'] },
    }),
    [...SECRET, SCOPE, ...PARAMETER],
  ),
  row(
    'a header of the token request',
    clientCredentials({
      ...at,
      clientAuthentication: clientSecretPost(),
      headers: { 'Ocp-Apim-Subscription-Key': '{{user}}' },
    }),
    [...SECRET, SCOPE, 'a request without a declared header'],
  ),
  row(
    'a grant type of its own',
    clientCredentials({
      ...at,
      clientAuthentication: clientSecretBasic(),
      grantType: 'account_credentials',
      parameters: { account_id: '7' },
    }),
    [...SECRET, SCOPE, ...PARAMETER],
  ),
  row(
    'a client secret that is a JWT',
    clientCredentials({
      ...at,
      clientAuthentication: jwtClientSecret(
        signedJwt({ algorithm: 'ES256', issuer: 'TEAM', audience: 'https://as.example', keyId: 'k' }),
      ),
    }),
    [...without(JWT, 'a JWT that was used before'), NO_KEY, SCOPE],
  ),
  row('a secret in the form', clientCredentials({ ...at, clientAuthentication: clientSecretPost() }), [
    ...SECRET,
    SCOPE,
  ]),
  row('no authentication', clientCredentials({ ...at, clientAuthentication: none() }), [
    'an unknown client',
    SCOPE,
  ]),
  row(
    'the JWT bearer grant of a client with a secret',
    jwtBearer({
      ...at,
      assertion: signedJwt({ algorithm: 'RS256', scopeClaim: true }),
      clientAuthentication: clientSecretPost(),
    }),
    [...JWT, ...SECRET],
  ),
  row('a refresh token', refreshToken({ ...at, clientAuthentication: clientSecretBasic() }), [
    ...SECRET,
    ...REFRESH,
    SCOPE,
  ]),
  row(
    'a refresh token of a client that signs',
    refreshToken({ ...at, clientAuthentication: privateKeyJwt({ algorithm: 'ES384' }) }),
    [...JWT, ...REFRESH, SCOPE],
  ),
  row("a person's refresh token", forPeople, [...SECRET, ...REFRESH, SCOPE], 'refresh token'),
  row('a service client beside people', forPeople, [...SECRET, SCOPE], 'service client'),
  row(
    'a bearer JWT',
    bearerJwt({ scope: 'read', jwt: signedJwt({ algorithm: 'ES256', audience: 'api', scopeClaim: true }) }),
    without(JWT, 'a JWT that was used before'),
  ),
];

describe('the mock of a collection that logs in with', () => {
  it.each(table)(
    '%s takes what is declared, and rejects each thing that is not',
    async (_what, { authorization, kinds, way: title }) => {
      const mock = await mocks.start(authorization, title === undefined ? {} : { way: title });
      const ways = waysOf(authorization);
      const way = ways.find((each) => each.title === title) ?? ways[0];
      if (way === undefined) throw new Error('no way to log in');
      const asked = way.grantType === undefined ? [] : ['a parameter that was not declared'];
      const endpoint = atTokenEndpoint(authorization) ?? {};
      const outcomes = await tryLogins(mock, way, endpoint, TOKEN_PATH);
      expect([...outcomes.keys()].toSorted()).toEqual(['nothing', ...kinds, ...asked].toSorted());
      expect(outcomes.get('nothing')).toEqual({ status: 200, error: '' });
      const rejected = [...outcomes].filter(([, { status, error }]) => status >= 400 && error !== '');
      expect(rejected.map(([what]) => what).toSorted()).toEqual([...kinds, ...asked].toSorted());
    },
  );
});

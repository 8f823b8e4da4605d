import { expect, test } from 'vitest';
import {
  authorizationCode,
  bearerJwt,
  clientSecretBasic,
  clientSecretPost,
  none,
  refreshToken,
  signedJwt,
  type AuthorizationCodeOptions,
} from 'postsmith';
import { emitAuth } from '../../src/emit/auth.ts';

const emit = (options: Partial<AuthorizationCodeOptions> = {}) => {
  const auth = emitAuth(
    authorizationCode({
      tokenEndpoint: '{{token_endpoint}}',
      authorizationEndpoint: '{{authorization_endpoint}}',
      scope: 'read write',
      clientAuthentication: clientSecretBasic({ optional: true }),
      parameters: { resource: 'urn:x' },
      authorizationParameters: { prompt: 'login' },
      ...options,
    }),
    'Courses',
  );
  const attributes = auth['oauth2'];
  if (!Array.isArray(attributes)) throw new Error(auth.type);
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
};

test('an authorization code grant is all that the button of the app needs, with the token in a variable', () => {
  expect(emit()).toEqual({
    tokenName: 'Courses',
    accessToken: '{{access_token}}',
    addTokenTo: 'header',
    headerPrefix: 'Bearer',
    grant_type: 'authorization_code_with_pkce',
    authUrl: '{{authorization_endpoint}}',
    accessTokenUrl: '{{token_endpoint}}',
    refreshTokenUrl: '{{token_endpoint}}',
    clientId: '{{client_id}}',
    clientSecret: '{{client_secret}}',
    scope: 'read write',
    state: '{{$guid}}',
    client_authentication: 'header',
    challengeAlgorithm: 'S256',
    code_verifier: '',
    redirect_uri: 'https://oauth.pstmn.io/v1/callback',
    useBrowser: false,
    authRequestParams: [{ key: 'prompt', value: 'login', enabled: true, send_as: 'request_url' }],
    tokenRequestParams: [{ key: 'resource', value: 'urn:x', enabled: true, send_as: 'request_body' }],
    refreshRequestParams: [{ key: 'resource', value: 'urn:x', enabled: true, send_as: 'request_body' }],
  });
});

test('without PKCE nothing is said of a challenge', () => {
  const emitted = emit({ pkce: false });
  expect(emitted['grant_type']).toBe('authorization_code');
  expect(Object.keys(emitted)).not.toContain('challengeAlgorithm');
  expect(Object.keys(emitted)).not.toContain('code_verifier');
});

test('the client sends its secret where it is declared to, and none that it has not', () => {
  expect(emit({ clientAuthentication: clientSecretPost() })).toMatchObject({
    client_authentication: 'body',
    clientSecret: '{{client_secret}}',
  });
  expect(emit({ clientAuthentication: none() })).toMatchObject({
    client_authentication: 'body',
    clientSecret: '',
  });
});

test('the callback of the person’s own browser says so', () => {
  expect(emit({ redirectUri: 'https://oauth.pstmn.io/v1/browser-callback' })['useBrowser']).toBe(true);
});

test('every other grant is a bearer token in a variable', () => {
  const authorization = refreshToken({
    tokenEndpoint: 'https://a.example/token',
    clientAuthentication: none(),
    variables: { accessToken: 'token' },
  });
  expect(emitAuth(authorization, 'Courses')).toEqual({
    type: 'bearer',
    bearer: [{ key: 'token', value: '{{token}}', type: 'string' }],
  });
});

test.each([
  [{ name: 'X-Auth-Token' }, '{{access_token}}'],
  [{ name: 'Authorization', prefix: 'JWT' }, 'JWT {{access_token}}'],
])('a token goes into the header %j', (header, value) => {
  const auth = emitAuth(bearerJwt({ jwt: signedJwt({ algorithm: 'RS256' }), header }), 'Things');
  expect(auth).toEqual({
    type: 'apikey',
    apikey: [
      { key: 'key', value: header.name, type: 'string' },
      { key: 'value', value, type: 'string' },
      { key: 'in', value: 'header', type: 'string' },
    ],
  });
});

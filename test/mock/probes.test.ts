import { afterEach, describe, expect, it } from 'vitest';
import {
  authorizationCode,
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  jwtBearer,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
  signingAlgorithms,
  type Authorization,
} from '../../src/oauth/authorization.ts';
import type { LoginWay } from '../../src/mock/login/way.ts';
import type { Mock, Probe } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import { collection, environment, request } from './fixture.ts';

const tokenEndpoint = 'https://{{host}}/oauth/token';
const at = { tokenEndpoint, scope: 'read write', issuer: 'https://{{host}}/as' };

const running: Mock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

const start = async (authorization: Authorization, way?: LoginWay): Promise<Mock> => {
  const mock = await startMock({
    collection: collection([request('GET', 'https://{{host}}/widgets')], { authorization }),
    environment: environment({ host: '' }),
    ...(way !== undefined && { way }),
  });
  running.push(mock);
  return mock;
};

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

const jwtProbes: readonly Probe[] = [
  'expired-assertion',
  'reused-jti',
  'wrong-audience',
  'wrong-key',
  'unknown-client',
  'too-long-lived',
];
const secretProbes: readonly Probe[] = ['unknown-client', 'wrong-secret', 'no-secret'];

const row = (what: string, authorization: Authorization, kinds: readonly Probe[], way?: LoginWay) =>
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
      [...jwtProbes, 'unknown-scope'],
    ),
  ),
  ...signingAlgorithms.map((algorithm) =>
    row(
      `the JWT bearer grant by ${algorithm}`,
      jwtBearer({ ...at, assertion: signedJwt({ algorithm, keyId: 'k-1' }) }),
      [...jwtProbes, 'missing-key-id', 'unknown-scope'],
    ),
  ),
  row(
    'an assertion by RFC 10070',
    clientCredentials({ ...at, clientAuthentication: privateKeyJwt({ algorithm: 'ES256', strict: true }) }),
    [...jwtProbes, 'wrong-type', 'unknown-scope'],
  ),
  row(
    'an assertion without jti',
    clientCredentials({ ...at, clientAuthentication: privateKeyJwt({ algorithm: 'PS256', jti: false }) }),
    [...jwtProbes.filter((kind) => kind !== 'reused-jti'), 'unknown-scope'],
  ),
  row(
    'a secret in the header',
    clientCredentials({
      ...at,
      clientAuthentication: clientSecretBasic(),
      parameters: { audience: 'https://{{host}}/api' },
    }),
    [...secretProbes, 'unknown-scope', 'missing-parameter'],
  ),
  row('a secret in the form', clientCredentials({ ...at, clientAuthentication: clientSecretPost() }), [
    ...secretProbes,
    'unknown-scope',
  ]),
  row('no authentication', clientCredentials({ ...at, clientAuthentication: none() }), [
    'unknown-client',
    'unknown-scope',
  ]),
  row(
    'the JWT bearer grant of a client with a secret',
    jwtBearer({
      ...at,
      assertion: signedJwt({ algorithm: 'RS256', scopeClaim: true }),
      clientAuthentication: clientSecretPost(),
    }),
    [...jwtProbes, 'wrong-secret', 'no-secret'],
  ),
  row('a refresh token', refreshToken({ ...at, clientAuthentication: clientSecretBasic() }), [
    ...secretProbes,
    'used-refresh-token',
    'unknown-refresh-token',
    'unknown-scope',
  ]),
  row(
    'a refresh token of a client that signs',
    refreshToken({ ...at, clientAuthentication: privateKeyJwt({ algorithm: 'ES384' }) }),
    [...jwtProbes, 'used-refresh-token', 'unknown-refresh-token', 'unknown-scope'],
  ),
  row(
    "a person's refresh token",
    forPeople,
    [...secretProbes, 'used-refresh-token', 'unknown-refresh-token', 'unknown-scope', 'no-pkce'],
    'refresh token',
  ),
  row('a service client beside people', forPeople, [...secretProbes, 'unknown-scope'], 'service client'),
  row(
    'a bearer JWT',
    bearerJwt({ scope: 'read', jwt: signedJwt({ algorithm: 'ES256', audience: 'api', scopeClaim: true }) }),
    jwtProbes.filter((kind) => kind !== 'reused-jti'),
  ),
];

describe('the mock of a collection that logs in with', () => {
  it.each(table)(
    '%s takes what is declared, and refuses each thing that is not',
    async (_what, { authorization, kinds, way }) => {
      const mock = await start(authorization, way);
      expect(mock.probes).toEqual(['valid', ...kinds]);
      const answers = await Promise.all(mock.probes.map((kind) => mock.probe(kind)));
      expect(answers.map(({ status }) => status >= 400)).toEqual(mock.probes.map((kind) => kind !== 'valid'));
      expect(answers[0]).toEqual({ status: 200 });
      for (const { error, description } of answers.slice(1))
        expect([typeof error, typeof description]).toEqual(['string', 'string']);
      expect(mock.tokenRequests).toEqual([]);
    },
  );
});

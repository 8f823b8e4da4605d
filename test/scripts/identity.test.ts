/** Whose token it is: one that was got for another person, client, server or API is not sent, and none gets lost. */

import { describe, expect, test } from 'vitest';
import {
  authorizationCode,
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretPost,
  jwtBearer,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
  type Authorization,
} from '../../src/oauth/authorization.ts';
import { run, token, useSandboxes } from './any-login.ts';
import { ecKey, pem } from './bundles.ts';
import { engines, type Answer } from './sandbox.ts';

const tokenEndpoint = 'https://{{host}}/token';
const key = pem(ecKey());

useSandboxes();

const refuse = (): Answer => ({ status: 400, body: '{"error":"invalid_target"}' });

const base = { host: 'a.example', client_id: 'me', client_secret: 's', client_private_key: key };

const changes: readonly (readonly [string, Authorization, string])[] = [
  [
    'the person it acts for',
    jwtBearer({ tokenEndpoint, assertion: signedJwt({ algorithm: 'ES256', subject: '{{who}}' }) }),
    'who',
  ],
  ['the issuer', bearerJwt({ jwt: signedJwt({ algorithm: 'ES256', issuer: '{{who}}' }) }), 'who'],
  [
    'the audience of a bearer JWT',
    bearerJwt({ jwt: signedJwt({ algorithm: 'ES256', audience: '{{who}}' }) }),
    'who',
  ],
  [
    'a claim',
    jwtBearer({ tokenEndpoint, assertion: signedJwt({ algorithm: 'ES256', claims: { org: '{{who}}' } }) }),
    'who',
  ],
  [
    'a parameter',
    clientCredentials({
      tokenEndpoint,
      parameters: { audience: '{{who}}' },
      clientAuthentication: clientSecretPost(),
    }),
    'who',
  ],
  ['the server', clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretPost() }), 'host'],
  ['the refresh token', refreshToken({ tokenEndpoint, clientAuthentication: none() }), 'refresh_token'],
  [
    'the secret',
    clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretBasic() }),
    'client_secret',
  ],
  [
    'a header',
    clientCredentials({ tokenEndpoint, headers: { 'X-Tenant': '{{who}}' }, clientAuthentication: none() }),
    'who',
  ],
  ['the client', clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretPost() }), 'client_id'],
];

const person = authorizationCode({
  tokenEndpoint,
  authorizationEndpoint: 'https://{{host}}/authorize',
  scope: 'read write',
  clientAuthentication: clientSecretBasic({ optional: true }),
  serviceClient: {
    clientId: 'service_client_id',
    clientAuthentication: clientSecretBasic({ clientSecret: 'service_client_secret' }),
  },
});

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(changes)('a token is not kept when %s changes', async (_, authorization, name) => {
    const first = await run(engine, authorization, { environment: { ...base, [name]: 'one' } });
    expect(first.tests).toEqual([]);
    const before = first.environment['access_token_for'];
    const same = await run(engine, authorization, { environment: first.environment });
    expect(same.sent).toEqual([]);
    const other = await run(engine, authorization, { environment: { ...first.environment, [name]: 'two' } });
    expect(other.sent).toHaveLength(authorization.kind === 'bearerJwt' ? 0 : 1);
    expect(other.environment['access_token_for']).not.toBe(before);
  });

  test('another key is another login', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      clientAuthentication: privateKeyJwt({ algorithm: 'ES256' }),
    });
    const { environment } = await run(engine, authorization, { environment: base });
    const other = { ...environment, client_private_key: pem(ecKey()) };
    expect((await run(engine, authorization, { environment })).sent).toEqual([]);
    expect((await run(engine, authorization, { environment: other })).sent).toHaveLength(1);
  });

  test('a fingerprint is another for each token, so that it helps nobody to guess a secret', async () => {
    const authorization = clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretPost() });
    const keys = ['token.1', 'token.2'].map(async (access) => {
      const answer = () => token({ access_token: access });
      return (await run(engine, authorization, { environment: base, answer })).environment[
        'access_token_for'
      ];
    });
    const [one, other] = await Promise.all(keys);
    expect(one).not.toBe(other);
  });

  test('a wrong secret reaches the server, and its failure is told', async () => {
    const authorization = clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretPost() });
    const { environment } = await run(engine, authorization, { environment: base });
    const wrong = await run(engine, authorization, {
      environment: { ...environment, client_secret: 'wrong' },
      answer: () => ({ status: 401, body: '{"error":"invalid_client"}' }),
    });
    expect(wrong.sent).toHaveLength(1);
    expect(wrong).toMatchObject({ skipped: true, environment: { access_token: '' } });
    expect(wrong.tests[0]?.name).toBe('Login failed: HTTP 401 invalid_client');
    // Also on a host that sends what a script has skipped.
    expect(wrong.local['access_token']).toBe('no token\n');
  });

  test('what a token belongs to is kept without the secret that a parameter holds', async () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      parameters: { password: '{{password}}' },
      clientAuthentication: clientSecretPost(),
    });
    const environment = { ...base, password: 'correct horse' };
    const { environment: after } = await run(engine, authorization, { environment });
    expect(after['access_token_for']).toMatch(/"\w+-\w+",600\]$/);
    expect(after['access_token_for']).not.toContain('horse');
  });

  test('in one run a failed login is asked for again with another parameter', async () => {
    const [, authorization] = changes[4] ?? ['', person];
    const first = await run(engine, authorization, { environment: { ...base, who: 'one' }, answer: refuse });
    const again = await run(engine, authorization, {
      environment: { ...base, who: 'two' },
      local: first.local,
      answer: refuse,
    });
    expect(again.sent).toHaveLength(1);
  });

  test('a refreshed token keeps the scope that was granted when the answer says none', async () => {
    const environment = { ...base, refresh_token: 'r', scope: 'read' };
    expect((await run(engine, person, { environment })).environment['scope']).toBe('read');
    const told = await run(engine, person, { environment, answer: () => token({ scope: 'read write' }) });
    expect(told.environment['scope']).toBe('read write');
  });

  test.each([
    ['a token that cannot be used', { access_token: 'bad token', refresh_token: 'next' }],
    ['a token of another type', { token_type: 'DPoP', refresh_token: 'next' }],
  ])('a new refresh token is kept although it came with %s', async (_, fields) => {
    const { environment, tests } = await run(engine, person, {
      environment: { ...base, refresh_token: 'old' },
      answer: () => token(fields),
    });
    expect(tests[0]?.name).toBe('Login failed: an unusable response');
    expect(environment['refresh_token']).toBe('next');
  });

  test('the service client’s answer does not touch the person’s refresh token', async () => {
    const { environment } = await run(engine, person, {
      environment: {
        host: 'a.example',
        refresh_token: ' ',
        service_client_id: 'robot',
        service_client_secret: 's',
      },
      answer: () => token({ refresh_token: 'robots' }),
    });
    expect(environment).toMatchObject({ access_token: 'new.token', refresh_token: ' ' });
  });

  test('a refused refresh token is explained', async () => {
    const { tests } = await run(engine, person, {
      environment: { ...base, refresh_token: 'rt-0' },
      answer: () => ({ status: 400, body: '{"error":"invalid_grant"}' }),
    });
    expect(tests[0]?.message).toContain(
      'was used before: sign in again (where the collection has it, with Get New Access Token in Postman or with postsmith login)',
    );
  });

  test('an assertion that was kept goes when a refresh succeeds', async () => {
    const authorization = refreshToken({
      tokenEndpoint,
      clientAuthentication: privateKeyJwt({ algorithm: 'ES256' }),
      variables: { assertion: 'jwt_signed' },
    });
    const environment = { ...base, refresh_token: 'r', jwt_signed: 'old.assertion' };
    const { environment: after } = await run(engine, authorization, {
      environment,
      answer: () => token({ refresh_token: 'next' }),
    });
    expect(after).toMatchObject({ jwt_signed: '', refresh_token: 'next' });
  });

  test('scope tokens are kept as they are, however long', async () => {
    const scope = 'urn_example_api_health_records_patient_observations_read b';
    const authorization = clientCredentials({
      tokenEndpoint,
      scope,
      clientAuthentication: clientSecretPost(),
    });
    const { environment, console } = await run(engine, authorization, {
      environment: base,
      answer: () => token({ scope: scope.replace(' ', ',') }),
    });
    expect(environment['scope']).toBe(scope);
    expect(console).toEqual([]);
  });

  test.each(['http://localhost:x@evil.example/token', 'http://evil.example/token', 'https://a@b/token'])(
    'a secret is not sent to %s',
    async (endpoint) => {
      const authorization = clientCredentials({
        tokenEndpoint: '{{ep}}',
        clientAuthentication: clientSecretPost(),
      });
      const { sent, tests } = await run(engine, authorization, { environment: { ...base, ep: endpoint } });
      expect(sent).toEqual([]);
      expect(tests[0]?.message).toContain('which is no https address');
      expect(tests[0]?.message).not.toMatch(/(x|a)@/);
    },
  );

  test('a secret that is echoed as it was sent, or is short, is not shown', async () => {
    for (const secret of ['ab%cd/ef gh', 'p4ss!']) {
      const { tests } = await run(
        engine,
        clientCredentials({ tokenEndpoint, clientAuthentication: none() }),
        {
          environment: base,
        },
      );
      expect(tests).toEqual([]);
      const refused = await run(
        engine,
        clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretPost() }),
        {
          environment: { ...base, client_secret: secret },
          answer: ({ body }) => ({
            status: 400,
            body: JSON.stringify({ error: 'x', error_description: `bad ${secret} in ${body}` }),
          }),
        },
      );
      expect(refused.tests[0]?.message).not.toContain(secret);
      expect(refused.tests[0]?.message).not.toContain(encodeURIComponent(secret).replaceAll('%20', '+'));
    }
  });
});

/** The login where a person may sign in: refresh token, service client, a token brought by hand, and Postman's button. */

import { describe, expect, test } from 'vitest';
import { authorizationCode, clientSecretBasic } from '../../src/oauth/authorization.ts';
import { run, runScript, token, useSandboxes } from './any-login.ts';
import { bundleRenewal } from './bundles.ts';
import { engines } from './sandbox.ts';

const tokenEndpoint = 'https://login.example.com/token';

useSandboxes();

const formOf = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body));

describe.each(engines)('where a person may sign in, in the sandbox of %s', (engine) => {
  const authorization = authorizationCode({
    tokenEndpoint,
    authorizationEndpoint: 'https://login.example.com/authorize',
    scope: 'user',
    clientAuthentication: clientSecretBasic({ optional: true }),
    serviceClient: {
      clientId: 'service_client_id',
      clientAuthentication: clientSecretBasic({ clientSecret: 'service_client_secret' }),
      scope: 'service',
    },
  });
  const service = { service_client_id: 'robot', service_client_secret: 's' };

  test('the refresh token is preferred, and asks for no other scope than it was given for', async () => {
    const environment = { client_id: 'me', refresh_token: 'r', ...service };
    const { sent } = await run(engine, authorization, { environment });
    expect(formOf(sent[0]?.body)).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'r',
      client_id: 'me',
    });
  });

  test('the service client serves where nobody has signed in', async () => {
    const { sent, environment } = await run(engine, authorization, { environment: service });
    expect(formOf(sent[0]?.body)).toEqual({ grant_type: 'client_credentials', scope: 'service' });
    expect(JSON.parse(environment['access_token_for'] ?? '[]').slice(1, 3)).toEqual(['robot', 'service']);
  });

  test('a dead refresh token is told, and the service client serves', async () => {
    const environment = { client_id: 'me', refresh_token: 'dead-refresh-token', ...service };
    const {
      sent,
      tests,
      console,
      environment: after,
    } = await run(engine, authorization, {
      environment,
      answer: ({ body }) =>
        body.includes('refresh_token') ? { status: 400, body: '{"error":"invalid_grant"}' } : token(),
    });
    expect(sent.map(({ body }) => formOf(body)['grant_type'])).toEqual([
      'refresh_token',
      'client_credentials',
    ]);
    expect(tests).toEqual([]);
    expect(after).toMatchObject({ access_token: 'new.token', refresh_token: 'dead-refresh-token' });
    expect(console).toHaveLength(1);
    expect(console[0]).toContain(
      'With the refresh token: HTTP 400 invalid_grant. The server says invalid_grant.',
    );
    expect(console[0]).toContain('The login went on with the service client, which served.');
    const again = await run(engine, authorization, { environment: after });
    expect(again.sent).toEqual([]);
    const renewed = await run(engine, authorization, { environment: { ...after, refresh_token: 'another' } });
    expect(formOf(renewed.sent[0]?.body)).toMatchObject({ refresh_token: 'another' });
  });

  test('where every way fails, each is told', async () => {
    const { tests, skipped } = await run(engine, authorization, {
      environment: { client_id: 'me', refresh_token: 'dead', ...service },
      answer: ({ body }) =>
        body.includes('refresh_token')
          ? { status: 400, body: '{"error":"invalid_grant"}' }
          : { status: 401, body: '{"error":"invalid_client"}' },
    });
    expect(skipped).toBe(true);
    expect(tests).toMatchObject([{ name: 'Login failed: HTTP 400 invalid_grant; HTTP 401 invalid_client' }]);
    expect(tests[0]?.message).toMatch(
      /^With the refresh token: HTTP 400 .*\nWith the service client: HTTP 401 /,
    );
  });

  test('a way that lacks a value is told beside the one that serves', async () => {
    const environment = { client_id: '', refresh_token: 'r', ...service };
    const { sent, console, tests } = await run(engine, authorization, { environment });
    expect(sent).toHaveLength(1);
    expect(tests).toEqual([]);
    expect(console[0]).toContain('The variable "client_id" is empty');
  });

  test('a token that a person put there is used until it ends', async () => {
    const soon = String(Math.floor(Date.now() / 1000) + 10);
    const later = String(Math.floor(Date.now() / 1000) + 600);
    const brought = { client_id: 'me', refresh_token: 'r', access_token: 'mine', access_token_for: '' };
    const kept = await run(engine, authorization, { environment: { ...brought, expires: '' } });
    expect(kept.sent).toEqual([]);
    expect(kept.environment['access_token']).toBe('mine');
    expect((await run(engine, authorization, { environment: { ...brought, expires: later } })).sent).toEqual(
      [],
    );
    expect(
      (await run(engine, authorization, { environment: { ...brought, expires: soon } })).sent,
    ).toHaveLength(1);
  });

  test('without any of them what is not the button’s own token cannot be sent', async () => {
    const first = await run(engine, authorization, { environment: { client_id: 'me' } });
    expect(first).toMatchObject({ skipped: false, tests: [], sent: [] });
    expect(first.console[0]).toContain('Get New Access Token');
    const unsendable = first.local['access_token'] ?? '';
    expect(unsendable).toMatch(/\n$/);
    const after = await runScript(engine, await bundleRenewal(authorization), {
      listen: 'test',
      local: first.local,
      request: {
        url: 'https://api.example.com/',
        method: 'GET',
        header: [{ key: 'Authorization', value: `Bearer ${unsendable}` }],
      },
      response: { code: 0 },
    });
    expect(after.tests).toMatchObject([{ name: 'Login failed: there is no access token', passed: false }]);
    expect(after.tests[0]?.message).toContain('postsmith login');
    expect(after.local['access_token']).toBeUndefined();
  });

  test('the button’s own token is left alone, and a 401 says where to get a new one', async () => {
    const after = await runScript(engine, await bundleRenewal(authorization), {
      listen: 'test',
      local: { access_token: 'no token\n' },
      request: {
        url: 'https://api.example.com/',
        method: 'GET',
        header: [{ key: 'Authorization', value: 'Bearer of the button' }],
      },
      response: { code: 401 },
    });
    expect(after.tests).toMatchObject([
      { name: 'The API rejects the token of the Authorization tab (401)', passed: false },
    ]);
    expect(after.nextRequest).toBeUndefined();
  });

  test('a kept token that the API rejects is dropped, and the request repeated', async () => {
    const after = await runScript(engine, await bundleRenewal(authorization), {
      listen: 'test',
      environment: { access_token: 'mine' },
      request: {
        url: 'https://api.example.com/',
        method: 'GET',
        header: [{ key: 'Authorization', value: 'Bearer mine' }],
      },
      response: { code: 401 },
    });
    expect(after.tests).toMatchObject([{ skipped: true }]);
    expect(after.environment['access_token']).toBe('');
    expect(after.nextRequest).toBe('item-1');
  });
});

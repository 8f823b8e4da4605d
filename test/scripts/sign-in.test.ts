/** The login where a person may sign in: refresh token, service client, a token brought by hand, and Postman's button. */

import { describe, expect, test } from 'vitest';
import { authorizationCode, clientSecretBasic } from '../../src/oauth/authorization.ts';
import { run, runScript, useSandboxes } from './any-login.ts';
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

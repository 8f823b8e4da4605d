/** Signing in at a certified authorization server, without the command line. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  privateKeyJwt,
} from '../../src/oauth/authorization.ts';
import { renewTokens } from '../../src/session/token-endpoint.ts';
import { SCOPE, startPersonServer, type PersonServer } from './authorization-server.ts';
import { CLIENTS, journey, settingsOf } from './journey.ts';
import { fetchPage } from './person.ts';

let server: PersonServer;
beforeAll(async () => {
  server = await startPersonServer(CLIENTS);
});
afterAll(() => server.close());
afterEach(() => {
  server.tokenAnswer = undefined;
});

describe('a sign-in that works', () => {
  test('gets tokens that the API takes, with PKCE, state and nonce', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { tokens, arrival, url } = await journey(server, settingsOf(server));
    expect(tokens).toMatchObject({ scope: SCOPE, refreshToken: '', accessTokenFor: '' });
    expect(Number(tokens.expires) - before).toBeGreaterThanOrEqual(3600);
    expect(Number(tokens.expires) - before).toBeLessThan(3610);
    const authorization = { Authorization: `Bearer ${tokens.accessToken}` };
    const answer = await fetchPage(`${server.origin}/api/x`, {
      caFile: server.caFile,
      headers: authorization,
    });
    expect(answer).toMatchObject({ status: 200, body: JSON.stringify({ scope: SCOPE }) });
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'terminal',
      response_type: 'code',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
      scope: SCOPE,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(arrival).toMatchObject({ status: 200, body: expect.stringContaining('You are signed in') });
  });

  test('shows a page without the code, a token or anything from elsewhere', async () => {
    const { tokens, arrival } = await journey(server, settingsOf(server));
    const code = new URL(arrival.url).searchParams.get('code');
    expect(code).toMatch(/^[\w-]{20,}$/);
    expect(arrival.body).not.toContain(code);
    expect(arrival.body).not.toContain(tokens.accessToken);
    expect(arrival.body).not.toMatch(/https?:|<script|<img|<link/);
    expect(arrival.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  test.each([
    ['client_secret_basic', clientSecretBasic()],
    ['client_secret_post', clientSecretPost()],
    ['client_secret_jwt', clientSecretJwt({ algorithm: 'HS256', audience: 'https://{{host}}/token' })],
    ['private_key_jwt', privateKeyJwt({ algorithm: 'ES256', audience: 'https://{{host}}/token' })],
  ])('authenticates the client with %s, without PKCE where that is switched off', async (clientId, way) => {
    const settings = settingsOf(server, { clientAuthentication: way, pkce: false }, { clientId });
    const { tokens, url } = await journey(server, settings);
    expect(tokens.accessToken).not.toBe('');
    expect(url.searchParams.has('code_challenge')).toBe(false);
  });

  test('takes a client whose optional secret is empty for a public one', async () => {
    const settings = settingsOf(server, {
      clientAuthentication: clientSecretBasic({ clientSecret: 'no_secret', optional: true }),
    });
    expect((await journey(server, settings)).tokens.accessToken).not.toBe('');
  });

  test('asks for another scope than the declared one, sends no nonce without openid, and adds parameters', async () => {
    const settings = settingsOf(
      server,
      { authorizationParameters: { prompt: 'consent', login_hint: '{{client_id}}' } },
      { scope: 'courses:read  offline_access' },
    );
    const { tokens, url } = await journey(server, settings);
    expect(tokens).toMatchObject({ scope: 'courses:read offline_access' });
    expect(tokens.refreshToken).not.toBe('');
    expect(url.searchParams.has('nonce')).toBe(false);
    expect(url.searchParams.get('login_hint')).toBe('terminal');
  });

  test('keeps what was granted when a box is unticked', async () => {
    const { tokens } = await journey(server, settingsOf(server), { unticked: ['courses:write'] });
    expect(tokens.scope).toBe('openid courses:read');
  });

  test('listens on both loopback addresses for localhost', async () => {
    const { url } = await journey(
      server,
      settingsOf(server, { loopbackRedirectUri: 'http://localhost:0/callback' }),
    );
    expect(url.searchParams.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/callback$/);
  });

  test('renews with the refresh token, which the server rotates', async () => {
    const settings = settingsOf(server, {}, { scope: `${SCOPE} offline_access` });
    const { tokens } = await journey(server, { ...settings, authorizationParameters: { prompt: 'consent' } });
    const asking = { caFile: server.caFile, onWarning: () => undefined, onSecret: () => undefined };
    const renewed = await renewTokens(settings, tokens, asking);
    expect(renewed.accessToken).not.toBe(tokens.accessToken);
    expect(renewed.refreshToken).not.toBe(tokens.refreshToken);
    await expect(renewTokens(settings, tokens, asking)).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: expect.stringMatching(
        /^The token endpoint gave no token: HTTP 400 invalid_grant\. The server says invalid_grant.*sign in again/,
      ),
    });
  });
});

/** What is granted and said when the token endpoint responds with these fields. */
const grantedBy = async (fields: object) => {
  server.tokenAnswer = { status: 200, type: 'application/json', body: JSON.stringify(fields) };
  const warnings: string[] = [];
  const settings = settingsOf(server, {}, { scope: 'courses:read' });
  const onWarning = (warning: string): void => void warnings.push(warning);
  const { tokens } = await journey(server, settings, {}, { onWarning });
  return { tokens, warnings };
};

describe('a response of a token endpoint', () => {
  test.each(['00Dxx!AQ0.AQz_', 'v^1.1#i^1#p^3#I^3', 'a"b|c'])(
    'may have a token of any visible characters: %s',
    async (token) => {
      const { tokens, warnings } = await grantedBy({ access_token: token, token_type: 'bearer' });
      expect(tokens.accessToken).toBe(token);
      expect(warnings).toEqual([]);
    },
  );

  test.each([['BearerToken'], ['Application Access Token'], [undefined], [{ a: 1 }]])(
    'is taken with an odd token_type, and that is said: %j',
    async (type) => {
      const { tokens, warnings } = await grantedBy({ access_token: 'abc', token_type: type });
      expect(tokens.accessToken).toBe('abc');
      expect(warnings).toEqual([expect.stringContaining('the token is used as a bearer token.')]);
    },
  );

  test('gets nothing kept that Postman would expand', async () => {
    const { tokens, warnings } = await grantedBy({
      access_token: 'abc',
      token_type: 'bearer',
      refresh_token: '{{client_private_key}}',
      scope: 'courses:read {{client_private_key}}',
    });
    expect(tokens).toMatchObject({ refreshToken: '', scope: 'courses:read' });
    expect(warnings).toEqual([expect.stringContaining('The new refresh token was not kept')]);
  });
});

test('a server that names itself is believed where no issuer is declared, and what to declare is said', async () => {
  const { issuer: _issuer, ...settings } = settingsOf(server, {}, { scope: 'courses:read' });
  const warnings: string[] = [];
  const onWarning = (warning: string): void => void warnings.push(warning);
  const { tokens } = await journey(server, settings, {}, { onWarning });
  expect(tokens.accessToken).not.toBe('');
  expect(warnings).toEqual([
    `The authorization server names itself "${server.origin}", and the authorization declares no issuer. Declare it, so that nobody else's response is taken: issuer: "${server.origin}".`,
  ]);
});

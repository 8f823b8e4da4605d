import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import {
  authorizationCode,
  clientSecretBasic,
  clientSecretPost,
  none,
  type AuthorizationCodeOptions,
} from '../../src/oauth/authorization.ts';
import type { InteractionPages } from '../../src/mock/authorization-server/options.ts';
import type { Mock, MockOptions } from '../../src/mock/mock.ts';
import { visit } from '../session/person.ts';
import { bearer, call, type Reply } from './fixture.ts';
import { at, member, mockStarter, postToken, rejected, told } from './oauth-client.ts';

const mocks = mockStarter();
afterEach(mocks.close);

/** Pages without a page: who comes is signed in, and consents to everything. */
const pages: InteractionPages = {
  configuration: { interactions: { url: (_context, { uid }) => `/sign-in/${uid}` } },
  handle: async (provider, incoming, response) => {
    if (incoming.url?.startsWith('/sign-in/') !== true) return false;
    const { prompt, params } = await provider.interactionDetails(incoming, response);
    const accountId = 'ada';
    const result = async () => {
      if (prompt.name === 'login') return { login: { accountId } };
      const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
      grant.addOIDCScope(String(params['scope']));
      return { consent: { grantId: await grant.save() } };
    };
    await provider.interactionFinished(incoming, response, await result(), { mergeWithLastSubmission: true });
    return true;
  },
};

const start = (rest: Partial<AuthorizationCodeOptions> = {}, options: Partial<MockOptions> = {}) =>
  mocks.start(
    authorizationCode({
      ...at,
      authorizationEndpoint: 'https://{{host}}/o/authorize/',
      clientAuthentication: none(),
      ...rest,
    }),
    { pages, ...options },
  );

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

const request = (mock: Mock, change: Readonly<Record<string, string | undefined>> = {}): string => {
  const query = new URLSearchParams();
  const all = {
    response_type: 'code',
    client_id: mock.values['client_id'],
    redirect_uri: 'http://127.0.0.1:54321/callback',
    scope: 'read write',
    state: 'abc',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value);
  return `/o/authorize/?${query.toString()}`;
};

/** Follows redirects on the mock as a browser does, with its cookies; returns what leaves it, or the last response. */
const follow = async (mock: Mock, path: string): Promise<Reply | URL> => {
  const cookies = new Map<string, string>();
  let next = path;
  for (let step = 0; step < 10; step += 1) {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await call(mock, 'GET', next, { headers: { Cookie, Accept: 'text/html' } });
    for (const cookie of reply.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const { location } = reply.headers;
    if (location === undefined) return reply;
    const url = new URL(location, mock.origin);
    if (url.origin !== mock.origin) return url;
    next = `${url.pathname}${url.search}`;
  }
  throw new Error('too many redirects');
};

const queryOf = (end: Reply | URL) => (end instanceof URL ? Object.fromEntries(end.searchParams) : end);

const exchange = (mock: Mock, code: string, change = {}) =>
  postToken(mock, {
    grant_type: 'authorization_code',
    client_id: mock.values['client_id'],
    code,
    redirect_uri: 'http://127.0.0.1:54321/callback',
    code_verifier: verifier,
    ...change,
  });

describe('the authorization code grant', () => {
  it('leads through sign-in and consent to a code, tokens and a renewal', async () => {
    const mock = await start();
    const end = queryOf(await follow(mock, request(mock)));
    expect(end).toEqual({ code: expect.any(String), state: 'abc', iss: `${mock.origin}/as` });
    const tokens = await exchange(mock, 'code' in end ? String(end.code) : '');
    expect(told(tokens)).toMatchObject({ status: 200, body: { scope: 'read write', token_type: 'Bearer' } });
    const headers = bearer(member(tokens, 'access_token'));
    expect((await call(mock, 'GET', '/widgets', { headers })).status).toBe(200);
    const renewed = await postToken(mock, {
      grant_type: 'refresh_token',
      client_id: mock.values['client_id'],
      refresh_token: member(tokens, 'refresh_token'),
    });
    expect(renewed.status).toBe(200);
  });

  it('grants offline_access without a prompt for consent, as other servers do', async () => {
    const mock = await start({ scope: 'openid offline_access read' });
    const end = queryOf(await follow(mock, request(mock, { scope: 'openid offline_access read' })));
    const tokens = await exchange(mock, 'code' in end ? String(end.code) : '');
    expect(member(tokens, 'scope')).toBe('openid offline_access read');
  });

  it('demands the verifier of the challenge, and takes a code once', async () => {
    const mock = await start();
    const code = async () => {
      const end = queryOf(await follow(mock, request(mock)));
      return 'code' in end ? String(end.code) : '';
    };
    const wrong = randomBytes(32).toString('base64url');
    expect((await exchange(mock, await code(), { code_verifier: wrong })).status).toBe(400);
    const good = await code();
    expect((await exchange(mock, good)).status).toBe(200);
    expect(told(await exchange(mock, good))).toEqual(
      rejected(400, 'invalid_grant', 'authorization code already consumed'),
    );
  });

  it.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'requires PKCE'],
    ['the plain challenge', { code_challenge_method: 'plain' }, 'code_challenge_method'],
  ])('rejects %s, at the redirect URI', async (_what, change, description) => {
    const mock = await start();
    expect(queryOf(await follow(mock, request(mock, change)))).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringContaining(description),
    });
  });

  it('takes no PKCE, and rejects it, where it is declared without', async () => {
    const mock = await start({ pkce: false });
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    expect(queryOf(await follow(mock, request(mock, without)))).toHaveProperty('code');
    expect(queryOf(await follow(mock, request(mock)))).toMatchObject({
      status: 400,
      body: expect.stringContaining('this server knows no PKCE'),
    });
  });

  it('knows the declared redirect URIs, on loopback with any port', async () => {
    const mock = await start({ redirectUri: 'https://app.example.com/callback' });
    const endOf = async (redirect_uri: string) => {
      const end = await follow(mock, request(mock, { redirect_uri }));
      return end instanceof URL ? `${end.origin}${end.pathname}` : end.status;
    };
    expect(await endOf('https://app.example.com/callback')).toBe('https://app.example.com/callback');
    expect(await endOf('http://127.0.0.1:1/callback')).toBe('http://127.0.0.1:1/callback');
    expect(await endOf('http://127.0.0.1:1/other')).toBe(400);
    expect(await endOf('https://oauth.pstmn.io/v1/callback')).toBe(400);
  });

  it('demands the declared parameters of the authorization request', async () => {
    const mock = await start({ authorizationParameters: { audience: 'https://{{host}}/api' } });
    const audience = `${mock.origin}/api`;
    expect(queryOf(await follow(mock, request(mock, { audience })))).toHaveProperty('code');
    expect(await follow(mock, request(mock))).toMatchObject({
      status: 400,
      body: expect.stringContaining(`the parameter audience must be`),
    });
  });

  it.each([
    ['everything', [], 'read write'],
    ['what stays ticked', ['write'], 'read'],
  ])('shows pages of its own, on which a person grants %s', async (_what, unticked, scope) => {
    const mock = await mocks.start(
      authorizationCode({
        ...at,
        authorizationEndpoint: 'https://{{host}}/o/authorize/',
        clientAuthentication: none(),
      }),
    );
    const listener = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const redirect_uri = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/callback`;
    const beginning = `${mock.origin}${request(mock, { redirect_uri })}`;
    const { url } = await visit(beginning, { caFile: mock.caFile, unticked });
    listener.close();
    const code = new URL(url).searchParams.get('code') ?? '';
    expect(member(await exchange(mock, code, { redirect_uri }), 'scope')).toBe(scope);
  });
});

describe('a service client beside people', () => {
  const serviceClient = {
    clientId: 'service_id',
    scope: 'service',
    clientAuthentication: clientSecretPost({ clientSecret: 'service_secret' }),
  };
  const clientAuthentication = clientSecretBasic({ optional: true });

  it('is what the values log in with when that way is chosen, and a refresh token when not', async () => {
    const service = await start({ serviceClient, clientAuthentication }, { way: 'service client' });
    expect(service.values).toMatchObject({
      client_id: '',
      client_secret: '',
      refresh_token: '',
      service_id: expect.stringMatching(/^verify-/),
      service_secret: expect.stringMatching(/./),
    });
    const people = await start({ serviceClient, clientAuthentication }, { way: 'refresh token' });
    expect(people.values).toMatchObject({
      client_id: expect.stringMatching(/^verify-/),
      client_secret: expect.stringMatching(/./),
      refresh_token: expect.stringMatching(/./),
      service_id: '',
      service_secret: '',
    });
  });

  it('has a scope of its own, which the API demands of its tokens', async () => {
    const mock = await start({ serviceClient }, { way: 'service client' });
    const { service_id: client_id, service_secret: client_secret } = mock.values;
    const ask = (scope: string) =>
      postToken(mock, { grant_type: 'client_credentials', client_id, client_secret, scope });
    const headers = bearer(member(await ask('service'), 'access_token'));
    expect((await call(mock, 'GET', '/widgets', { headers })).status).toBe(200);
    expect((await ask('read')).status).toBe(400);
    expect((await postToken(mock, { grant_type: 'refresh_token', client_id, client_secret })).status).toBe(
      400,
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientCredentials, privateKeyJwt } from '../../src/oauth/authorization.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import {
  assertion,
  authorization,
  bearer,
  call,
  collection,
  environment,
  parse,
  request,
  requestToken,
  TOKEN_PATH,
  widgetEnvironment,
  strangeKeyOf,
} from './fixture.ts';

const now = () => Math.floor(Date.now() / 1000);

let mock: Mock;
const origin = () => mock.origin;
const client = () => mock.values['client_id'];

beforeAll(async () => {
  mock = await startMock({
    collection: collection([request('GET', 'https://{{host}}/widgets/')]),
    environment: widgetEnvironment,
  });
});
afterAll(() => mock.close());

describe('the token endpoint', () => {
  it('responds to a valid assertion with an opaque token, its lifetime and its scope', async () => {
    const reply = await requestToken(mock);
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toContain('application/json');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(parse(reply)).toEqual({
      access_token: expect.stringMatching(/^[\w-]{40,}$/),
      expires_in: 3600,
      token_type: 'Bearer',
      scope: 'is_admin use_api',
    });
  });

  it('responds to a browser-like Accept header with JSON as well', async () => {
    const reply = await call(mock, 'POST', TOKEN_PATH, { headers: { Accept: 'text/html' } });
    expect(reply.status).toBe(400);
    expect(reply.headers['content-type']).toContain('application/json');
    expect(parse(reply)).toMatchObject({ error: 'invalid_request' });
  });

  it('keeps what arrived and what it responded, in order', async () => {
    const before = mock.tokenRequests.length;
    await requestToken(mock);
    await requestToken(mock, { claims: { aud: 'https://other.example.com/' } });
    expect(mock.tokenRequests.slice(before)).toMatchObject([
      { status: 200, form: { grant_type: 'client_credentials', scope: 'is_admin use_api' } },
      {
        status: 401,
        error: 'invalid_client',
        description: 'audience (aud) must equal the endpoint url, issuer identifier or token endpoint url',
      },
    ]);
  });

  it('is found at its very path and by POST only', async () => {
    expect((await requestToken(mock, {}, '/oauth/token')).status).toBe(404);
    expect((await call(mock, 'GET', TOKEN_PATH)).status).toBe(404);
  });
});

describe('the token endpoint rejects', () => {
  it.each([
    ['a key that it does not know', () => ({ key: strangeKeyOf(mock) }), 'signature verification failed'],
    [
      'another host as audience',
      () => ({ claims: { aud: 'https://h/oauth/token/' } }),
      'audience (aud) must equal',
    ],
    [
      'the audience without its slash',
      () => ({ claims: { aud: `${origin()}/oauth/token` } }),
      'audience (aud) must',
    ],
    ['the issuer as audience', () => ({ claims: { aud: origin() } }), 'audience (aud) must equal'],
    [
      'the right audience in a list',
      () => ({ claims: { aud: [`${origin()}/oauth/token/`] } }),
      'the claim aud must be',
    ],
    ['no audience', () => ({ claims: { aud: undefined } }), 'aud (JWT audience) must be provided'],
    ['an issuer other than the subject', () => ({ claims: { iss: 'other' } }), 'must be the client_id'],
    ['no issuer', () => ({ claims: { iss: undefined } }), 'iss (JWT issuer) must be provided'],
    ['no subject', () => ({ claims: { sub: undefined } }), 'sub (JWT subject) must be provided'],
    ['an unknown client', () => ({ claims: { iss: 'x', sub: 'x' } }), 'client not found'],
    ['an expired assertion', () => ({ claims: { exp: now() - 1 } }), 'jwt expired'],
    ['an assertion without end', () => ({ claims: { exp: undefined } }), 'expiration must be specified'],
    [
      'an assertion for longer than is declared',
      () => ({ claims: { exp: now() + 125 } }),
      'more than 120 seconds',
    ],
    ['an assertion without jti', () => ({ claims: { jti: undefined } }), 'unique jti'],
    ['an assertion that is not valid yet', () => ({ claims: { nbf: now() + 60 } }), 'jwt not active yet'],
    ['the client at another issuer', () => ({ claims: { iss: client(), sub: 'x' } }), 'client not found'],
  ])('%s', async (_what, change, description) => {
    const reply = await requestToken(mock, change());
    expect(parse(reply)).toEqual({
      error: 'invalid_client',
      error_description: expect.stringContaining(description),
    });
    expect(reply.status).toBe(401);
  });

  it('the same assertion a second time', async () => {
    const client_assertion = await assertion(mock);
    expect((await requestToken(mock, { fields: { client_assertion } })).status).toBe(200);
    const reply = await requestToken(mock, { fields: { client_assertion } });
    expect(parse(reply)).toEqual({
      error: 'invalid_client',
      error_description: 'client assertion tokens must only be used once',
    });
  });

  it('another algorithm than the declared one', async () => {
    const other = await startMock({
      collection: collection([], { authorization: authorization('ES384') }),
      environment: widgetEnvironment,
    });
    try {
      const key = other.values['client_private_key'] ?? '';
      const client_assertion = await assertion(mock, { key, algorithm: 'ES384' });
      const reply = await requestToken(mock, { fields: { client_assertion } });
      expect(parse(reply)).toEqual({ error: 'invalid_client', error_description: 'alg mismatch' });
    } finally {
      await other.close();
    }
  });

  it.each([
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no grant', { grant_type: undefined }, 400, 'invalid_request'],
    ['no scope', { scope: undefined }, 400, 'invalid_scope'],
    ['an empty scope', { scope: '' }, 400, 'invalid_scope'],
    ['a scope that was not declared', { scope: 'is_admin root' }, 400, 'invalid_scope'],
    ['no assertion', { client_assertion: undefined }, 400, 'invalid_request'],
    ['a malformed assertion', { client_assertion: 'a.b' }, 400, 'invalid_request'],
    ['another assertion type', { client_assertion_type: 'x' }, 400, 'invalid_request'],
  ])('%s', async (_what, fields, status, error) => {
    const reply = await requestToken(mock, { fields });
    expect({ status: reply.status, body: parse(reply) }).toEqual({
      status,
      body: expect.objectContaining({ error, error_description: expect.any(String) }),
    });
  });

  it('a body that is not a form', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const reply = await call(mock, 'POST', TOKEN_PATH, { headers, body: '{}' });
    expect(reply.status).toBe(400);
    expect(parse(reply)).toMatchObject({ error: 'invalid_request' });
  });
});

describe('the token endpoint grants', () => {
  it('a part of the declared scope, when only that is asked for', async () => {
    expect(parse(await requestToken(mock, { fields: { scope: 'use_api' } }))).toMatchObject({
      scope: 'use_api',
    });
  });

  it('no scope, when none is declared', async () => {
    const { scope: _scope, ...scopeless } = authorization();
    const other = await startMock({
      collection: collection([], { authorization: scopeless }),
      environment: widgetEnvironment,
    });
    try {
      const reply = await requestToken(other, { fields: { scope: undefined } });
      expect(reply.status).toBe(200);
      expect(parse(reply)).not.toHaveProperty('scope');
    } finally {
      await other.close();
    }
  });

  it('tokens of the given lifetime', async () => {
    const other = await startMock({
      collection: collection([]),
      environment: widgetEnvironment,
      tokenLifetime: 31,
    });
    try {
      expect(parse(await requestToken(other))).toMatchObject({ expires_in: 31 });
    } finally {
      await other.close();
    }
  });
});

describe('events in the middle of a run', () => {
  it('a demanded other audience rejects what was right before', async () => {
    const own = await startMock({ collection: collection([]), environment: widgetEnvironment });
    try {
      expect(await own.spoil('wrong-audience')).toEqual({});
      expect(parse(await requestToken(own))).toMatchObject({ error: 'invalid_client' });
      // The audience is this mock's alone.
      expect((await requestToken(mock)).status).toBe(200);
    } finally {
      await own.close();
    }
  });

  it('a revocation ends every token so far, and none after', async () => {
    const first = parse(await requestToken(mock));
    mock.revokeTokens();
    const second = parse(await requestToken(mock));
    const status = async (body: unknown) => {
      const token =
        typeof body === 'object' && body !== null && 'access_token' in body ? body.access_token : '';
      return (await call(mock, 'GET', '/widgets/', { headers: bearer(String(token)) })).status;
    };
    expect([await status(first), await status(second)]).toEqual([401, 200]);
  });
});

const declare = (tokenEndpoint: string, audience: string) =>
  clientCredentials({
    tokenEndpoint,
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience, keyId: '{{key_id}}' }),
  });

describe('a token endpoint of another shape', () => {
  it.each([
    ['a path made of variables', 'https://{{host}}/{{tenant}}/oauth2/v2.0/token', '/1/oauth2/v2.0/token'],
    ['a path that a router could take for a pattern', 'https://{{host}}/a:b/(c)*/token', '/a:b/(c)*/token'],
    ['a variable for the whole URL', '{{token_url}}', '/as/token.oauth2'],
    ['a variable without value for the whole URL', '{{empty_url}}', '/oauth/token'],
    ['a written host', 'http://login.example.com:8080/t', '/t'],
    ['no path', 'https://{{host}}', '/'],
  ])('with %s is responded to', async (_what, endpoint, path) => {
    const mocked = await startMock({
      collection: collection([], { authorization: declare(endpoint, 'urn:example:as') }),
      environment: environment({
        host: 'h.example.com',
        tenant: '',
        key_id: '',
        token_url: 'https://h.example.com/as/token.oauth2',
        empty_url: '',
      }),
    });
    try {
      const header = { kid: mocked.values['key_id'] };
      const change = { header, claims: { aud: 'urn:example:as' }, fields: { scope: undefined } };
      expect((await requestToken(mocked, change, path)).status).toBe(200);
    } finally {
      await mocked.close();
    }
  });

  it('demands an audience that placeholders make', async () => {
    const mocked = await startMock({
      collection: collection([], { authorization: declare('https://{{host}}/t', '{{realm}}/{{host}}') }),
      environment: environment({ host: 'h.example.com', realm: 'urn:r', key_id: 'k' }),
    });
    try {
      const aud = `urn:r/${new URL(mocked.origin).host}`;
      const change = { header: { kid: 'k' }, claims: { aud }, fields: { scope: undefined } };
      expect((await requestToken(mocked, change, '/t')).status).toBe(200);
    } finally {
      await mocked.close();
    }
  });
});

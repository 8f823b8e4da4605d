import { decodeJwt } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { clientSecretPost, refreshToken } from '../../src/oauth/authorization.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { bearer, call } from './fixture.ts';
import { at, member, mockStarter, postToken, rejected, told } from './oauth-client.ts';

const mocks = mockStarter();
afterEach(mocks.close);

const start = (scope = at.scope, rest = {}) =>
  mocks.start(refreshToken({ ...at, scope, clientAuthentication: clientSecretPost() }), rest);

const renew = (mock: Mock, refresh_token = mock.values['refresh_token'], rest = {}) => {
  const { client_id, client_secret } = mock.values;
  return postToken(mock, { grant_type: 'refresh_token', client_id, client_secret, refresh_token, ...rest });
};

const status = async (mock: Mock, token: string) =>
  (await call(mock, 'GET', '/widgets', { headers: bearer(token) })).status;

describe('a refresh token', () => {
  it('is among the values, and gives an access token and the next refresh token', async () => {
    const mock = await start();
    const reply = await renew(mock);
    expect(told(reply)).toEqual({
      status: 200,
      body: {
        access_token: expect.any(String),
        expires_in: 3600,
        refresh_token: expect.any(String),
        scope: 'read write',
        token_type: 'Bearer',
      },
    });
    expect(member(reply, 'refresh_token')).not.toBe(mock.values['refresh_token']);
    expect(mock.lastRefreshToken()).toBe(member(reply, 'refresh_token'));
    expect(await status(mock, member(reply, 'access_token'))).toBe(200);
    expect((await renew(mock, member(reply, 'refresh_token'))).status).toBe(200);
  });

  it('that was used is rejected, and ends all that came of it', async () => {
    const mock = await start();
    const first = await renew(mock);
    expect(told(await renew(mock))).toEqual(rejected(400, 'invalid_grant', 'refresh token already used'));
    expect(await status(mock, member(first, 'access_token'))).toBe(401);
    expect((await renew(mock, member(first, 'refresh_token'))).status).toBe(400);
  });

  it('that nobody issued, or that belongs to another mock, is rejected', async () => {
    const [mock, other] = [await start(), await start()];
    expect(told(await renew(mock, 'x'))).toEqual(rejected(400, 'invalid_grant', 'refresh token not found'));
    expect((await renew(mock, other.values['refresh_token'])).status).toBe(400);
    expect(mock.lastRefreshToken()).toBeUndefined();
  });

  it('outlives the revocation of access tokens', async () => {
    const mock = await start();
    const first = await renew(mock);
    mock.revokeTokens();
    expect(await status(mock, member(first, 'access_token'))).toBe(401);
    const second = await renew(mock, member(first, 'refresh_token'));
    expect(await status(mock, member(second, 'access_token'))).toBe(200);
  });

  it('gives a part of its scope when only that is asked for, and never more', async () => {
    const mock = await start();
    const part = await renew(mock, undefined, { scope: 'read' });
    expect(member(part, 'scope')).toBe('read');
    expect(await status(mock, member(part, 'access_token'))).toBe(403);
    const more = await renew(mock, member(part, 'refresh_token'), { scope: 'read write admin' });
    expect(told(more)).toMatchObject(rejected(400, 'invalid_scope', 'missing requested scope'));
  });

  it('with the scope openid comes with an ID token of the declared issuer', async () => {
    const mock = await start('openid offline_access read');
    const reply = await renew(mock);
    expect(member(reply, 'scope')).toBe('openid offline_access read');
    expect(decodeJwt(member(reply, 'id_token'))).toMatchObject({
      iss: `${mock.origin}/as`,
      aud: mock.values['client_id'],
    });
  });

  it('gives an ID token alone, and opens the API with it, where that is the declared token', async () => {
    const mock = await mocks.start(
      refreshToken({
        ...at,
        scope: 'openid read',
        token: 'id_token',
        clientAuthentication: clientSecretPost(),
      }),
    );
    const reply = await renew(mock);
    expect(member(reply, 'access_token')).toBe('');
    expect(await status(mock, member(reply, 'id_token'))).toBe(200);
    mock.revokeTokens();
    expect(await status(mock, member(reply, 'id_token'))).toBe(401);
  });

  it('is not burned by a request that is rejected', async () => {
    const mock = await start();
    expect((await renew(mock, undefined, { client_secret: 'x' })).status).toBe(401);
    expect((await renew(mock, undefined, { further: 'x' })).status).toBe(400);
    expect((await renew(mock)).status).toBe(200);
  });

  it('that was used before is what a mock hands out on demand', async () => {
    const mock = await start();
    const { refresh_token: used } = await mock.spoil('used-refresh-token');
    expect(told(await renew(mock, used))).toEqual(
      rejected(400, 'invalid_grant', 'refresh token already used'),
    );
    expect((await renew(mock)).status).toBe(200);
  });
});

describe('scope that is withheld', () => {
  it('is missing in the response, and at the API', async () => {
    const mock = await start();
    mock.withholdScope(['write']);
    const reply = await renew(mock);
    expect(member(reply, 'scope')).toBe('read');
    const rejection = await call(mock, 'GET', '/widgets', { headers: bearer(member(reply, 'access_token')) });
    expect(told(rejection)).toEqual({ status: 403, body: { error: 'the token lacks the scope write' } });
  });

  it('leaves one that nobody asked for, when nothing else is left', async () => {
    const mock = await start();
    mock.withholdScope(['read', 'write']);
    expect(member(await renew(mock), 'scope')).toBe('default');
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  bearerJwt,
  clientSecretPost,
  jwtBearer,
  signedJwt,
  type SignedJwt,
} from '../../src/oauth/authorization.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { bearer, call, parse, strangeKeyOf } from './fixture.ts';
import { at, basic, member, mockStarter, now, postToken, rejected, signWith, told } from './oauth-client.ts';

const mocks = mockStarter();
afterEach(mocks.close);

const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const keyOf = (mock: Mock) => mock.values['client_private_key'] ?? '';
const idOf = (mock: Mock) => mock.values['client_id'];

const startGrant = (assertion: Partial<SignedJwt> = {}) =>
  mocks.start(jwtBearer({ ...at, assertion: signedJwt({ algorithm: 'ES256', ...assertion }) }));

const claimsFor = (mock: Mock) => ({ iss: idOf(mock), aud: `${mock.origin}/oauth/token` });

describe('the JWT bearer grant', () => {
  it('gives a token of the scope in the form, with which the API is content', async () => {
    const mock = await startGrant();
    const assertion = await signWith('ES256', keyOf(mock), { claims: claimsFor(mock) });
    const reply = await postToken(mock, { grant_type, scope: 'read write', assertion });
    expect(told(reply)).toEqual({
      status: 200,
      body: { access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer', scope: 'read write' },
    });
    const headers = bearer(member(reply, 'access_token'));
    expect((await call(mock, 'GET', '/widgets', { headers })).status).toBe(200);
    mock.revokeTokens();
    expect((await call(mock, 'GET', '/widgets', { headers })).status).toBe(401);
  });

  it('takes the scope from the claim, where it is declared there, and from nowhere else', async () => {
    const mock = await startGrant({ scopeClaim: true });
    const ask = async (claims: object, scope?: string) => {
      const assertion = await signWith('ES256', keyOf(mock), { claims: { ...claimsFor(mock), ...claims } });
      return postToken(mock, { grant_type, assertion, scope });
    };
    expect(member(await ask({ scope: 'read write' }), 'scope')).toBe('read write');
    expect(told(await ask({}))).toEqual(rejected(400, 'invalid_grant', 'the claim scope is missing'));
    expect(told(await ask({ scope: 'read write' }, 'read write'))).toEqual(
      rejected(400, 'invalid_request', 'the scope must be a claim'),
    );
  });

  it('demands the declared issuer, subject, audience and claims, with placeholders filled in', async () => {
    const mock = await startGrant({
      issuer: '{{user}}@{{host}}',
      subject: 'someone',
      audience: 'account.example.com',
      claims: { box: '{{user}}' },
    });
    const good = {
      iss: `1@${new URL(mock.origin).host}`,
      sub: 'someone',
      aud: 'account.example.com',
      box: '1',
    };
    const ask = async (change: object) => {
      const assertion = await signWith('ES256', keyOf(mock), { claims: { ...good, ...change } });
      return postToken(mock, { grant_type, assertion, scope: 'read' });
    };
    expect((await ask({})).status).toBe(200);
    for (const name of Object.keys(good)) {
      expect(told(await ask({ [name]: 'x' }))).toEqual(
        rejected(400, 'invalid_grant', `claim ${name} must be`),
      );
    }
  });

  it.each([
    ['text that is no JWT', async () => 'a.b', 'it is not a JWT'],
    [
      'a foreign key',
      (mock: Mock) => signWith('ES256', strangeKeyOf(mock), { claims: claimsFor(mock) }),
      'signature verification failed',
    ],
    [
      'an expired assertion',
      (mock: Mock) => signWith('ES256', keyOf(mock), { claims: { ...claimsFor(mock), exp: now() - 1 } }),
      'the JWT has expired',
    ],
    [
      'another algorithm',
      (mock: Mock) => signWith('HS256', 'x'.repeat(32), { claims: claimsFor(mock) }),
      'the header alg must be ES256',
    ],
  ])('rejects %s', async (_what, make, problem) => {
    const mock = await startGrant();
    const reply = await postToken(mock, { grant_type, scope: 'read', assertion: await make(mock) });
    expect(told(reply)).toEqual(rejected(400, 'invalid_grant', `assertion: ${problem}`));
  });

  it('rejects an assertion the second time, and a request without one', async () => {
    const mock = await startGrant();
    const assertion = await signWith('ES256', keyOf(mock), { claims: claimsFor(mock) });
    await postToken(mock, { grant_type, scope: 'read', assertion });
    const again = await postToken(mock, { grant_type, scope: 'read', assertion });
    expect(told(again)).toEqual(rejected(400, 'invalid_grant', 'it must be used only once'));
    expect(told(await postToken(mock, { grant_type, scope: 'read' }))).toEqual(
      rejected(400, 'invalid_request', 'assertion'),
    );
  });

  it('rejects a client that names itself where none is declared', async () => {
    const mock = await startGrant();
    const assertion = await signWith('ES256', keyOf(mock), { claims: claimsFor(mock) });
    const form = { grant_type, scope: 'read', assertion };
    expect((await postToken(mock, { ...form, client_id: 'x' })).status).toBe(400);
    expect((await postToken(mock, form, basic('x', 'y'))).status).toBe(401);
  });

  it('demands the client authentication that is declared beside it', async () => {
    const mock = await mocks.start(
      jwtBearer({
        ...at,
        assertion: signedJwt({ algorithm: 'ES256' }),
        clientAuthentication: clientSecretPost(),
      }),
    );
    const { client_id, client_secret } = mock.values;
    const ask = async (client: object) => {
      const assertion = await signWith('ES256', keyOf(mock), { claims: claimsFor(mock) });
      return postToken(mock, { grant_type, scope: 'read', assertion, ...client });
    };
    expect((await ask({ client_id, client_secret })).status).toBe(200);
    expect((await ask({ client_id, client_secret: 'x' })).status).toBe(401);
    expect((await ask({})).status).toBe(400);
  });
});

const startBearer = (options = {}) =>
  mocks.start(
    bearerJwt({
      scope: 'read',
      jwt: signedJwt({ algorithm: 'ES256', audience: 'api', keyId: 'k', scopeClaim: true }),
    }),
    options,
  );

const sign = (mock: Mock, change: object = {}, key = keyOf(mock)) =>
  signWith('ES256', key, {
    header: { kid: 'k' },
    claims: { iss: idOf(mock), aud: 'api', scope: 'read', ...change },
  });

const get = async (mock: Mock, jwt: string) => call(mock, 'GET', '/widgets', { headers: bearer(jwt) });

describe('a JWT that is the bearer token', () => {
  it('opens the API as often as it likes, and counts as one token', async () => {
    const mock = await startBearer();
    const jwt = await sign(mock);
    expect([(await get(mock, jwt)).status, (await get(mock, jwt)).status]).toEqual([200, 200]);
    expect(mock.tokenRequests).toMatchObject([{ status: 200, headers: { authorization: `Bearer ${jwt}` } }]);
  });

  it.each([
    ['for another audience', { aud: 'x' }, 'the claim aud must be "api"'],
    ['that has expired', { exp: now() - 1 }, 'the JWT has expired'],
    ['that lives too long', { exp: now() + 7200 }, 'exp is more than 120 seconds ahead'],
  ])('%s is rejected, with the reason', async (_what, change, problem) => {
    const mock = await startBearer();
    const reply = await get(mock, await sign(mock, change));
    expect(told(reply)).toEqual({ status: 401, body: { error: problem } });
    expect(mock.tokenRequests).toMatchObject([{ status: 401, error: 'invalid_token', description: problem }]);
  });

  it('of another key is rejected', async () => {
    const mock = await startBearer();
    expect((await get(mock, await sign(mock, {}, strangeKeyOf(mock)))).status).toBe(401);
  });

  it('is rejected after its end, after a revocation, and where another audience is demanded', async () => {
    const mock = await startBearer();
    const short = await sign(mock, { exp: now() + 60 });
    expect((await get(mock, short)).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect(parse(await get(mock, short))).toEqual({ error: 'the token has expired' });
    vi.useRealTimers();
    const jwt = await sign(mock);
    await get(mock, jwt);
    mock.revokeTokens();
    expect(parse(await get(mock, jwt))).toEqual({ error: 'the token was revoked' });
    await mock.spoil('wrong-audience');
    expect((await get(mock, await sign(mock))).status).toBe(401);
  });
});

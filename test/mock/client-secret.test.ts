import { afterEach, describe, expect, it } from 'vitest';
import {
  clientCredentials,
  clientSecretBasic,
  clientSecretPost,
  none,
} from '../../src/oauth/authorization.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { call } from './fixture.ts';
import { at, basic, member, mockStarter, postToken, rejected, told, TOKEN_PATH } from './oauth-client.ts';

const mocks = mockStarter();
afterEach(mocks.close);

const AWKWARD = { client_id: 'my id:/+%&="{{k}}', client_secret: ` s:/+%&="'~!()*\\ {{client_id}} %2B` };
const form = { grant_type: 'client_credentials', scope: 'read' };
const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
const idOf = (mock: Mock) => mock.values['client_id'] ?? '';
const secretOf = (mock: Mock) => mock.values['client_secret'] ?? '';

const startBasic = (extraValues = {}) =>
  mocks.start(clientCredentials({ ...at, clientAuthentication: clientSecretBasic() }), { extraValues });

const startPost = (extraValues = {}, optional = false) =>
  mocks.start(clientCredentials({ ...at, clientAuthentication: clientSecretPost({ optional }) }), {
    extraValues,
  });

describe('client_secret_basic', () => {
  it('takes id and secret full of signs, form-urlencoded', async () => {
    const mock = await startBasic(AWKWARD);
    expect(mock.values).toMatchObject(AWKWARD);
    const reply = await postToken(mock, form, basic(encode(idOf(mock)), encode(secretOf(mock))));
    expect(told(reply)).toMatchObject({ status: 200, body: { scope: 'read', token_type: 'Bearer' } });
  });

  it('makes a secret of its own that has to be escaped everywhere', async () => {
    const secret = secretOf(await startBasic());
    for (const sign of [':', '/', '+', '%', '&', '=', '"', ' ', '{{k}}']) expect(secret).toContain(sign);
    expect(secret.length).toBeGreaterThan(64);
    expect(secretOf(await startBasic())).not.toBe(secret);
  });

  it.each([
    ['an id that is not escaped', (id: string) => id, encode, 'an/id'],
    ['a secret that is not escaped', encode, (secret: string) => secret, 'id'],
    ['escapes of JavaScript in place of a form’s', encode, (secret: string) => escape(secret), 'id'],
  ])('rejects %s', async (_what, first, second, client_id) => {
    const mock = await startBasic({ client_id, client_secret: 'a/b=c' });
    const reply = await postToken(mock, form, basic(first(client_id), second('a/b=c')));
    expect(told(reply)).toMatchObject({
      status: 401,
      body: {
        error: 'invalid_client',
        error_description: expect.stringContaining('form-urlencoded before base64'),
      },
    });
  });

  it.each([
    ['a wrong secret', () => 'wrong', 'invalid secret provided'],
    ['the secret escaped twice', (secret: string) => encode(secret), 'invalid secret provided'],
  ])('rejects %s', async (_what, change, description) => {
    const mock = await startBasic();
    const reply = await postToken(mock, form, basic(encode(idOf(mock)), encode(change(secretOf(mock)))));
    expect(told(reply)).toEqual(rejected(401, 'invalid_client', description));
  });

  it('rejects an unknown client, and a client without a secret', async () => {
    const mock = await startBasic();
    expect(told(await postToken(mock, form, basic('x', 'y')))).toEqual(
      rejected(401, 'invalid_client', 'client not found'),
    );
    expect(told(await postToken(mock, { ...form, client_id: idOf(mock) }))).toEqual(
      rejected(401, 'invalid_client', 'does not match the registered'),
    );
  });

  it('rejects the secret in the form', async () => {
    const mock = await startBasic();
    const reply = await postToken(mock, { ...form, client_id: idOf(mock), client_secret: secretOf(mock) });
    expect(reply.status).toBe(401);
    expect(member(reply, 'error')).toBe('invalid_client');
  });
});

describe('client_secret_post', () => {
  it('takes id and secret full of signs', async () => {
    const mock = await startPost(AWKWARD);
    const reply = await postToken(mock, { ...form, ...AWKWARD });
    expect(reply.status).toBe(200);
  });

  it('rejects a wrong secret, and the right one in the header', async () => {
    const mock = await startPost();
    const wrong = await postToken(mock, { ...form, client_id: idOf(mock), client_secret: 'wrong' });
    expect(told(wrong)).toEqual(rejected(401, 'invalid_client', 'invalid secret provided'));
    const header = await postToken(mock, form, basic(encode(idOf(mock)), encode(secretOf(mock))));
    expect(told(header)).toEqual(
      rejected(
        401,
        'invalid_client',
        'the client must authenticate with client_secret_post, not client_secret_basic',
      ),
    );
  });

  it('knows a public client where an optional secret is empty', async () => {
    const mock = await startPost({ client_secret: '' }, true);
    expect(mock.values).toMatchObject({ client_secret: '' });
    expect((await postToken(mock, { ...form, client_id: idOf(mock) })).status).toBe(200);
    const secret = await postToken(mock, { ...form, client_id: idOf(mock), client_secret: 'x' });
    expect(told(secret)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('demands an optional secret that is there', async () => {
    const mock = await startPost({}, true);
    const reply = await postToken(mock, { ...form, client_id: idOf(mock) });
    expect(told(reply)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});

describe('a client that proves nothing', () => {
  it('names itself, and neither another nor a secret', async () => {
    const mock = await mocks.start(clientCredentials({ ...at, clientAuthentication: none() }));
    expect((await postToken(mock, { ...form, client_id: idOf(mock) })).status).toBe(200);
    expect(told(await postToken(mock, form))).toEqual(
      rejected(400, 'invalid_request', 'no client authentication mechanism provided'),
    );
    expect(told(await postToken(mock, { ...form, client_id: 'x' }))).toEqual(
      rejected(401, 'invalid_client', 'client not found'),
    );
    expect((await postToken(mock, form, basic(idOf(mock), 'x'))).status).toBe(401);
  });
});

describe('a token request', () => {
  const authorization = clientCredentials({
    ...at,
    clientAuthentication: none(),
    parameters: { audience: 'https://{{host}}/api', resource: 'a b&c' },
  });

  it('must have each declared parameter, filled in, and no other', async () => {
    const mock = await mocks.start(authorization);
    const good = { ...form, client_id: idOf(mock), audience: `${mock.origin}/api`, resource: 'a b&c' };
    expect((await postToken(mock, good)).status).toBe(200);
    expect(told(await postToken(mock, { ...good, resource: undefined }))).toEqual(
      rejected(400, 'invalid_request', 'the parameter resource is missing'),
    );
    expect(told(await postToken(mock, { ...good, audience: 'https://{{host}}/api' }))).toEqual(
      rejected(400, 'invalid_request', `the parameter audience must be "${mock.origin}/api"`),
    );
    expect(told(await postToken(mock, { ...good, prompt: 'none' }))).toEqual(
      rejected(400, 'invalid_request', 'the parameter prompt was not declared'),
    );
  });
});

const startJson = () =>
  mocks.start(
    clientCredentials({
      ...at,
      encoding: 'json',
      parameters: { resource: ['a', 'b'] },
      clientAuthentication: clientSecretPost(),
    }),
  );
const postJson = (mock: Mock, body: string, type = 'application/json') =>
  call(mock, 'POST', TOKEN_PATH, { headers: { 'Content-Type': type }, body });
const goodJson = (mock: Mock) => ({
  ...form,
  client_id: idOf(mock),
  client_secret: secretOf(mock),
  resource: ['a', 'b'],
});

describe('a token request that is declared as JSON', () => {
  it('is taken as JSON, and kept as it arrived', async () => {
    const mock = await startJson();
    expect((await postJson(mock, JSON.stringify(goodJson(mock)))).status).toBe(200);
    expect(mock.tokenRequests).toMatchObject([
      { status: 200, form: goodJson(mock), headers: { 'content-type': 'application/json' } },
    ]);
  });

  it.each([
    ['a form', 'a=b', 'application/x-www-form-urlencoded'],
    ['broken JSON', '{', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['a member that is no text', '{"resource":1}', 'application/json'],
  ])('is rejected as %s', async (_what, body, type) => {
    const mock = await startJson();
    expect(told(await postJson(mock, body, type))).toEqual(
      rejected(400, 'invalid_request', 'must be a JSON object of texts'),
    );
    expect(mock.tokenRequests).toMatchObject([{ status: 400, error: 'invalid_request' }]);
  });

  it('demands both values of a list, in their order', async () => {
    const mock = await startJson();
    for (const resource of [['b', 'a'], ['a'], 'a']) {
      expect(told(await postJson(mock, JSON.stringify({ ...goodJson(mock), resource })))).toEqual(
        rejected(400, 'invalid_request', 'the parameter resource must be ["a","b"]'),
      );
    }
  });
});

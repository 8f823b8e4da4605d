import { afterEach, describe, expect, it } from 'vitest';
import { clientCredentials, none } from '../../src/oauth/authorization.ts';
import type { RequestDeclaration } from '../../src/model/collection.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { bearer, call } from './fixture.ts';
import { at, member, mockStarter, postToken, told } from './oauth-client.ts';

const mocks = mockStarter();
afterEach(mocks.close);

const authorization = clientCredentials({ ...at, scope: 'a b c', clientAuthentication: none() });

const replyTo = async (mock: Mock, granted: string) => {
  const form = { grant_type: 'client_credentials', client_id: mock.values['client_id'], scope: granted };
  const headers = bearer(member(await postToken(mock, form), 'access_token'));
  return call(mock, 'GET', '/widgets', { headers });
};

describe('the API demands', () => {
  it.each<[string, RequestDeclaration['scope'], string, number]>([
    ['the scope of the request alone', 'a', 'a', 200],
    ['all of it', 'a b', 'a', 403],
    ['one of several scopes: the first', ['a b', 'c'], 'a b', 200],
    ['one of several scopes: the last', ['a b', 'c'], 'c', 200],
    ['one of several scopes, and whole', ['a b', 'b c'], 'a c', 403],
    ['what the collection asks for, where a request says nothing', undefined, 'a b', 403],
    ['what the collection asks for, and is content with it', undefined, 'a b c', 200],
  ])('%s', async (_what, scope, granted, status) => {
    const mock = await mocks.start(authorization, {}, scope === undefined ? {} : { scope });
    expect((await replyTo(mock, granted)).status).toBe(status);
  });

  it('a scope, and tells each that would have been enough', async () => {
    const mock = await mocks.start(authorization, {}, { scope: ['a b', 'c'] });
    const reply = await replyTo(mock, 'b');
    expect(told(reply)).toEqual({ status: 403, body: { error: 'the token lacks the scope a, or c' } });
    expect(reply.headers['www-authenticate']).toContain('error="insufficient_scope"');
  });
});

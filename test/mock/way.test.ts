import { describe, expect, it } from 'vitest';
import {
  authorizationCode,
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretPost,
  none,
  refreshToken,
  signedJwt,
} from '../../src/oauth/authorization.ts';
import { loginOf, waysOf } from '../../src/mock/login/way.ts';
import { flawsOf } from '../../src/mock/probe/kinds.ts';

const at = { tokenEndpoint: 'https://{{host}}/token', scope: 'read' };
const people = { ...at, authorizationEndpoint: 'https://{{host}}/authorize', clientAuthentication: none() };
const serviceClient = { clientId: 'service_id', scope: 'all', clientAuthentication: clientSecretPost() };

describe('the ways to log in without a person', () => {
  it('are two where a service client is declared, else the refresh token', () => {
    expect(waysOf(authorizationCode({ ...people, serviceClient }))).toEqual([
      'refresh token',
      'service client',
    ]);
    expect(waysOf(authorizationCode(people))).toEqual(['refresh token']);
  });

  it('need no choice for any other authorization', () => {
    expect(waysOf(undefined)).toEqual([]);
    expect(waysOf(clientCredentials({ ...at, clientAuthentication: none() }))).toEqual([]);
    expect(waysOf(refreshToken({ ...at, clientAuthentication: none() }))).toEqual([]);
  });

  it('are the refresh token’s unless the other is asked for', () => {
    const authorization = authorizationCode({ ...people, serviceClient });
    expect(loginOf(authorization, undefined)).toMatchObject({ grant: 'refreshToken', scope: 'read' });
    expect(loginOf(authorization, 'service client')).toEqual({
      grant: 'clientCredentials',
      clientId: 'service_id',
      clientAuthentication: serviceClient.clientAuthentication,
      scope: 'all',
      jwt: undefined,
      refreshToken: undefined,
    });
    expect(loginOf(authorizationCode(people), 'service client')).toMatchObject({ grant: 'refreshToken' });
  });
});

describe('what can be wrong with a login', () => {
  it.each([
    ['a secret', clientCredentials({ ...at, clientAuthentication: clientSecretBasic() }), ['wrong-secret']],
    ['nothing to prove', clientCredentials({ ...at, clientAuthentication: none() }), []],
    ['a refresh token', refreshToken({ ...at, clientAuthentication: none() }), ['used-refresh-token']],
    ['a JWT without audience', bearerJwt({ jwt: signedJwt({ algorithm: 'RS256' }) }), ['wrong-key']],
  ])('with %s', (_what, authorization, flaws) => {
    expect(flawsOf(authorization, undefined)).toEqual(flaws);
  });
});

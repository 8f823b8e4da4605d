/** What a sign-in needs of a declaration and an environment, and which values are refused. */

import { describe, expect, test } from 'vitest';
import {
  authorizationCode,
  clientSecretBasic,
  none,
  privateKeyJwt,
  type AuthorizationCodeOptions,
} from '../../src/oauth/authorization.ts';
import { literalIn, sessionSettings, missingForSignIn } from '../../src/session/settings.ts';

const declare = (options: Partial<AuthorizationCodeOptions> = {}) =>
  authorizationCode({
    authorizationEndpoint: 'https://{{host}}/auth',
    tokenEndpoint: 'https://{{host}}/token',
    scope: 'read  {{more}}',
    clientAuthentication: none(),
    ...options,
  });

const VALUES = { host: 'as.example', client_id: 'me', more: 'write' };

describe('the settings', () => {
  test('have every placeholder filled, and one blank between scope tokens', () => {
    const authorization = declare({
      issuer: 'https://{{host}}',
      parameters: { resource: 'https://{{host}}/api' },
      authorizationParameters: { prompt: '{{more}}' },
    });
    expect(sessionSettings(authorization, VALUES, undefined)).toMatchObject({
      authorizationEndpoint: 'https://as.example/auth',
      tokenEndpoint: 'https://as.example/token',
      issuer: 'https://as.example',
      clientId: 'me',
      scope: 'read write',
      authorizationParameters: { prompt: 'write' },
      redirectUri: new URL('http://127.0.0.1:0/callback'),
    });
  });

  test('take a client id literally, unless it is nothing but a reference', () => {
    expect(literalIn('id', { id: ' a {{k}} b ', k: 'x' })).toBe(' a {{k}} b ');
    expect(literalIn('id', { id: '{{k}}', k: '{{l}}', l: 'x' })).toBe('x');
    expect(literalIn('id', { id: 'x \r\n' })).toBe('x ');
  });

  test.each(['localhost:8000', '127.0.0.1:8000', '[::1]:8000'])('may be plain http at %s', (host) => {
    const authorization = declare({
      authorizationEndpoint: '{{base}}/auth',
      tokenEndpoint: '{{base}}/token',
      issuer: '{{base}}/o',
    });
    const values = { ...VALUES, base: `http://${host}` };
    expect(sessionSettings(authorization, values, undefined)).toMatchObject({
      tokenEndpoint: `http://${host}/token`,
      issuer: `http://${host}/o`,
    });
  });

  test.each(['https://as.example/', 'AS.example', '"as.example:443"'])(
    'have the host that the script understands too: %s',
    (host) => {
      expect(sessionSettings(declare(), { ...VALUES, host }, undefined)).toMatchObject({
        authorizationEndpoint: 'https://as.example/auth',
        tokenEndpoint: 'https://as.example/token',
      });
    },
  );

  test('may be plain http elsewhere where that is declared', () => {
    const base = 'http://keycloak:8080';
    const addresses = { authorizationEndpoint: `${base}/auth`, tokenEndpoint: `${base}/token` };
    expect(sessionSettings(declare({ ...addresses, allowHttp: true }), VALUES, undefined)).toMatchObject(
      addresses,
    );
    expect(() => sessionSettings(declare(addresses), VALUES, undefined)).toThrow('Nobody can sign in');
  });

  test('are rejected all at once', () => {
    const values = { ...VALUES, host: 'http://as.example', redirect: 'https://elsewhere.example/' };
    const authorization = declare({
      authorizationEndpoint: '{{host}}/auth',
      tokenEndpoint: '{{host}}/token',
      scope: 'openid',
      loopbackRedirectUri: '{{redirect}}',
    });
    expect(() => sessionSettings(authorization, values, undefined)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: 'Nobody can sign in with these settings:',
        problems: [
          'authorizationEndpoint must be an https address (http only at a loopback address), but is http://as.example/auth',
          'tokenEndpoint must be an https address (http only at a loopback address), but is http://as.example/token',
          'loopbackRedirectUri must be http:// at a loopback address with a path, such as http://127.0.0.1:0/callback, but is https://elsewhere.example/',
          'the scope holds openid, so the server sends an ID token; give the authorization its `issuer`, or nobody can tell whose it is (OpenID Connect Core §3.1.3.7)',
        ],
      }),
    );
  });
});

describe('a value without which nobody can sign in', () => {
  test.each([
    ['none', declare(), VALUES, []],
    [
      'a client id that refers to itself',
      declare(),
      { ...VALUES, client_id: '{{client_id}}' },
      ['client_id'],
    ],
    ['not a dynamic variable', declare({ parameters: { nonce: '{{$guid}}' } }), VALUES, []],
    ['one of a list of parameters', declare({ parameters: { resource: ['a', '{{b}}'] } }), VALUES, ['b']],
    ['client id and placeholders', declare(), {}, ['client_id', 'host', 'more']],
    ['a secret', declare({ clientAuthentication: clientSecretBasic() }), VALUES, ['client_secret']],
    [
      'not an optional secret',
      declare({ clientAuthentication: clientSecretBasic({ optional: true }) }),
      VALUES,
      [],
    ],
    [
      'a key',
      declare({ clientAuthentication: privateKeyJwt({ algorithm: 'ES256' }) }),
      { ...VALUES, client_private_key: ' ' },
      ['client_private_key'],
    ],
  ])('%s', (_what, authorization, values, expected) => {
    expect(missingForSignIn(authorization, values)).toEqual(expected);
  });
});

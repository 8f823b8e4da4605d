/** Checks of every grant and client authentication, and what their constructors fill in. */

import { describe, expect, test } from 'vitest';
import {
  authorizationCode,
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  clientSecretJwt,
  clientSecretPost,
  get,
  jwtBearer,
  none,
  privateKeyJwt,
  refreshToken,
  signedJwt,
} from 'postsmith';
import { signingAlgorithms } from '../../src/oauth/signed-jwt.ts';
import { collectionProblems } from '../check/checking.ts';

const tokenEndpoint = 'https://{{host}}/token';
const items = [get({ name: 'Read', url: 'https://{{host}}/' })];

const problemsOf = (authorization: unknown): readonly string[] =>
  collectionProblems({ authorization, items }).map((problem) =>
    problem.replace('collections/api.ts: authorization', ''),
  );

const code = (fields: object = {}) => ({
  ...authorizationCode({
    tokenEndpoint,
    authorizationEndpoint: 'https://{{host}}/authorize',
    clientAuthentication: clientSecretBasic({ optional: true }),
    serviceClient: {
      clientId: 'service_client_id',
      clientAuthentication: clientSecretBasic({ clientSecret: 'service_client_secret' }),
      scope: 'read',
    },
  }),
  ...fields,
});

const grant = (fields: object = {}) =>
  jwtBearer({ tokenEndpoint, assertion: { ...signedJwt({ algorithm: 'RS256' }), ...fields } });

describe('what is declared well passes', () => {
  test.each<[string, unknown]>([
    ...signingAlgorithms.map((algorithm): [string, unknown] => [
      `an assertion with ${algorithm}`,
      clientCredentials({
        tokenEndpoint,
        clientAuthentication: algorithm.startsWith('HS')
          ? clientSecretJwt({ algorithm })
          : privateKeyJwt({ algorithm }),
      }),
    ]),
    ['client_secret_post', clientCredentials({ tokenEndpoint, clientAuthentication: clientSecretPost() })],
    ['a public client', refreshToken({ tokenEndpoint, clientAuthentication: none() })],
    ['an authorization code grant with a service client', code()],
    [
      'a JWT grant signed with the secret that authenticates the client',
      {
        ...grant({ algorithm: 'HS256', key: 'client_secret' }),
        clientAuthentication: clientSecretBasic(),
      },
    ],
    ['a bearer JWT', bearerJwt({ jwt: signedJwt({ algorithm: 'ES256', audience: 'x', backdate: 60 }) })],
    [
      'a token endpoint with a query',
      clientCredentials({
        tokenEndpoint: `${tokenEndpoint}?p=policy`,
        clientAuthentication: clientSecretBasic(),
      }),
    ],
    [
      'plain http in a network of containers, where it is meant',
      clientCredentials({
        tokenEndpoint: 'http://keycloak:8080/realms/{{realm}}/token',
        allowHttp: true,
        clientAuthentication: clientSecretBasic(),
      }),
    ],
    ['OpenID Connect with an issuer', code({ scope: 'openid', issuer: 'https://{{host}}/' })],
    [
      'plain http at a loopback address',
      clientCredentials({
        tokenEndpoint: 'http://localhost:8000/o/token/',
        clientAuthentication: clientSecretBasic(),
      }),
    ],
  ])('%s', (_, authorization) => {
    expect(problemsOf(authorization)).toEqual([]);
  });
});

describe('what the constructors fill in', () => {
  test('the audience is the token endpoint, the issuer or the text itself', () => {
    const withAudience = (audience: string) =>
      clientCredentials({
        tokenEndpoint,
        issuer: 'https://issuer.example',
        clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience }),
      }).clientAuthentication.audience;
    expect(withAudience('tokenEndpoint')).toBe(tokenEndpoint);
    expect(withAudience('issuer')).toBe('https://issuer.example');
    expect(withAudience('urn:x/')).toBe('urn:x/');
    expect(grant().assertion.audience).toBe(tokenEndpoint);
  });

  test('strict mode follows RFC 10070: the issuer alone, and a type of its own', () => {
    const authorization = clientCredentials({
      tokenEndpoint,
      issuer: 'https://issuer.example',
      clientAuthentication: privateKeyJwt({ algorithm: 'ES256', strict: true }),
    });
    expect(authorization.clientAuthentication).toMatchObject({
      audience: 'https://issuer.example',
      type: 'client-authentication+jwt',
    });
    expect(problemsOf(authorization)).toEqual([]);
  });

  test('an HMAC is made with the client secret, every other signature with the private key', () => {
    expect(signedJwt({ algorithm: 'HS512' }).key).toBe('client_secret');
    expect(signedJwt({ algorithm: 'EdDSA' }).key).toBe('client_private_key');
  });
});

describe('what is declared badly is refused in words', () => {
  const client = (fields: object) => ({
    ...clientCredentials({ tokenEndpoint, clientAuthentication: privateKeyJwt({ algorithm: 'ES256' }) }),
    clientAuthentication: { ...privateKeyJwt({ algorithm: 'ES256' }), audience: tokenEndpoint, ...fields },
  });
  const withHeaders = (headers: object, parameters: object = {}) =>
    Object.assign(client({}), {
      clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: tokenEndpoint }),
      headers,
      parameters,
    });
  test.each<[string, unknown, readonly string[]]>([
    [
      'headers of the token request that no header can be, or that the login sends itself',
      withHeaders({ 'a b': 'c', Authorization: 'x', 'X-Key': 'a\nb' }),
      [
        '.headers["a b"] has a name that no header can have (RFC 9110 §5.1)',
        '.headers["Authorization"] is what the login itself sends; remove it',
        '.headers["X-Key"] holds a line break, or a character that a header cannot carry',
      ],
    ],
    [
      'a secret among the parameters',
      withHeaders({}, { password: 'Hunter2hunter9' }),
      [
        '.parameters["password"] looks like a secret; write {{a_variable}} and declare that one with secret()',
      ],
    ],
    [
      'a secret of another kind',
      client({ kind: 'clientSecretJwt' }),
      ['.clientAuthentication.algorithm must be HS256, HS384 or HS512, but is "ES256"'],
    ],
    [
      'the issuer, which is not named',
      client({ audience: 'issuer' }),
      ['.clientAuthentication.audience is the issuer, which the authorization does not name'],
    ],
    [
      'the token endpoint, which a bearer JWT has not',
      bearerJwt({
        jwt: signedJwt({ algorithm: 'ES256', audience: 'tokenEndpoint' }),
      }),
      ['.jwt.audience is the token endpoint, which this authorization does not have'],
    ],
    [
      'strict mode with the token endpoint',
      client({ strict: true }),
      [
        '.clientAuthentication.audience must be the issuer, and nothing else (RFC 10070, `strict`)',
        '.clientAuthentication.type must be client-authentication+jwt (RFC 10070, `strict`)',
      ],
    ],
    [
      'a header that has a field of its own',
      client({ header: { kid: 'x' } }),
      ['.clientAuthentication.header["kid"] is set by a field of its own; remove it'],
    ],
    [
      'a claim that has one',
      client({ claims: { exp: 1 } }),
      ['.clientAuthentication.claims["exp"] is set by a field of its own; remove it'],
    ],
    [
      'a certificate without a header',
      client({ certificate: { variable: 'c', headers: [] } }),
      ['.clientAuthentication.certificate.headers must name at least one of x5c, x5t, x5t#S256'],
    ],
    [
      'an unknown certificate header',
      client({ certificate: { variable: 'c', headers: ['x5u'] } }),
      ['.clientAuthentication.certificate.headers[0] must be one of x5c, x5t, x5t#S256'],
    ],
    [
      'a key file without the path of the key',
      client({ keyFile: {} }),
      ['.clientAuthentication.keyFile.key is missing; it must be text'],
    ],
    [
      'too long a set-back',
      client({ backdate: 601 }),
      [
        '.clientAuthentication.backdate must be a whole number of seconds from 0 to 600, but is the number 601',
      ],
    ],
    [
      'a parameter that the grant sends',
      { ...client({}), parameters: { grant_type: 'x' } },
      ['.parameters["grant_type"] is what the grant itself sends; remove it'],
    ],
    [
      'a parameter that is no text',
      { ...client({}), parameters: { max: 1 } },
      ['.parameters["max"] must be text, or a list of texts, but is the number 1'],
    ],
    [
      'a secret that is not named by a variable',
      clientCredentials({
        tokenEndpoint,
        clientAuthentication: clientSecretBasic({ clientSecret: '{{client_secret}}' }),
      }),
      ['.clientAuthentication.clientSecret must be a variable\'s bare name, but is "{{client_secret}}"'],
    ],
    [
      'a redirect that is not at a loopback address',
      code({ loopbackRedirectUri: 'http://example.com/x' }),
      [
        '.loopbackRedirectUri must be http:// at a loopback address with a path, such as http://127.0.0.1:0/callback (RFC 8252 §7.3), but is "http://example.com/x"',
      ],
    ],
    [
      'an authorization endpoint over http',
      code({ authorizationEndpoint: 'http://a.example/x' }),
      [
        '.authorizationEndpoint must begin with https:// (RFC 6749 §3.1), as secrets are sent there; plain http is for a loopback address, or, if it is meant, for allowHttp: true',
      ],
    ],
    [
      'a service client that shares its id',
      code({
        serviceClient: { clientId: 'client_id', clientAuthentication: none() },
      }),
      [' uses the variable "client_id" for two things'],
    ],
    [
      'plain http to another machine that nobody has meant',
      clientCredentials({
        tokenEndpoint: 'http://keycloak:8080/token',
        clientAuthentication: clientSecretPost(),
      }),
      [
        '.tokenEndpoint must begin with https:// (RFC 6749 §3.2), as secrets are sent there; plain http is for a loopback address, or, if it is meant, for allowHttp: true',
      ],
    ],
    [
      'OpenID Connect without an issuer',
      code({ scope: 'openid profile' }),
      [
        '.issuer is missing; with the scope openid the server sends an ID token, and only its issuer tells whose it is (OpenID Connect Core §3.1.3.7). It may hold placeholders',
      ],
    ],
    ['a switch that is no switch', code({ pkce: 'S256' }), ['.pkce must be true or false, but is text']],
    [
      'an assertion in another grant',
      { ...client({}), assertion: {} },
      [
        ': unknown field "assertion" of authorization; known are kind, clientId, scope, tokenLifetime, variables, identity, header, provider, tokenEndpoint, allowHttp, issuer, parameters, headers, encoding, token, clientAuthentication, grantType',
      ],
    ],
  ])('%s', (_, authorization, problems) => {
    expect(problemsOf(authorization).map((problem) => problem.replace('collections/api.ts', ''))).toEqual(
      problems,
    );
  });
});

/** The mock as a provider: what arrives and breaks a documented demand is refused, with the error that fits. */

import { describe, expect, it } from 'vitest';
import type { Demand } from '../../src/oauth/authorization.ts';
import { judgeLogin, type ReceivedLogin } from '../../src/mock/provider-demands.ts';

const SOURCE = 'https://provider.example.com/docs';
const NOW = 1_800_000_000;

const header = { alg: 'RS256', typ: 'JWT', kid: 'key-1' };
const claims = {
  iss: 'me',
  sub: 'me',
  aud: 'https://as.example.com/token',
  iat: NOW,
  exp: NOW + 60,
  jti: 'j-1',
};

const login = (change: Partial<ReceivedLogin> = {}): ReceivedLogin => ({
  grant: 'clientCredentials',
  clientAuthentication: 'privateKeyJwt',
  tokenEndpoint: 'https://as.example.com/token',
  issuer: 'https://as.example.com',
  form: { scope: 'read', audience: 'api' },
  jwt: { header, claims, receivedAt: NOW },
  ...change,
});

const withClaims = (change: object): Partial<ReceivedLogin> => ({
  jwt: { header, claims: { ...claims, ...change }, receivedAt: NOW },
});

const judge = (demand: Demand, change: Partial<ReceivedLogin> = {}) =>
  judgeLogin([{ demand, source: SOURCE }], login(change));

const audience = (...among: Demand<'audience'>['among']): Demand => ({ kind: 'audience', among });

describe('a login that breaks a demand is refused', () => {
  it.each<[string, Demand, Partial<ReceivedLogin>, string, string]>([
    [
      'another grant',
      { kind: 'grant', among: ['jwtBearer', 'refreshToken'] },
      {},
      'unsupported_grant_type',
      'the grant is clientCredentials; the grant must be jwtBearer or refreshToken',
    ],
    [
      'another client authentication',
      { kind: 'clientAuthentication', among: ['clientSecretPost'] },
      {},
      'invalid_client',
      'the client authenticates with privateKeyJwt; the client must authenticate with clientSecretPost',
    ],
    [
      'no client authentication',
      { kind: 'clientAuthentication', among: ['clientSecretPost', 'none'] },
      { clientAuthentication: undefined },
      'invalid_client',
      'the client does not authenticate; the client must authenticate with clientSecretPost or none',
    ],
    [
      'another algorithm',
      { kind: 'algorithm', among: ['PS256', 'ES256', 'EdDSA'] },
      {},
      'invalid_client',
      'the JWT is signed with RS256; the JWT must be signed with PS256, ES256 or EdDSA',
    ],
    [
      'a last slash too many',
      audience('tokenEndpoint', 'issuer'),
      withClaims({ aud: 'https://as.example.com/token/' }),
      'invalid_client',
      "the JWT's audience is https://as.example.com/token/; the JWT's audience must be the token endpoint's URL or the authorization server's issuer identifier",
    ],
    [
      'no audience',
      audience('urn:as'),
      withClaims({ aud: undefined }),
      'invalid_client',
      "the JWT's audience is missing; the JWT's audience must be urn:as",
    ],
    [
      'two audiences, though one of them is right',
      audience('tokenEndpoint'),
      withClaims({ aud: ['https://as.example.com/token', 'urn:as'] }),
      'invalid_client',
      "the JWT's audience is ['https://as.example.com/token','urn:as']; the JWT's audience must be the token endpoint's URL",
    ],
    [
      'an audience of placeholders, which nobody filled',
      audience('tokenEndpoint', { pattern: '^https://', means: 'a URL' }),
      withClaims({ aud: '{{audience}}' }),
      'invalid_client',
      "the JWT's audience is {{audience}}; the JWT's audience must be the token endpoint's URL or a URL",
    ],
    [
      'a list of one, where it must be a string',
      { kind: 'singleAudience' },
      withClaims({ aud: ['https://as.example.com'] }),
      'invalid_client',
      "the JWT's audience is ['https://as.example.com']; the JWT's audience must be a string, not a list",
    ],
    [
      'too long a life from now',
      { kind: 'lifetime', atMost: 59, from: 'now' },
      {},
      'invalid_client',
      'the JWT ends 60 seconds from now; the JWT must end 59 seconds from now at the latest',
    ],
    [
      'too long a life since it was issued',
      { kind: 'lifetime', atMost: 60, from: 'issuedAt' },
      withClaims({ iat: NOW - 1 }),
      'invalid_client',
      'the JWT ends 61 seconds after it was issued; the JWT must end 60 seconds after it was issued at the latest',
    ],
    [
      'no end',
      { kind: 'lifetime', atMost: 60, from: 'now' },
      withClaims({ exp: undefined }),
      'invalid_client',
      'the JWT lacks exp; the JWT must end 60 seconds from now at the latest',
    ],
    [
      'no beginning',
      { kind: 'lifetime', atMost: 60, from: 'issuedAt' },
      withClaims({ iat: undefined }),
      'invalid_client',
      'the JWT lacks exp or iat; the JWT must end 60 seconds after it was issued at the latest',
    ],
    [
      'no header of those',
      { kind: 'header', anyOf: ['x5t', 'x5t#S256'] },
      {},
      'invalid_client',
      'the JWT has no header x5t or x5t#S256; the JWT must have the header x5t or x5t#S256',
    ],
    [
      'an empty header',
      { kind: 'header', anyOf: ['kid'] },
      { jwt: { header: { ...header, kid: '' }, claims, receivedAt: NOW } },
      'invalid_client',
      'the JWT has no header kid; the JWT must have the header kid',
    ],
    [
      'another value of a header',
      { kind: 'headerValue', name: 'typ', value: 'client-authentication+jwt' },
      {},
      'invalid_client',
      "the JWT's header typ is JWT; the JWT's header typ must be client-authentication+jwt",
    ],
    [
      'too short a claim',
      { kind: 'claim', name: 'jti', minLength: 16, maxLength: 128 },
      {},
      'invalid_client',
      "the JWT's claim jti has 3 characters; the JWT must have the claim jti, of 16 to 128 characters",
    ],
    [
      'too long a claim',
      { kind: 'claim', name: 'jti', minLength: 16, maxLength: 128 },
      withClaims({ jti: 'x'.repeat(129) }),
      'invalid_client',
      "the JWT's claim jti has 129 characters; the JWT must have the claim jti, of 16 to 128 characters",
    ],
    [
      'an empty claim',
      { kind: 'claim', name: 'sub' },
      withClaims({ sub: '' }),
      'invalid_client',
      'the JWT has no claim sub; the JWT must have the claim sub',
    ],
    [
      'another value of a claim',
      { kind: 'claim', name: 'box_sub_type', among: ['enterprise', 'user'] },
      withClaims({ box_sub_type: 'group' }),
      'invalid_client',
      "the JWT's claim box_sub_type is group; the JWT must have the claim box_sub_type, and it must be enterprise or user",
    ],
    [
      'claims that nobody knows',
      { kind: 'knownClaims', only: ['iss', 'aud', 'iat', 'exp'] },
      {},
      'invalid_client',
      'the JWT has the claim sub, jti; the JWT must have no other claims than iss, aud, iat, exp',
    ],
    [
      'no scope',
      { kind: 'scope', in: 'parameter' },
      { form: { audience: 'api' } },
      'invalid_scope',
      'no scope is asked for with the parameter scope; a scope must be asked for with the parameter scope',
    ],
    [
      'a scope in the wrong place',
      { kind: 'scope', in: 'claim' },
      {},
      'invalid_scope',
      'no scope is asked for in the claim scope; a scope must be asked for in the claim scope',
    ],
    [
      'a scope without the token that it must have',
      { kind: 'scope', in: 'parameter', token: { pattern: '^system/', means: 'system/…' } },
      {},
      'invalid_scope',
      'the scope is read; a scope must be asked for with the parameter scope, with system/… in it',
    ],
    [
      'no such parameter',
      { kind: 'parameter', name: 'resource' },
      {},
      'invalid_request',
      'the token request has no parameter resource; the token request must have the parameter resource',
    ],
  ])('%s', (_what, demand, change, error, sentence) => {
    expect(judge(demand, change)).toEqual({ error, description: `${sentence} (${SOURCE})` });
  });

  it('as what its JWT was for', () => {
    const demand: Demand = { kind: 'algorithm', among: ['ES256'] };
    expect(judge(demand)?.error).toBe('invalid_client');
    expect(judge(demand, { grant: 'authorizationCode' })?.error).toBe('invalid_client');
    expect(judge(demand, { grant: 'jwtBearer' })?.error).toBe('invalid_grant');
    expect(judge(demand, { grant: 'bearerJwt' })?.error).toBe('invalid_token');
  });

  it('with everything that it breaks, and the error of the first', () => {
    const rules = [
      { demand: { kind: 'parameter', name: 'resource' } as const, source: SOURCE },
      { demand: { kind: 'algorithm', among: ['ES256'] } as const, source: `${SOURCE}/jwt` },
    ];
    expect(judgeLogin(rules, login())).toEqual({
      error: 'invalid_request',
      description: `the token request has no parameter resource; the token request must have the parameter resource (${SOURCE}); the JWT is signed with RS256; the JWT must be signed with ES256 (${SOURCE}/jwt)`,
    });
  });
});

describe('a login that keeps the demands is not refused', () => {
  it.each<[string, Demand, Partial<ReceivedLogin>]>([
    ['one of the audiences', audience('issuer', 'tokenEndpoint'), {}],
    ['a literal audience', audience('https://as.example.com/token'), {}],
    ['an audience that looks right', audience({ pattern: '/token$', means: 'a token endpoint' }), {}],
    ['a list of one audience', audience('issuer'), withClaims({ aud: ['https://as.example.com'] })],
    ['the longest life', { kind: 'lifetime', atMost: 60, from: 'issuedAt' }, {}],
    ['one of the headers', { kind: 'header', anyOf: ['x5c', 'kid'] }, {}],
    ['a claim of the right length', { kind: 'claim', name: 'jti', minLength: 3, maxLength: 3 }, {}],
    ['a scope', { kind: 'scope', in: 'parameter', token: { pattern: '^read$', means: 'read' } }, {}],
    // RFC 6749 §6: the scope may be left out.
    ['a refresh without a scope', { kind: 'scope', in: 'parameter' }, { grant: 'refreshToken', form: {} }],
  ])('%s', (_what, demand, change) => {
    expect(judge(demand, change)).toBeUndefined();
  });

  it.each<Demand>([
    { kind: 'algorithm', among: ['ES256'] },
    audience('issuer'),
    { kind: 'singleAudience' },
    { kind: 'lifetime', atMost: 1, from: 'now' },
    { kind: 'header', anyOf: ['x5c'] },
    { kind: 'headerValue', name: 'typ', value: 'x' },
    { kind: 'claim', name: 'resource' },
    { kind: 'knownClaims', only: ['iss'] },
  ])('what is demanded of a JWT when there is none: $kind', (demand) => {
    const { jwt: _jwt, ...withoutJwt } = login({ clientAuthentication: 'clientSecretBasic' });
    expect(judgeLogin([{ demand, source: SOURCE }], withoutJwt)).toBeUndefined();
  });

  it('an issuer that is not known is no audience', () => {
    expect(judge(audience('issuer'), { issuer: '', ...withClaims({ aud: '' }) })?.error).toBe(
      'invalid_client',
    );
  });
});

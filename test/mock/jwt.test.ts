import { describe, expect, it } from 'vitest';
import { signedJwt } from '../../src/oauth/authorization.ts';
import { jwtContent, type JwtSettings } from '../../scripts/login/jwt/content.ts';
import { judgeJwt } from '../../src/mock/login/jwt.ts';

const NOW = 1_800_000_000;

const settings = signedJwt({
  algorithm: 'ES256',
  lifetime: 100,
  backdate: 30,
  notBefore: true,
  type: 'x+jwt',
});
const demandsOf = (declared: JwtSettings, certificate: object = {}, keyId?: string) => ({
  content: jwtContent(declared, {
    now: 0,
    client: 'me',
    isClient: false,
    keyId,
    certificate: { ...certificate },
    fill: (text) => text,
  }),
  jti: declared.jti !== false,
});

const demands = demandsOf(
  { ...settings, audience: 'you', claims: { list: [1, { a: 2 }], nonce: 'n-{{$guid}}' } },
  { x5c: ['a'.repeat(120)] },
  'k',
);
const header = { alg: 'ES256', typ: 'x+jwt', kid: 'k', x5c: ['a'.repeat(120)] };
const claims = {
  iss: 'me',
  aud: 'you',
  list: [1, { a: 2 }],
  nonce: 'n-7',
  iat: NOW - 30,
  nbf: NOW - 30,
  exp: NOW + 100,
  jti: 'id',
};

const without = (members: Readonly<Record<string, unknown>>, name: string) =>
  Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));

describe('a JWT', () => {
  it('is good when it is as declared', () => {
    expect(judgeJwt(header, claims, demands, NOW)).toBeUndefined();
  });

  it.each([
    ['another algorithm', { ...header, alg: 'ES384' }, 'the header alg must be ES256'],
    ['another type', { ...header, typ: 'JWT' }, 'the header typ must be "x+jwt"'],
    ['no type', without(header, 'typ'), 'the header typ is missing'],
    ['no key id', without(header, 'kid'), 'the header kid is missing'],
    ['another key id', { ...header, kid: 'l' }, 'the header kid must be "k"'],
    ['another certificate', { ...header, x5c: ['b'] }, 'the header x5c must be what the collection declares'],
    ['a further header', { ...header, jku: 'https://x' }, 'the header jku was not declared'],
  ])('is rejected with %s', (_what, changed, problem) => {
    expect(judgeJwt(changed, claims, demands, NOW)).toBe(problem);
  });

  it.each([
    ['another issuer', { iss: 'you' }, 'the claim iss must be "me"'],
    ['a list of audiences', { aud: ['you'] }, 'the claim aud must be "you"'],
    [
      'a dynamic variable that was not filled in',
      { nonce: 'n-{{$guid}}' },
      'the claim nonce must be "n-{{$guid}}"',
    ],
    ['another text around a dynamic variable', { nonce: 'm-7' }, 'the claim nonce must be "n-{{$guid}}"'],
    ['another value deep inside', { list: [1, { a: 3 }] }, 'the claim list must be [1,{"a":2}]'],
    ['a further claim', { sub: 'me' }, 'the claim sub was not declared'],
    ['an end that is no number', { exp: `${NOW + 9}` }, 'the claim exp must be a number'],
    ['an end that has come', { exp: NOW }, 'the JWT has expired'],
    ['too long a life', { exp: NOW + 101 }, 'exp is more than 100 seconds ahead'],
    ['a beginning that is no number', { iat: null }, 'the claim iat must be a number'],
    ['a beginning that is not set back', { iat: NOW - 29, nbf: NOW - 29 }, 'iat must lie 30 seconds back'],
    ['a beginning long ago', { iat: NOW - 91, nbf: NOW - 91 }, 'iat lies too far back'],
    ['another nbf than iat', { nbf: NOW }, 'the claim nbf must be equal to iat'],
    ['an empty jti', { jti: '' }, 'the claim jti is missing'],
    ['a jti that is no text', { jti: 7 }, 'the claim jti is missing'],
  ])('is rejected with %s', (_what, change, problem) => {
    expect(judgeJwt(header, { ...claims, ...change }, demands, NOW)).toBe(problem);
  });

  it.each(['iss', 'aud', 'list', 'jti'])('is rejected without the claim %s', (name) => {
    expect(judgeJwt(header, without(claims, name), demands, NOW)).toBe(`the claim ${name} is missing`);
  });

  it('that is declared with as little as can be must have no more', () => {
    const least = demandsOf(signedJwt({ algorithm: 'HS256', jti: false }));
    const bare = { iss: 'me', iat: NOW, exp: NOW + 120 };
    const judge = (change: object) =>
      judgeJwt({ alg: 'HS256', typ: 'JWT' }, { ...bare, ...change }, least, NOW);
    expect(judge({})).toBeUndefined();
    expect(judge({ jti: 'id' })).toBe('the claim jti was not declared');
    expect(judge({ nbf: NOW })).toBe('the claim nbf was not declared');
    expect(judge({ iat: NOW + 1 })).toBe('iat lies ahead');
  });
});

/** A provider's rules in a declaration: what breaks one is refused with its page, and a rule that is none is said to be so. */

import { describe, expect, it } from 'vitest';
import {
  bearerJwt,
  clientCredentials,
  clientSecretBasic,
  jwtBearer,
  privateKeyJwt,
  signedJwt,
  type Authorization,
  type Demand,
} from 'postsmith';
import { factsOfDeclaration } from '../../src/oauth/login-facts.ts';
import { collectionProblems } from './checking.ts';

const SOURCE = 'https://provider.example.com/docs';

const assertion = (settings: object = {}) =>
  clientCredentials({
    tokenEndpoint: 'https://{{host}}/token',
    issuer: 'https://{{host}}',
    scope: '{{resource}}/.default',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', keyId: '{{key_id}}', ...settings }),
  });

const problemsOf = (authorization: object, ...demands: readonly unknown[]): readonly string[] =>
  collectionProblems({
    authorization: {
      ...authorization,
      provider: {
        name: 'Example',
        whereToFind: {},
        likelyCauses: {},
        rules: demands.map((demand) => ({ demand, source: SOURCE })),
      },
    },
  });

const place = 'collections/api.ts: ';

describe('a declaration that breaks a rule', () => {
  it.each<[string, object, Demand, string]>([
    [
      'of the algorithm',
      assertion(),
      { kind: 'algorithm', among: ['RS256'] },
      'the JWT is signed with ES256; the JWT must be signed with RS256; change algorithm',
    ],
    [
      'of the audience, seen through its placeholders',
      assertion({ audience: 'https://{{host}}/token/' }),
      { kind: 'audience', among: ['tokenEndpoint', 'urn:as'] },
      "the JWT's audience is https://{{host}}/token/; the JWT's audience must be the token endpoint's URL or urn:as; change audience",
    ],
    [
      'of what the audience looks like',
      assertion({ audience: 'https://{{host}}' }),
      { kind: 'audience', among: [{ pattern: '/$', means: 'a URL with its last slash' }] },
      "the JWT's audience is https://{{host}}; the JWT's audience must be a URL with its last slash; change audience",
    ],
    [
      'of the lifetime, the set-back included',
      assertion({ lifetime: 100, backdate: 30 }),
      { kind: 'lifetime', atMost: 120, from: 'issuedAt' },
      'the JWT ends 130 seconds after it was issued; the JWT must end 120 seconds after it was issued at the latest; change lifetime or backdate',
    ],
    [
      'of a header that a certificate makes',
      assertion(),
      { kind: 'header', anyOf: ['x5t', 'x5t#S256'] },
      'the JWT has no header x5t or x5t#S256; the JWT must have the header x5t or x5t#S256; change certificate',
    ],
    [
      'of the type',
      assertion({ type: 'at+jwt' }),
      { kind: 'headerValue', name: 'typ', value: 'JWT' },
      "the JWT's header typ is at+jwt; the JWT's header typ must be JWT; change type",
    ],
    [
      'of a claim',
      jwtBearer({ tokenEndpoint: 'https://{{host}}/token', assertion: signedJwt({ algorithm: 'RS256' }) }),
      { kind: 'claim', name: 'sub' },
      'the JWT has no claim sub; the JWT must have the claim sub; change subject',
    ],
    [
      'of a parameter',
      assertion(),
      { kind: 'parameter', name: 'audience' },
      'the token request has no parameter audience; the token request must have the parameter audience; change parameters.audience',
    ],
    [
      'of the client authentication',
      clientCredentials({
        tokenEndpoint: 'https://{{host}}/token',
        clientAuthentication: clientSecretBasic(),
      }),
      { kind: 'clientAuthentication', among: ['privateKeyJwt'] },
      'the client authenticates with clientSecretBasic; the client must authenticate with privateKeyJwt; change clientAuthentication',
    ],
    [
      'of the scope’s place',
      assertion(),
      { kind: 'scope', in: 'claim' },
      'no scope is asked for in the claim scope; a scope must be asked for in the claim scope; change scope and scopeClaim',
    ],
  ])('%s', (_what, authorization, demand, sentence) => {
    expect(problemsOf(authorization, demand)).toEqual([
      `${place}authorization breaks a rule of Example: ${sentence} (${SOURCE})`,
    ]);
  });

  it('is told every rule that it breaks', () => {
    const demands: Demand[] = [
      { kind: 'algorithm', among: ['RS256'] },
      { kind: 'grant', among: ['jwtBearer'] },
    ];
    expect(problemsOf(assertion(), ...demands)).toHaveLength(2);
  });
});

describe('what a placeholder could become is not held against a declaration', () => {
  it.each<[string, object, Demand]>([
    ['an audience', assertion({ audience: '{{audience}}' }), { kind: 'audience', among: ['urn:as'] }],
    [
      'a part of an audience',
      assertion({ audience: 'https://{{stage}}.example.com' }),
      { kind: 'audience', among: ['https://test.example.com'] },
    ],
    [
      'a scope',
      assertion(),
      { kind: 'scope', in: 'parameter', token: { pattern: '/\\.default$', means: '<resource>/.default' } },
    ],
    ['a key id', assertion(), { kind: 'header', anyOf: ['kid'] }],
    ['a jti', assertion(), { kind: 'claim', name: 'jti', minLength: 16, maxLength: 128 }],
    [
      'the members of a key file',
      bearerJwt({ jwt: signedJwt({ algorithm: 'RS256', keyFile: { key: 'k', keyId: 'kid' } }) }),
      { kind: 'header', anyOf: ['kid'] },
    ],
  ])('%s', (_what, authorization, demand) => {
    expect(problemsOf(authorization, demand)).toEqual([]);
  });

  it('but what stands around it is', () => {
    const demand: Demand = { kind: 'audience', among: ['https://test.example.com'] };
    expect(problemsOf(assertion({ audience: 'https://{{stage}}.example.org' }), demand)).toHaveLength(1);
  });
});

describe('a rule that is none is refused', () => {
  const label = 'authorization.provider.rules[0]';

  it.each<[string, unknown, string]>([
    [
      'an unknown demand',
      { kind: 'colour' },
      `${label}.demand.kind must be one of grant, clientAuthentication, algorithm, audience, singleAudience, lifetime, header, headerValue, claim, knownClaims, scope, parameter, but is "colour"`,
    ],
    ['no demand', undefined, `${label}.demand.kind must be one of `],
    ['no list', { kind: 'algorithm' }, `${label}.demand.among does not fit a demand of the kind algorithm`],
    [
      'an empty list',
      { kind: 'header', anyOf: [] },
      `${label}.demand.anyOf does not fit a demand of the kind header`,
    ],
    [
      'a pattern that is no regular expression',
      { kind: 'audience', among: [{ pattern: '(', means: 'x' }] },
      `${label}.demand.among does not fit a demand of the kind audience`,
    ],
    [
      'another word',
      { kind: 'lifetime', atMost: 60, from: 'later' },
      `${label}.demand.from does not fit a demand of the kind lifetime`,
    ],
    [
      'a field that means nothing',
      { kind: 'parameter', name: 'x', value: 'y' },
      'unknown field "value" of authorization.provider.rules[0].demand',
    ],
  ])('%s', (_what, demand, sentence) => {
    expect(problemsOf(assertion(), demand)[0]).toContain(`${place}${sentence}`);
  });

  it('and one without a page', () => {
    const provider = {
      name: 'Example',
      whereToFind: {},
      likelyCauses: {},
      rules: [{ demand: { kind: 'algorithm', among: ['RS256'] } }, 'x'],
    };
    expect(collectionProblems({ authorization: { ...assertion(), provider } })).toEqual([
      `${place}${label}.source is missing; it must be text`,
      `${place}authorization.provider.rules[1] must be an object, but is text`,
    ]);
  });
});

describe('the facts of a declaration', () => {
  it('are the login as it would arrive at the Unix time 0', () => {
    const authorization: Authorization = jwtBearer({
      tokenEndpoint: 'https://{{host}}/token',
      issuer: 'https://{{host}}',
      clientId: 'app_id',
      scope: 'read write',
      parameters: { resource: 'api' },
      assertion: signedJwt({
        algorithm: 'PS256',
        audience: 'issuer',
        subject: '{{user}}',
        certificate: { variable: 'certificate', headers: ['x5c'] },
        header: { jku: 'https://{{host}}/keys' },
        claims: { resource: ['a'] },
        lifetime: 60,
        backdate: 10,
        notBefore: true,
        scopeClaim: true,
      }),
    });
    expect(factsOfDeclaration({ ...authorization })).toEqual({
      declared: true,
      grant: 'jwtBearer',
      clientAuthentication: undefined,
      tokenEndpoint: 'https://{{host}}/token',
      issuer: 'https://{{host}}',
      form: { resource: 'api' },
      jwt: {
        header: { alg: 'PS256', typ: 'JWT', x5c: '{{value}}', jku: 'https://{{host}}/keys' },
        claims: {
          iss: '{{app_id}}',
          sub: '{{user}}',
          aud: 'https://{{host}}',
          iat: -10,
          nbf: -10,
          exp: 60,
          jti: '{{value}}',
          scope: 'read write',
          resource: ['a'],
        },
        receivedAt: 0,
      },
    });
  });

  it('hold nothing that has a wrong type', () => {
    const odd = {
      kind: 1,
      clientAuthentication: { kind: 'privateKeyJwt', algorithm: 2, certificate: 3, claims: 4 },
    };
    expect(factsOfDeclaration(odd)).toMatchObject({ grant: '', jwt: { header: { alg: 2, typ: 'JWT' } } });
    expect(factsOfDeclaration({})).toEqual({
      declared: true,
      grant: '',
      clientAuthentication: undefined,
      tokenEndpoint: '',
      issuer: '',
      form: {},
    });
  });
});

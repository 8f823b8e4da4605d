import { describe, expect, it } from 'vitest';
import { authorizationCode, bearerJwt, none, signedJwt } from '../../src/oauth/authorization.ts';
import { redirectToMock } from '../../src/mock/redirect.ts';
import { authorization, collection, request } from './fixture.ts';

const ORIGIN = 'https://localhost:4433';

describe('redirectToMock', () => {
  it('returns the same object when no host is written out', () => {
    const declared = collection([request('GET', 'https://{{host}}/a'), request('GET', '{{base_url}}/b')]);
    expect(redirectToMock(declared, ORIGIN)).toBe(declared);
  });

  it('replaces written hosts in every folder, and leaves the other URLs alone', () => {
    const declared = collection([
      request('GET', 'https://{{host}}/a'),
      {
        kind: 'folder',
        name: 'F',
        items: [{ kind: 'folder', name: 'G', items: [request('GET', 'http://api.example.com:8080/b/:id')] }],
      },
    ]);
    expect(redirectToMock(declared, ORIGIN).items).toMatchObject([
      { url: 'https://{{host}}/a' },
      { items: [{ items: [{ url: `${ORIGIN}/b/:id` }] }] },
    ]);
    expect(declared.items[1]).toMatchObject({
      items: [{ items: [{ url: 'http://api.example.com:8080/b/:id' }] }],
    });
  });

  it('replaces the host of the token endpoint, but not the audience', () => {
    const { clientAuthentication } = authorization();
    const url = 'https://login.example.com/token';
    const declared = collection([], {
      authorization: {
        ...authorization(),
        tokenEndpoint: url,
        clientAuthentication: { ...clientAuthentication, audience: url },
      },
    });
    expect(redirectToMock(declared, ORIGIN).authorization).toMatchObject({
      tokenEndpoint: `${ORIGIN}/token`,
      clientAuthentication: { audience: url },
    });
  });

  it('replaces the host of the authorization endpoint as well, and leaves a bearer JWT alone', () => {
    const login = 'https://login.example.com';
    const forPeople = authorizationCode({
      tokenEndpoint: 'https://{{host}}/token',
      authorizationEndpoint: `${login}/authorize`,
      issuer: login,
      clientAuthentication: none(),
    });
    expect(redirectToMock(collection([], { authorization: forPeople }), ORIGIN).authorization).toEqual({
      ...forPeople,
      authorizationEndpoint: `${ORIGIN}/authorize`,
    });
    const jwt = bearerJwt({ jwt: signedJwt({ algorithm: 'ES256', audience: `${login}/` }) });
    const written = collection([request('GET', 'https://api.example.com/a')], { authorization: jwt });
    expect(redirectToMock(written, ORIGIN)).toMatchObject({
      authorization: jwt,
      items: [{ url: `${ORIGIN}/a` }],
    });
  });

  it('replaces written hosts in the saved examples, whose links a script may follow', () => {
    const declared = collection([
      request('GET', 'https://api.example.com/a', {
        examples: [
          {
            name: 'page',
            status: 200,
            headers: [{ name: 'Link', value: '<https://api.example.com/a?page=2>; rel="next"' }],
            body: {
              next: 'https://api.example.com/a?page=2',
              count: 2,
              last: null,
              all: ['https://other.example/'],
            },
          },
          { name: 'gone', status: 204 },
        ],
      }),
    ]);
    expect(redirectToMock(declared, ORIGIN).items).toMatchObject([
      {
        examples: [
          {
            headers: [{ name: 'Link', value: `<${ORIGIN}/a?page=2>; rel="next"` }],
            body: { next: `${ORIGIN}/a?page=2`, count: 2, last: null, all: ['https://other.example/'] },
          },
          { name: 'gone', status: 204 },
        ],
      },
    ]);
  });
});

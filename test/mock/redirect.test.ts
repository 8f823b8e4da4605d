import { describe, expect, it } from 'vitest';
import { authorizationCode, bearerJwt, none, signedJwt } from '../../src/oauth/authorization.ts';
import { redirectToMock } from '../../src/mock/redirect.ts';
import { startMock } from '../../src/mock/start.ts';
import { authorization, call, collection, request, widgetEnvironment } from './fixture.ts';

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

const to = (status: number, Location: string) => ({
  examples: [{ name: 'elsewhere', status, headers: [{ name: 'Location', value: Location }] }],
});
const redirecting = [
  request('GET', 'https://{{host}}/absolute', to(302, 'https://other.example/far?x=1')),
  request('GET', 'https://{{host}}/without-scheme', to(307, '//other.example/y')),
  request('GET', 'https://{{host}}/backslash', to(301, '/\\\\other.example/z')),
  request('GET', 'https://{{host}}/a/relative', to(303, '../b')),
  request('POST', 'https://{{host}}/created', to(201, 'https://other.example/new')),
];

describe('an example that redirects', () => {
  it('leads to the mock, whatever host it names, and a relative one stays relative', async () => {
    const own = await startMock({ collection: collection(redirecting, {}), environment: widgetEnvironment });
    const locationOf = async (method: string, path: string) =>
      (await call(own, method, path)).headers.location;
    expect(await locationOf('GET', '/absolute')).toBe(`${own.origin}/far?x=1`);
    expect(await locationOf('GET', '/without-scheme')).toBe(`${own.origin}/y`);
    expect(await locationOf('GET', '/backslash')).toBe(`${own.origin}/z`);
    expect(await locationOf('GET', '/a/relative')).toBe('../b');
    expect(await locationOf('POST', '/created')).toBe(`${own.origin}/new`);
    await own.close();
  });

  it('leads to a page that need not be declared, and to no other that is not', async () => {
    const own = await startMock({ collection: collection(redirecting, {}), environment: widgetEnvironment });
    expect((await call(own, 'GET', '/far')).status).toBe(404);
    for (const path of ['/absolute', '/a/relative']) await call(own, 'GET', path);
    await call(own, 'POST', '/created');
    const statuses = ['/far?x=1', '/b', '/a/../b', '/new'].map(
      async (path) => (await call(own, 'GET', path)).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 404]);
    await own.close();
  });
});

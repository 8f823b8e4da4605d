import { describe, expect, it } from 'vitest';
import { authorizationCode, none } from '../../src/oauth/authorization.ts';
import type { CollectionDeclaration } from '../../src/model/collection.ts';
import type { EnvironmentDeclaration } from '../../src/model/environment.ts';
import { identitiesOf } from '../../src/model/identities.ts';
import { mockValues } from '../../src/mock/values.ts';
import { authorization, collection, environment, request } from './fixture.ts';

const ORIGIN = 'https://localhost:4433';
const HOST = 'localhost:4433';

const valuesOf = (
  declared: CollectionDeclaration,
  variables: EnvironmentDeclaration['variables'] | undefined,
  extraValues = {},
) =>
  mockValues({
    collection: declared,
    identities: identitiesOf(declared),
    environment: variables && environment(variables),
    origin: ORIGIN,
    credentials: declared.authorization ? { client_id: 'client', client_private_key: 'key' } : {},
    extraValues,
  });

describe('the environment of a run against the mock', () => {
  it('keeps what is declared, and leaves empty what no request uses', () => {
    const variables = {
      area: 'north',
      note: '',
      allow_changes: 'false',
      password: { kind: 'secret' as const },
    };
    expect(valuesOf(collection([], {}), variables)).toEqual({
      area: 'north',
      note: '',
      allow_changes: 'false',
      password: '',
    });
  });

  it('points hosts and base URLs at the mock, wherever they are declared', () => {
    const declared = collection(
      [
        request('GET', 'https://{{host}}/a'),
        request('GET', '{{base_url}}/b'),
        request('GET', '{{made_url}}/c'),
      ],
      {
        variables: [
          { name: 'base_url', value: 'https://api.example.com/v1' },
          { name: 'made_url', value: 'https://{{host}}/v2' },
          { name: 'other', value: 'x' },
        ],
      },
    );
    expect(valuesOf(declared, undefined)).toEqual({ host: HOST, base_url: `${ORIGIN}/v1` });
  });

  it('leaves redirect URIs as they are, for a browser goes back there and not to the mock', () => {
    const declared = collection([], {
      authorization: authorizationCode({
        authorizationEndpoint: 'https://{{host}}/authorize',
        tokenEndpoint: 'https://{{host}}/token',
        clientAuthentication: none(),
        redirectUri: '{{callback}}',
        loopbackRedirectUri: '{{loopback}}',
      }),
    });
    const callbacks = {
      callback: 'https://app.example.com/callback',
      loopback: 'http://127.0.0.1:0/callback',
    };
    expect(valuesOf(declared, callbacks)).toMatchObject(callbacks);
  });

  it('points every declared URL at the mock, for a script may call it', () => {
    const variables = {
      status_url: 'http://status.example.com/now?x',
      made_url: 'https://{{host}}/a',
      host: 'h.example.com',
    };
    expect(valuesOf(collection([], {}), variables)).toEqual({
      status_url: `${ORIGIN}/now`,
      made_url: 'https://{{host}}/a',
      host: HOST,
    });
  });

  it('gives an empty variable that a request sends something plausible', () => {
    const declared = collection(
      [
        request('PUT', 'https://{{host}}/{{in_url}}/:id', {
          pathVariables: { id: { value: '{{in_path}}' } },
          query: [
            { name: 'q', value: '{{in_query}}' },
            { name: '{{in_query_name}}', value: null },
            { name: 'r', value: '{{in_disabled_query}}', enabled: false },
            { name: 's' },
          ],
          headers: [
            { name: 'X-A', value: '{{in_header}}' },
            { name: 'X-B', value: '{{in_disabled_header}}', enabled: false },
            { name: 'X-Key', value: '{{api_key}}' },
          ],
          body: { json: { a: '{{in_body}}' } },
        }),
      ],
      {},
    );
    const names = [
      'in_url',
      'in_path',
      'in_query',
      'in_query_name',
      'in_disabled_query',
      'in_header',
      'in_disabled_header',
      'in_body',
    ];
    const variables = {
      ...Object.fromEntries(names.map((name) => [name, ''])),
      api_key: { kind: 'secret' as const },
    };
    const values = valuesOf(declared, variables);
    expect(values).toMatchObject({
      in_url: '1',
      in_path: '1',
      in_query: '1',
      in_query_name: '1',
      in_disabled_query: '',
      in_header: '1',
      in_disabled_header: '',
      in_body: '1',
      api_key: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });

  it('leaves a variable that only scripts provide to the scripts', () => {
    expect(valuesOf(collection([request('GET', 'https://{{host}}/{{from_script}}')], {}), {})).toEqual({
      host: HOST,
    });
  });

  it('has what the client logs in with, and empties what the login keeps', () => {
    const declared = collection([
      request('GET', 'https://{{host}}/a', { headers: [{ name: 'X', value: '{{access_token}}' }] }),
    ]);
    expect(valuesOf(declared, { client_id: 'mine', access_token: { kind: 'secret' }, expires: '9' })).toEqual(
      {
        client_id: 'client',
        client_private_key: 'key',
        access_token: '',
        expires: '',
        scope: '',
        access_token_for: '',
        host: HOST,
      },
    );
  });

  it('gives a variable that is the whole token endpoint a path, and a key id a value', () => {
    const { clientAuthentication } = authorization();
    const declared = collection([], {
      authorization: {
        ...authorization(),
        tokenEndpoint: '{{token_url}}',
        clientAuthentication: { ...clientAuthentication, keyId: '{{kid}}' },
      },
    });
    expect(valuesOf(declared, { token_url: '', kid: '' })).toMatchObject({
      token_url: `${ORIGIN}/oauth/token`,
      kid: '1',
    });
  });

  it('points the authorization endpoint at the mock, and empties the refresh token', () => {
    const forPeople = authorizationCode({
      tokenEndpoint: '{{token_url}}',
      authorizationEndpoint: '{{login_url}}',
      clientAuthentication: none(),
    });
    const values = valuesOf(collection([], { authorization: forPeople }), {
      token_url: 'https://login.example.com/as/token',
      login_url: '',
      refresh_token: { kind: 'secret' },
    });
    expect(values).toMatchObject({
      token_url: `${ORIGIN}/as/token`,
      login_url: `${ORIGIN}/oauth/authorize`,
      refresh_token: '',
    });
  });

  it('yields to extra values', () => {
    expect(valuesOf(collection([], {}), { allow_changes: 'false' }, { allow_changes: 'true' })).toEqual({
      allow_changes: 'true',
    });
  });
});

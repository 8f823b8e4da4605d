/** Variables of a login that a server or a late script would set are told by the build. */

import { expect, test } from 'vitest';
import {
  apiKey,
  asIdentity,
  authorizationCode,
  bearer,
  clientCredentials,
  clientSecretPost,
  defineCollection,
  defineEnvironment,
  folder,
  get,
  none,
  secret,
  type AuthorizationDeclaration,
  type CollectionDeclaration,
  type EnvironmentValue,
} from 'postsmith';
import { identityProblems } from '../../src/check/check-authorization.ts';
import { loginVariableProblems, type SettingUse } from '../../src/check/login-variables.ts';

const tokenEndpoint = 'https://{{host}}/token';

const problemsOf = (
  more: Partial<CollectionDeclaration>,
  variables: Record<string, EnvironmentValue> = {},
  uses: readonly SettingUse[] = [],
) =>
  loginVariableProblems({
    file: 'collections/api.ts',
    declaration: defineCollection({
      name: 'API',
      items: [folder('Things', [get({ name: 'Read', url: 'https://{{host}}/' })])],
      ...more,
    }),
    environments: [
      { file: 'environments/api.ts', declaration: defineEnvironment({ name: 'API', variables }) },
    ],
    uses,
  });

const authorization = clientCredentials({
  tokenEndpoint,
  scope: 'a {{more}}',
  parameters: { audience: '{{audience}}' },
  clientAuthentication: clientSecretPost(),
});

test.each<[string, Record<string, EnvironmentValue>, string, string, string]>([
  ['a text', { more: '{{scope}}' }, 'more', 'scope', 'scope'],
  ['the host', { host: 'a.{{access_token}}' }, 'host', 'access_token', 'tokenEndpoint'],
  ['the client id', { client_id: '{{access_token_for}}' }, 'client_id', 'access_token_for', 'clientId'],
  [
    'several values in a row',
    { audience: '{{a}}', a: 'x{{b}}', b: '{{expires}}' },
    'b',
    'expires',
    'parameters',
  ],
])(
  'a variable that the login writes may not be read through an environment as %s',
  (_, variables, name, inner, part) => {
    expect(problemsOf({ authorization }, { client_secret: secret(), ...variables })).toEqual([
      `environments/api.ts: variable "${name}" holds {{${inner}}}, a variable that the login itself writes from what the server responds, and the login reads it (authorization.${part} of collections/api.ts); write the value, or use a variable of another name`,
    ]);
  },
);

test('nor through a variable of the collection, nor may a refresh token be another input', () => {
  const code = authorizationCode({
    tokenEndpoint,
    authorizationEndpoint: tokenEndpoint,
    clientAuthentication: none(),
  });
  const variables = [{ name: 'client_id', value: '{{refresh_token}}' }];
  expect(problemsOf({ authorization: code, variables })).toEqual([
    expect.stringContaining('collections/api.ts: variable "client_id" holds {{refresh_token}}'),
  ]);
});

test('other references, circles among them, are no problem', () => {
  const variables = { host: '{{node}}.example', node: '{{host}}', other: '{{scope}}', audience: '{{$guid}}' };
  expect(problemsOf({ authorization }, variables)).toEqual([]);
  expect(problemsOf({}, variables)).toEqual([]);
});

const use = (more: Partial<SettingUse> = {}): SettingUse => ({
  path: ['Things'],
  stage: 'preRequest',
  script: 'other-client',
  sets: ['client_id', 'client_secret', 'client_id', 'order'],
  ...more,
});

const sentence = (place: string, name: string, part: string) =>
  `${place}: the script "other-client" sets the variable "${name}", which the login reads (${part}), but it runs after the login, so that a request would go out with the token of another; ` +
  "name the script in the collection's own scripts.preRequest, which run before the login, or give the folder an authorization of its own, asIdentity('admin', …), with variables of its own";

test('a script of a folder or request that sets what the login reads is told where it belongs', () => {
  const node = { path: ['Things', 'Read'], sets: ['node'] };
  expect(problemsOf({ authorization }, { host: '{{node}}' }, [use(), use(node)])).toEqual([
    sentence('collections/api.ts › Things', 'client_id', 'clientId'),
    sentence('collections/api.ts › Things', 'client_secret', 'clientSecret'),
    sentence('collections/api.ts › Things › Read', 'node', 'tokenEndpoint'),
  ]);
});

test.each([
  ['of the collection itself', use({ path: [] })],
  ['that runs after a response', use({ stage: 'postResponse' })],
  ['that sets something else', use({ sets: ['order', 'access_token'] })],
])('a script %s is no problem', (_, own) => {
  expect(problemsOf({ authorization }, {}, [own])).toEqual([]);
});

test('without a login no script is late', () => {
  expect(problemsOf({}, {}, [use()])).toEqual([]);
});

test('two identities must not keep their tokens in one variable', () => {
  const other = clientCredentials({ tokenEndpoint, clientId: 'other', clientAuthentication: none() });
  const collection = (...authorizations: readonly AuthorizationDeclaration[]) =>
    defineCollection({
      name: 'API',
      authorization,
      items: authorizations.map((each, at) =>
        folder(String(at), [get({ name: 'Read', url: 'https://{{host}}/' })], { authorization: each }),
      ),
    });
  const told = (...authorizations: readonly AuthorizationDeclaration[]) =>
    identityProblems('collections/api.ts', collection(...authorizations));
  expect(told(other)).toEqual([
    'collections/api.ts: two authorizations that differ keep what they got in the variable "access_token"; make one of them an identity of its own, asIdentity(\'admin\', …), so that its variables are admin_access_token and the like',
  ]);
  const named = asIdentity('o', clientCredentials({ tokenEndpoint, clientAuthentication: none() }));
  expect(told(named, 'none', { ...authorization })).toEqual([]);
});

/** What is told of a request with an authorization of its own, in a collection that logs in. */
const problemsWith = (own: AuthorizationDeclaration) =>
  identityProblems(
    'collections/api.ts',
    defineCollection({
      name: 'API',
      authorization,
      items: [folder('F', [get({ name: 'Read', url: 'https://{{host}}/', authorization: own })])],
    }),
  );

test('the token of a login is not sent by another kind of authorization, which would not fetch it', () => {
  const borrowed = [
    "collections/api.ts: F › Read: its authorization sends {{access_token}}, which a login of this collection keeps; declare that login as the request's authorization, or 'inherit', so that the token is fetched and renewed",
  ];
  expect(problemsWith(bearer({ token: '{{access_token}}' }))).toEqual(borrowed);
  expect(problemsWith(apiKey({ key: 'X-Token', value: 'Token {{access_token}}' }))).toEqual(borrowed);
  expect(problemsWith(bearer({ token: '{{other_token}}' }))).toEqual([]);
});

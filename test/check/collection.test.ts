import { describe, expect, test } from 'vitest';
import { clientCredentials, get, privateKeyJwt } from 'postsmith';
import { checkProject } from '../../src/check/check.ts';
import { collectionProblems, environmentProblems, problemsOf } from './checking.ts';

const logIn = (fields: object = {}, authentication: object = {}) => ({
  ...clientCredentials({
    tokenEndpoint: 'https://{{host}}/token',
    clientAuthentication: {
      ...privateKeyJwt({ algorithm: 'ES256', audience: 'https://{{host}}/token' }),
      ...authentication,
    },
  }),
  ...fields,
});

const request = get({ name: 'Read', url: 'https://{{host}}/' });

test('tells every problem with its file, folders and request, in the order of the declaration', () => {
  const items = [
    { kind: 'folder', name: 'Status', colour: 'red', items: [{ ...request, name: 'Alarms', url: 'alarm' }] },
    { ...request, method: 'Send', body: 1 },
  ];
  expect(collectionProblems({ name: '', items })).toEqual([
    'collections/api.ts: name is empty; folders, requests and ids are named by it',
    'collections/api.ts › Status: unknown field "colour"; known are kind, name, key, id, description, authorization, scripts, settings, variables, items',
    'collections/api.ts › Status › Alarms: url must be absolute: begin it with https:// or http://, or with a {{placeholder}}',
    'collections/api.ts › Read: method must be a method in capitals, such as GET or REPORT, but is "Send"',
    'collections/api.ts › Read: body must be one of { json }, { text, mediaType }, { form }, { formData }, { file }, { graphql }, but is the number 1',
  ]);
});

test.each<[string, object, string]>([
  ['no items', { items: undefined }, ': items is missing; it is the list of folders and requests'],
  [
    'an item that is no declaration',
    { items: [42] },
    ': items[0] must be made with get(…), post(…), folder(…) or the like, but is the number 42',
  ],
  [
    'siblings of one name',
    { items: [request, request] },
    ' › Read: another folder or request beside it has the same name or key, of which ids are made; give one of them a key of its own',
  ],
  [
    'a nameless request',
    { items: [{ ...request, name: '' }] },
    ' › items[0]: name is empty; folders, requests and ids are named by it',
  ],
  ['a name with a line break', { name: 'A\nB' }, ': name holds a line break or control character'],
  [
    'a preset that was not called',
    { authorization: () => logIn() },
    ": authorization must be made with clientCredentials({ … }), authorizationCode({ … }) or another grant, with a preset, with basic({ … }), apiKey({ … }) or another kind of Postman's, or be 'none' or 'inherit', but is a function; call it",
  ],
  [
    'another grant',
    { authorization: { kind: 'password' } },
    ": authorization must be made with clientCredentials({ … }), authorizationCode({ … }) or another grant, with a preset, with basic({ … }), apiKey({ … }) or another kind of Postman's, or be 'none' or 'inherit', but is an object",
  ],
  [
    'an http token endpoint',
    { authorization: logIn({ tokenEndpoint: 'http://a.example/token' }) },
    ': authorization.tokenEndpoint must begin with https:// (RFC 6749 §3.2), as secrets are sent there; plain http is for a loopback address, or, if it is meant, for allowHttp: true',
  ],
  [
    'an incomplete authorization',
    { authorization: logIn({ tokenEndpoint: undefined }) },
    ': authorization.tokenEndpoint is missing; it must be text',
  ],
  [
    'a scope with two blanks',
    { authorization: logIn({ scope: 'a  b' }) },
    ': authorization.scope must be scope tokens with one blank between them (RFC 6749 §3.3)',
  ],
  [
    'an assertion that lives too long',
    { authorization: logIn({}, { lifetime: 3601 }) },
    ': authorization.clientAuthentication.lifetime must be a whole number of seconds from 1 to 3600, but is the number 3601',
  ],
  [
    'an unknown algorithm',
    { authorization: logIn({}, { algorithm: 'none' }) },
    ': authorization.clientAuthentication.algorithm must be RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 or EdDSA, but is "none"',
  ],
  [
    'no client authentication',
    { authorization: logIn({ clientAuthentication: undefined }) },
    ': authorization.clientAuthentication must be made with privateKeyJwt({ … }), clientSecretJwt({ … }), clientSecretBasic(), clientSecretPost(), none() or jwtClientSecret(signedJwt({ … })), but is missing',
  ],
  [
    'a placeholder where a name belongs',
    { authorization: logIn({ clientId: '{{client_id}}' }) },
    `: authorization.clientId must be a variable's bare name, but is "{{client_id}}"`,
  ],
  [
    'one variable for two things',
    { authorization: logIn({ clientId: 'scope' }) },
    ': authorization uses the variable "scope" for two things',
  ],
  [
    'a misspelt field of the authorization',
    { authorization: logIn({ scopes: 'a' }) },
    ': unknown field "scopes" of authorization; did you mean "scope"?',
  ],
  [
    'a variable twice',
    {
      variables: [
        { name: 'a', value: '' },
        { name: 'a', value: '' },
      ],
    },
    ': variables[1].name is "a" for the second time',
  ],
  [
    'a secret in a collection variable',
    { variables: [{ name: 'api_key', value: 'hunter2' }] },
    ': variables[0].value looks like a secret; declare it in an environment with secret(), or, if it is public, list it in publicValues',
  ],
])('refuses %s', (_, fields, problem) => {
  expect(collectionProblems(fields)).toEqual([`collections/api.ts${problem}`]);
});

test('accepts a collection that logs in', () => {
  expect(collectionProblems({ authorization: logIn({ scope: 'a b {{more}}' }), items: [request] })).toEqual(
    [],
  );
});

test('notices a folder that contains itself', () => {
  const folder = { kind: 'folder', name: 'Round', items: [] as unknown[] };
  folder.items.push(folder);
  expect(collectionProblems({ items: [folder] })).toEqual([
    'collections/api.ts › Round › Round: this folder contains itself',
  ]);
});

test.each<[string, 'collection' | 'environment', unknown, string]>([
  [
    'no default export',
    'collection',
    undefined,
    'has no default export; write export default defineCollection({ … })',
  ],
  ['a list', 'environment', [], 'exports a list; write export default defineEnvironment({ … })'],
  [
    'an environment among collections',
    'collection',
    { kind: 'environment' },
    'declares an environment; move the file to environments/',
  ],
  [
    'something else',
    'environment',
    { name: 'A' },
    'exports something that is no declaration; write export default defineEnvironment({ … })',
  ],
])('refuses %s', (_, kind, value, problem) => {
  const folder = kind === 'collection' ? 'collections' : 'environments';
  expect(problemsOf(kind, value)).toEqual([`${folder}/api.ts: ${problem}`]);
});

test('accepts an environment', () => {
  expect(
    environmentProblems({
      variables: {
        host: 'a.example',
        base: 'https://{{host}}',
        password: { kind: 'secret' },
        access_token_for: 'x',
      },
    }),
  ).toEqual([]);
});

const withHeader = (fields: object, name = 'authorization') =>
  collectionProblems({
    authorization: logIn(),
    items: [
      get({
        name: 'Read',
        url: 'https://{{host}}/',
        headers: [{ name, value: 'Bearer {{other}}' }],
        ...fields,
      }),
    ],
  });

describe('an Authorization header of a request', () => {
  test('is refused where the collection logs in, as its token would be sent instead', () => {
    expect(withHeader({})).toEqual([
      'collections/api.ts › Read: headers[0] is the header Authorization, which the authorization would replace; ' +
        "add authorization: 'none' to this request, or remove the header",
    ]);
  });

  test('is taken where the request has no other, or where it is off', () => {
    expect(withHeader({ authorization: 'none' })).toEqual([]);
    expect(withHeader({ headers: [{ name: 'Authorization', value: 'x', enabled: false }] })).toEqual([]);
    expect(withHeader({}, 'Proxy-Authorization')).toEqual([]);
  });

  test('is not looked for in what is no list, which is told once', () => {
    expect(withHeader({ headers: 7 })).toHaveLength(1);
  });
});

test.each(['collection', 'environment'] as const)('refuses a second %s of the same name or key', (kind) => {
  const content = kind === 'collection' ? { items: [] } : { variables: {} };
  const files = ['one', 'other', 'third'].map((slug) => ({
    kind,
    slug,
    file: `${kind}s/${slug}.ts`,
    value:
      slug === 'third'
        ? { kind, name: 'Its own', key: 'one', ...content }
        : { kind, name: 'Orders', ...content },
  }));
  expect(checkProject(files, { preRequest: [], postResponse: [] }).problems).toEqual([
    `${kind}s/other.ts: has the name "Orders", as has ${kind}s/one.ts; give each a name of its own`,
    `${kind}s/third.ts: has the key "one", as has ${kind}s/one.ts; give each a key of its own`,
  ]);
});

test.each([
  [' ', 'key is empty'],
  [7, 'key must be text, but is the number 7'],
])('refuses the key %j', (key, words) => {
  expect(collectionProblems({ key })).toEqual([`collections/api.ts: ${words}`]);
  expect(environmentProblems({ key })).toEqual([words]);
  const item = { kind: 'folder', name: 'A', key, items: [] };
  expect(collectionProblems({ items: [item] })).toEqual([`collections/api.ts › A: ${words}`]);
});

const readRequest = (name: string, key?: string) =>
  get({ name, url: 'https://a.example/', ...(key !== undefined && { key }) });

test('takes two of one name with different keys, and refuses two of one key', () => {
  expect(collectionProblems({ items: [readRequest('Read'), readRequest('Read', 'second')] })).toEqual([]);
  expect(collectionProblems({ items: [readRequest('Read'), readRequest('Show', 'Read')] })).toHaveLength(1);
});

import { expect, test } from 'vitest';
import {
  clientCredentials,
  defineCollection,
  defineEnvironment,
  folder,
  get,
  post,
  privateKeyJwt,
  secret,
  variable,
  type CollectionDeclaration,
  type EnvironmentValue,
} from 'postsmith';
import { requiredVariableProblems } from '../../src/check/required-variables.ts';

const environment = (file: string, variables: Record<string, EnvironmentValue>) => ({
  file: `environments/${file}.ts`,
  declaration: defineEnvironment({ name: file, variables }),
});

const problemsOf = (
  declaration: CollectionDeclaration,
  environments: readonly ReturnType<typeof environment>[],
  scriptVariables: readonly string[] = [],
) =>
  requiredVariableProblems({
    file: 'collections/api.ts',
    slug: 'api',
    declaration,
    environments,
    scriptVariables: new Set(scriptVariables),
  });

const everywhere = defineCollection({
  name: 'API',
  items: [
    folder('Things', [
      get({
        name: 'Read',
        url: 'https://{{in_url}}/:id',
        pathVariables: { id: { value: '{{in_path}}' } },
        query: [{ name: 'a', value: '{{in_query}}' }],
        headers: [{ name: 'X-A', value: '{{in_header}}', enabled: false }],
        description: '{{in_description}}',
        examples: [{ name: 'a', status: 200, body: '{{in_example}}' }],
      }),
      post({ name: 'JSON', url: '{{in_url}}', body: { json: { a: ['{{in_json}} {{$guid}}'] } } }),
      post({ name: 'Form', url: '{{in_url}}', body: { form: [{ name: 'a', value: '{{in_form}}' }] } }),
      post({ name: 'Text', url: '{{in_url}}', body: { text: '{{in_text}}', mediaType: 'text/plain' } }),
    ]),
  ],
});

test('requires each placeholder that can be sent, and none of descriptions, examples and dynamic variables', () => {
  expect(problemsOf(everywhere, [environment('api', {})])).toEqual(
    [
      ['Read', 'in_url', 'url and 3 more places'],
      ['Read', 'in_path', 'path variable "id"'],
      ['Read', 'in_query', 'query "a"'],
      ['Read', 'in_header', 'header "X-A"'],
      ['JSON', 'in_json', 'body'],
      ['Form', 'in_form', 'form field "a"'],
      ['Text', 'in_text', 'body'],
    ].map(
      ([request, name, part]) =>
        `collections/api.ts › Things › ${request}: needs the variable "${name}" (${part}), which no script sets, ` +
        `and environments/api.ts lacks it; add there: ${name}: '',` +
        (part === 'body'
          ? ` (or, if {{${name}}} is meant for somebody else, list it in the collection's literals)`
          : ''),
    ),
  );
});

const short = (url: string, more: Partial<CollectionDeclaration> = {}) =>
  defineCollection({ name: 'API', items: [get({ name: 'Read', url })], ...more });

test.each<[string, CollectionDeclaration, readonly string[]]>([
  ['a collection variable', short('{{base}}', { variables: [{ name: 'base', value: '' }] }), []],
  ['a script', short('{{base}}'), ['base']],
])('is content with %s', (_, declaration, scriptVariables) => {
  expect(problemsOf(declaration, [environment('api', {})], scriptVariables)).toEqual([]);
});

const logIn = short('https://{{host}}/?', {
  authorization: clientCredentials({
    tokenEndpoint: 'https://{{login_host}}/',
    scope: '{{scopes}}',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: '{{aud}}', keyId: '{{kid}}' }),
  }),
});

test('requires what the login reads, and counts what it sets as provided', () => {
  const names = problemsOf(logIn, [environment('api', { host: '' })]).map(
    (line) => /"(\w+)"/.exec(line)?.[1],
  );
  expect(names).toEqual(['login_host', 'aud', 'kid', 'scopes', 'client_id', 'client_private_key']);
});

test('proposes secret() for what is one', () => {
  const given = { host: '', login_host: '', client_id: '', aud: '', kid: '', scopes: '' };
  expect(problemsOf(logIn, [environment('api', given)])).toEqual([
    'collections/api.ts › authorization: needs the variable "client_private_key" (key), which no script sets, ' +
      'and environments/api.ts lacks it; add there: client_private_key: secret(),',
  ]);
  expect(problemsOf(logIn, [environment('api', { ...given, client_private_key: secret() })])).toEqual([]);
});

test('names every environment that lacks a variable, and only those', () => {
  const environments = [
    environment('api', {}),
    environment('api-lab', { host: '' }),
    environment('api-live', {}),
  ];
  expect(problemsOf(short('https://{{host}}/'), environments)).toEqual([
    'collections/api.ts › Read: needs the variable "host" (url), which no script sets, ' +
      "and environments/api.ts and environments/api-live.ts lack it; add there: host: '',",
  ]);
});

test('says which file to write when no environment belongs to the collection', () => {
  expect(problemsOf(short('https://{{my-host}}/'), [])).toEqual([
    'collections/api.ts › Read: needs the variable "my-host" (url), which no script sets, ' +
      `and no environment belongs to this collection; write environments/api.ts with "my-host": '',`,
  ]);
});

test('follows the placeholders in values of environments and of collection variables', () => {
  const declaration = short('{{base}}', { variables: [{ name: 'page', value: '{{size}}' }] });
  expect(problemsOf(declaration, [environment('api', { base: 'https://{{host}}' })])).toEqual([
    'collections/api.ts: needs the variable "size" (variable "page"), which no script sets, ' +
      "and environments/api.ts lacks it; add there: size: '',",
    'environments/api.ts: needs the variable "host" (variable "base"), which no script sets, ' +
      "and environments/api.ts lacks it; add there: host: '',",
  ]);
});

test('says how a script tells what it sets, where there are scripts', () => {
  const declaration = short('https://{{host}}/', { scripts: { preRequest: ['choose-host'] } });
  expect(problemsOf(declaration, [environment('api', {})])).toEqual([
    'collections/api.ts › Read: needs the variable "host" (url), which no script sets, ' +
      "and environments/api.ts lacks it; add there: host: '', (or, if a script sets it under a computed name, " +
      'say so where the script is named: provides)',
  ]);
});

test('sends a literal as it stands, and refuses a variable of its name', () => {
  const declaration = defineCollection({
    name: 'API',
    literals: ['name', '#each items', '$unknown', ' spaced '],
    items: [
      post({
        name: 'Template',
        url: 'https://{{host}}/',
        body: { text: '{{name}} {{#each items}} {{$unknown}} {{ spaced }}', mediaType: 'text/plain' },
      }),
    ],
  });
  expect(problemsOf(declaration, [environment('api', { host: '' })])).toEqual([]);
  expect(problemsOf(declaration, [environment('api', { host: '', name: '' })], ['$unknown'])).toEqual([
    'collections/api.ts: literals lists "name", but environments/api.ts has a variable of that name, which would be sent in its place; give the variable another name',
    'collections/api.ts: literals lists "$unknown", but a script has a variable of that name, which would be sent in its place; give the variable another name',
  ]);
});

test('takes a variable that is switched off for none, in the environment and in the collection', () => {
  const declaration = defineCollection({
    name: 'API',
    variables: [{ name: 'page', value: 1, enabled: false }],
    items: [get({ name: 'Read', url: 'https://{{host}}/{{page}}' })],
  });
  expect(problemsOf(declaration, [environment('api', { host: variable('a', { enabled: false }) })])).toEqual([
    expect.stringContaining(
      'needs the variable "host" (url), which no script sets, and environments/api.ts lacks it',
    ),
    expect.stringContaining('needs the variable "page" (url)'),
  ]);
});

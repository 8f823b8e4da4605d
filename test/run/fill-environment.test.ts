import { indexCollection } from '../../src/format/read-collection.ts';
import { describe, expect, test } from 'vitest';
import { variableName } from '../../src/values/variable-name.ts';
import { fillEnvironment, secretsOf } from '../../src/run/fill-environment.ts';
import { parseEnvironment, type PostmanEnvironment } from '../../src/format/environment.ts';
import { missingVariables, requiredVariables } from '../../src/run/missing-variables.ts';
import { clientCredentials, privateKeyJwt } from '../../src/oauth/authorization.ts';

const environment: PostmanEnvironment = {
  id: 'e',
  name: 'E',
  values: [
    { key: 'host', value: 'declared.example.com', type: 'default', enabled: true },
    { key: 'client_id', value: '', type: 'default', enabled: true },
    { key: 'client_private_key', value: '', type: 'secret', enabled: true },
  ],
};
const fill = (
  process: Record<string, string>,
  file: Record<string, string> = {},
  commands: Record<string, string> = {},
) =>
  fillEnvironment(environment, {
    process,
    file: new Map(Object.entries(file)),
    commands: new Map(Object.entries(commands)),
  });
const valueOf = (filled: ReturnType<typeof fill>, name: string): string | undefined =>
  filled.environment.values.find(({ key }) => key === name)?.value;

describe('a variable is filled', () => {
  test('from its upper-case name', () => {
    expect(valueOf(fill({ CLIENT_PRIVATE_KEY: 'key' }), 'client_private_key')).toBe('key');
    expect(variableName('pexip.client-id')).toBe('PEXIP_CLIENT_ID');
  });

  test('from its own name, when the upper-case one is not there', () => {
    expect(valueOf(fill({}, { client_id: 'own' }), 'client_id')).toBe('own');
    expect(valueOf(fill({}, { client_id: 'own', CLIENT_ID: 'upper' }), 'client_id')).toBe('upper');
  });

  test('from the process environment before the file', () => {
    const filled = fill({ CLIENT_ID: 'process' }, { CLIENT_ID: 'file', CLIENT_PRIVATE_KEY: 'file' });
    expect(valueOf(filled, 'client_id')).toBe('process');
    expect(valueOf(filled, 'client_private_key')).toBe('file');
    expect(filled).toMatchObject({
      fromProcess: ['client_id'],
      fromFile: ['client_private_key'],
      declared: ['host'],
      passedOver: [],
    });
  });

  test('not with nothing: an empty value leaves the declared one', () => {
    expect(valueOf(fill({ POSTSMITH_HOST: '' }), 'host')).toBe('declared.example.com');
  });
});

describe('a name that systems set themselves', () => {
  test('counts only with the prefix', () => {
    const filled = fill({ HOST: 'a-machine' });
    expect(valueOf(filled, 'host')).toBe('declared.example.com');
    expect(filled).toMatchObject({ fromProcess: [], passedOver: ['host'] });
    expect(valueOf(fill({ HOST: 'a-machine', POSTSMITH_HOST: 'api' }), 'host')).toBe('api');
    expect(variableName('host')).toBe('POSTSMITH_HOST');
  });

  test('counts as it is in a file, which somebody wrote for this', () => {
    const filled = fill({ HOST: 'a-machine' }, { HOST: 'api' });
    expect(valueOf(filled, 'host')).toBe('api');
    expect(filled).toMatchObject({ fromFile: ['host'], passedOver: [] });
  });
});

test('the prefix works for every variable', () => {
  const filled = fill({ POSTSMITH_CLIENT_ID: 'prefixed', CLIENT_ID: 'plain' }, { POSTSMITH_HOST: 'file' });
  expect(valueOf(filled, 'client_id')).toBe('prefixed');
  expect(valueOf(filled, 'host')).toBe('file');
});

test('only declared variables are taken', () => {
  expect(fill({ PATH: '/bin', OTHER: 'x' }).environment).toEqual(environment);
});

test('secret variables, and those whose name says it, are kept out of sight', () => {
  const values = [
    ...environment.values,
    { key: 'api_token', value: 't', type: 'default' as const, enabled: true },
    { key: 'token_url', value: 'https://as.example.com/token', type: 'default' as const, enabled: true },
  ];
  expect(secretsOf({ ...environment, values }).map(({ name }) => name)).toEqual([
    'client_private_key',
    'api_token',
  ]);
});

describe('before anything is sent', () => {
  const authorization = clientCredentials({
    tokenEndpoint: 'https://{{auth_host}}/token',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'https://{{auth_host}}/token' }),
  });
  const { collection } = indexCollection(
    JSON.stringify({
      info: { name: 'Test' },
      item: [
        { request: { url: { raw: 'https://{{host}}/a/{{later_id}}' } } },
        { request: { url: { raw: '{{base}}/b' } } },
      ],
    }),
  );

  test('the host of requests and what the login reads are demanded, not what scripts set on the way', () => {
    expect([...requiredVariables(collection.item, [authorization])].sort()).toEqual([
      'auth_host',
      'base',
      'client_id',
      'client_private_key',
      'host',
    ]);
    expect([...requiredVariables(collection.item, [])]).toEqual(['host', 'base']);
  });

  test('the empty ones are named', () => {
    expect(missingVariables(environment, requiredVariables(collection.item, [authorization]))).toEqual([
      'client_id',
      'client_private_key',
    ]);
  });
});

describe('an environment file', () => {
  test('is read with its types', () => {
    const text = JSON.stringify({
      name: 'E',
      values: [{ key: 'a', value: 'b', type: 'secret' }, { key: 'c' }],
    });
    expect(parseEnvironment(text).values).toEqual([
      { key: 'a', value: 'b', type: 'secret', enabled: true },
      { key: 'c', value: '', type: 'default', enabled: true },
    ]);
  });

  test.each([
    ['{', 'The file is not JSON.'],
    ['{"item":[]}', 'The file is not a Postman environment: it has no `name` or no `values` list.'],
  ])('%s is refused', (text, message) => {
    expect(() => parseEnvironment(text)).toThrow(expect.objectContaining({ code: 'USAGE', message }));
  });
});

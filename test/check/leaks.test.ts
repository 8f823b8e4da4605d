import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { refuseSecrets } from '../../src/check/leaks.ts';

const path = 'dist/collections/api.postman_collection.json';

const problemsOf = (content: object, publicValues: readonly string[] = []): readonly string[] => {
  try {
    refuseSecrets([{ path, content: JSON.stringify(content) }], publicValues);
    return [];
  } catch (error) {
    expect(error).toMatchObject({
      code: 'SECRET_IN_ARTIFACT',
      message:
        "Nothing was written, as a generated file would hold a secret. Declare it with secret() in an environment and use its {{placeholder}}; in an example, write a stand-in such as <token>. A value that everybody may know, such as a demo key, passes when the collection or environment lists it: publicValues: ['…'].",
    });
    return (error as { problems: readonly string[] }).problems.map((problem) =>
      problem.replace(`${path}: `, ''),
    );
  }
};

const pem = String(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
);
const code = (...exec: string[]) => ({ event: [{ listen: 'test', script: { exec } }] });
const exec = 'event[0].script.exec';

test.each<[string, object, string]>([
  [
    'a key in a description',
    { item: [{ description: `Use\n${pem}` }] },
    'item[0].description holds what looks like a private key (PEM)',
  ],
  [
    'a key over several lines of a script',
    code(...pem.split('\n')),
    `${exec} holds what looks like a private key (PEM)`,
  ],
  [
    'a key in a text literal of a script',
    code(`const key = ${JSON.stringify(pem)};`),
    `${exec} holds what looks like a private key (PEM)`,
  ],
  [
    'a client secret in a JSON body, which is text',
    { body: { mode: 'raw', raw: '{\n  "client_secret": "mZ4k9QpL2xW7vB1n"\n}' } },
    'body.raw holds what looks like a value of client_secret',
  ],
  [
    'a JWK as an object',
    { a: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' } },
    'a holds what looks like a private key (JWK)',
  ],
  [
    'a secret variable with a value',
    { values: [{ key: 'note', value: 'x', type: 'secret' }] },
    'values[0] holds what looks like a value of the secret variable note',
  ],
  [
    'a variable that is called a secret',
    { values: [{ key: 'password', value: 'x', type: 'default' }] },
    'values[0] holds what looks like a value of password',
  ],
  [
    'an auth attribute with a literal',
    { auth: { bearer: [{ key: 'token', value: 'x', type: 'string' }] } },
    'auth.bearer[0] holds what looks like a value of token',
  ],
  [
    'a form field with a literal',
    { urlencoded: [{ key: 'client_secret', value: 'correct-horse-1' }] },
    'urlencoded[0] holds what looks like a value of client_secret',
  ],
  [
    'a script that sets a secret',
    code(`pm.environment.set('client_secret', 's3cr3t-s3cr3t')`),
    `${exec} holds what looks like a value of client_secret`,
  ],
  [
    'a script that has an API key',
    code(`const options={apiKey:"0a1b2c3d4e5f6a7b"}`),
    `${exec} holds what looks like a value of apiKey`,
  ],
])('refuses %s', (_, content, problem) => {
  expect(problemsOf(content)).toEqual([problem]);
});

test.each<[string, object]>([
  [
    'a key parser',
    code(
      `const m = text.match(/-----BEGIN ([A-Z ]+)-----/); if (text.includes('-----BEGIN PRIVATE KEY-----')) f()`,
    ),
  ],
  ['placeholders', { auth: { bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }] } }],
  ['an empty secret', { values: [{ key: 'client_secret', value: '', type: 'secret' }] }],
  ['an empty filter', { query: [{ key: 'password', value: '' }] }],
  ['a stand-in', { header: [{ key: 'Authorization', value: 'Bearer <token>' }] }],
  [
    'code about tokens',
    code(`pm.environment.set('access_token', answer.access_token); f({token:"access_token_variable"})`),
  ],
])('lets %s pass', (_, content) => {
  expect(problemsOf(content)).toEqual([]);
});

test.each<[string, object]>([
  ['a variable', { values: [{ key: 'api_key', value: 'demo-key-4711', type: 'default' }] }],
  ['a text', { description: 'api_key=demo-key-4711' }],
  ['a script', code(`pm.environment.set('api_key', 'demo-key-4711')`)],
  ['a header', { header: [{ key: 'X-API-Key', value: 'demo-key-4711' }] }],
])('lets %s pass when the declaration calls its value public', (_, content) => {
  expect(problemsOf(content)).toHaveLength(1);
  expect(problemsOf(content, ['demo-key-4711'])).toEqual([]);
});

test('a secret variable has no value, not even a public one', () => {
  const content = { values: [{ key: 'note', value: 'demo-key-4711', type: 'secret' }] };
  expect(problemsOf(content, ['demo-key-4711'])).toHaveLength(1);
});

test('tells every place in every artifact, and never what was found', () => {
  const content = JSON.stringify({
    values: [
      { key: 'password', value: 'hunter2', type: 'default' },
      { key: 'a', value: pem },
    ],
  });
  expect(() =>
    refuseSecrets([
      { path: 'a.json', content },
      { path: 'b.json', content },
    ]),
  ).toThrow(
    expect.objectContaining({
      problems: [
        'a.json: values[0] holds what looks like a value of password',
        'a.json: values[1].value holds what looks like a private key (PEM)',
        'b.json: values[0] holds what looks like a value of password',
        'b.json: values[1].value holds what looks like a private key (PEM)',
      ],
    }),
  );
});

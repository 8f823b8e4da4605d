/** `postsmith verify`: green for what works, red with the reason for what does not. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { execute, executeProgram } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

const BROKEN = `
import { defineCollection, get } from 'postsmith';

const broken = (name: string, script: string, stage: 'preRequest' | 'postResponse') =>
  get({
    name,
    url: 'https://{{host}}/' + name,
    examples: [{ name: 'Fine', status: 200, body: { ok: true } }],
    scripts: { [stage]: [script] },
  });

export default defineCollection({
  name: 'Broken',
  items: [
    broken('a', 'fails', 'postResponse'),
    broken('b', 'skips', 'preRequest'),
    broken('c', 'goes-elsewhere', 'preRequest'),
    broken('d', 'rejects', 'preRequest'),
    broken('e', 'fine', 'postResponse'),
  ],
});
`;

const WASTEFUL = `
import { clientCredentials, defineCollection, get, privateKeyJwt } from 'postsmith';

const order = (name: string) =>
  get({ name, url: 'https://{{host}}/' + name, examples: [{ name: 'Fine', status: 200, body: {} }] });

export default defineCollection({
  name: 'Wasteful',
  authorization: clientCredentials({
    tokenEndpoint: 'https://auth.example.com/token',
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'https://auth.example.com/token' }),
  }),
  scripts: { preRequest: ['forget'] },
  items: [order('a'), order('b')],
});
`;

const PEOPLE = `
import { authorizationCode, clientSecretPost, defineCollection, get, none } from 'postsmith';

export default defineCollection({
  name: 'People',
  authorization: authorizationCode({
    authorizationEndpoint: 'https://{{host}}/authorize',
    tokenEndpoint: 'https://{{host}}/token',
    issuer: 'https://{{host}}',
    scope: 'openid read',
    clientAuthentication: none(),
    serviceClient: { clientId: 'service_id', scope: 'service', clientAuthentication: clientSecretPost({ clientSecret: 'service_secret' }) },
  }),
  items: [
    get({
      name: 'List',
      url: 'https://{{host}}/list',
      scope: ['openid read', 'service'],
      examples: [{ name: 'Fine', status: 200, body: [] }],
    }),
  ],
});
`;

const CALLS = `
import { defineCollection, get } from 'postsmith';

export default defineCollection({
  name: 'Calls',
  items: [
    get({
      name: 'a',
      url: 'https://api.example.com/a',
      scripts: { preRequest: ['calls'] },
      examples: [{ name: 'Moved', status: 302, headers: [{ name: 'Location', value: 'https://other.example/' }] }],
    }),
  ],
});
`;

const PEOPLE_ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'People',
  variables: {
    host: '', client_id: '', client_private_key: secret(), refresh_token: secret(), service_id: '', service_secret: secret(), access_token: secret(),
    expires: '', scope: '', access_token_for: '',
  },
});
`;

let project: SampleProject;
beforeAll(async () => {
  project = await createSampleProject();
  await project.write('collections/broken.ts', BROKEN);
  await project.write('collections/wasteful.ts', WASTEFUL);
  await project.write('collections/calls.ts', CALLS);
  await project.write('collections/people.ts', PEOPLE);
  await project.write('environments/people.ts', PEOPLE_ENVIRONMENT);
  const script = (path: string, text: string) => project.write(`scripts/${path}.ts`, text);
  await script(
    'post-response/fails',
    `pm.test('It is 201', () => { pm.expect(pm.response.code).to.equal(201); });`,
  );
  await script(
    'post-response/fine',
    `pm.test('It is 200', () => { pm.expect(pm.response.code).to.equal(200); });`,
  );
  await script('pre-request/calls', `pm.sendRequest('https://hooks.example/x', () => {});`);
  await script('pre-request/skips', 'pm.execution.skipRequest();');
  await script('pre-request/goes-elsewhere', `pm.request.url.path = ['elsewhere'];`);
  await script('pre-request/rejects', `void (async () => { throw new TypeError('lost'); })();`);
  await script('pre-request/forget', `pm.environment.set('access_token', '');`);
});
afterAll(() => project.remove());

const verify = (...parameters: string[]) => execute(['verify', ...parameters], { folder: project.folder });

/** The columns of the table, without the time. */
const rowsOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .filter((line) => / {2,}/.test(line))
    .map((line) => line.split(/ {2,}/).slice(0, -1));

test('a collection that works is green on each engine: one token, the negative side complete', async () => {
  const { code, stdout, stderr } = await verify('orders', 'open', '--engine', 'newman,runtime');
  expect(rowsOf(stdout)).toEqual([
    ['collection', 'engine', 'requests', 'assertions', 'tokens', 'negative side', 'failures'],
    ['open', expect.stringMatching(/^newman \d/), '1', '0', '0', '–', '0'],
    ['open', expect.stringMatching(/^runtime \d/), '1', '0', '0', '–', '0'],
    ['orders', expect.stringMatching(/^newman \d/), '3', '3', '1', '4 of 4', '0'],
    ['orders', expect.stringMatching(/^runtime \d/), '3', '3', '1', '4 of 4', '0'],
  ]);
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/warning/i);
});

test('a collection made for people is verified with a refresh token and with its service client', async () => {
  const { code, stdout } = await verify('people');
  expect(rowsOf(stdout).map(([name, _engine, ...others]) => [name, ...others])).toEqual([
    ['collection', 'requests', 'assertions', 'tokens', 'negative side', 'failures'],
    ['people (refresh token)', '1', '0', '1', '6 of 6', '0'],
    ['people (service client)', '1', '0', '1', '4 of 4', '0'],
  ]);
  expect(code).toBe(0);
});

test('a collection that does not work is red, and each reason is told with its place', async () => {
  const { code, stdout } = await executeProgram(['verify', 'broken'], { folder: project.folder });
  expect(code).toBe(1);
  expect(stdout).toContain(
    '✗ It is 201\n    expected 200 to equal 201\n    in scripts/post-response/fails.ts:1:61\n',
  );
  expect(stdout).toMatch(/✗ Every request is sent\n +It was not sent, and no test says why[^✗]* at b/);
  expect(stdout).toMatch(/✗ The API knows GET \/elsewhere\n +The mock responded with 404/);
  expect(stdout).toContain(
    '✗ A script failed\n    TypeError: lost\n    in scripts/pre-request/rejects.ts:1:27\n',
  );
  expect(stdout).not.toContain('at e');
});

test('a collection that fetches a token for each request is red, and hosts that are written out are the mock’s', async () => {
  const { code, stdout } = await verify('wasteful');
  expect(code).toBe(1);
  expect(stdout).toContain('✗ One token serves the whole run\n    2 tokens were fetched');
  expect(stdout).toContain(`invalid_token`);
});

test('a host that a script asks for is not reached, and is told; nor is a proxy of the process environment asked', async () => {
  const { code, stdout } = await executeProgram(['verify', 'calls'], {
    folder: project.folder,
    environment: { HTTPS_PROXY: 'http://localhost:1', NO_PROXY: 'example.com' },
  });
  expect(stdout).toContain(
    '\ncalls on newman 6.2.2: a script, or the engine itself, asked for hooks.example:443. Nothing was sent there: verify keeps every request on this machine.\n',
  );
  expect(code).toBe(0);
});

test('an unknown collection is refused, with those that exist', async () => {
  const { code, stdout, stderr } = await verify('order');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    'This project has no collection ‘order’. Did you mean orders? There are:\n  broken\n  calls\n  open\n  orders\n  people\n  wasteful\n',
  );
});

test('an engine that is not installed is said to be so, with how to get it', async () => {
  vi.stubEnv('POSTMAN_CLI', '/does/not/exist');
  const { code, stderr } = await verify('open', '--engine', 'postman-cli').finally(vi.unstubAllEnvs);
  expect(code).toBe(2);
  expect(stderr).toContain('POSTMAN_CLI names /does/not/exist');
});

/** Verifies until the first run goes on, then sends the signals, and tells how it ended and what it left behind. */
const endedBy = async (...signals: NodeJS.Signals[]) => {
  const small = await createSampleProject();
  const temporary = await mkdtemp(join(tmpdir(), 'postsmith-test-'));
  let sent = false;
  const { code, stderr } = await executeProgram(['verify', 'orders'], {
    folder: small.folder,
    environment: { TMPDIR: temporary },
    onTalk: (talk, kill) => {
      if (sent || !talk.includes('orders on newman')) return;
      sent = true;
      setTimeout(() => signals.forEach(kill), 500);
    },
  });
  const left = await readdir(temporary);
  await rm(temporary, { recursive: true });
  await small.remove();
  return { code, stderr, left };
};

test.concurrent.each([
  ['Ctrl-C', ['SIGINT']],
  // npm hands on what the terminal has sent to the whole group already.
  ['Ctrl-C in `npm start`', ['SIGINT', 'SIGINT']],
] as const)('%s ends a run at once, with its own exit code, and leaves no file', async (_what, signals) => {
  expect(await endedBy(...signals)).toEqual({ code: 130, stderr: 'orders on newman …\n', left: [] });
});

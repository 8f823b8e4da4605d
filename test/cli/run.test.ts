/** `postsmith run` against a server that demands a real login. */

import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildProject } from '../../src/build/build.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import { execute, executeProgram, type Execution } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

let project: SampleProject;
let mock: Mock;
let key: string;
beforeAll(async () => {
  project = await createSampleProject();
  const { collections } = await buildProject(project.folder);
  const orders = collections.find(({ slug }) => slug === 'orders');
  if (orders === undefined) throw new Error('The sample project has no orders');
  mock = await startMock({
    collection: orders.declaration,
    environment: orders.environments[0]?.declaration,
  });
  key = mock.values['client_private_key'] ?? '';
  await execute(['build'], { folder: project.folder });
});
afterAll(async () => {
  await mock.close();
  await project.remove();
});
beforeEach(() => writeEnv('.env', { ...good(), CLIENT_PRIVATE_KEY: key }));

const good = () => ({ POSTSMITH_HOST: mock.values['host'] ?? '', CLIENT_ID: mock.values['client_id'] ?? '' });

const writeEnv = async (
  name: string,
  values: Readonly<Record<string, string>>,
  mode = 0o600,
): Promise<void> => {
  const path = join(project.folder, name);
  await writeFile(
    path,
    Object.entries(values)
      .map(([variable, value]) => `${variable}="${value}"\n`)
      .join(''),
  );
  await chmod(path, mode);
};

const run = (
  parameters: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  start = execute,
) =>
  start(['run', 'orders', '-e', 'orders', '--ca', mock.caFile, ...parameters], {
    folder: project.folder,
    environment,
  });

const expectNoSecret = ({ stdout, stderr }: Execution): void => {
  const lines = key.split('\n').filter((line) => line.length > 16 && !line.startsWith('-----'));
  for (const line of lines) expect(stdout + stderr).not.toContain(line);
  expect(stdout + stderr).not.toMatch(/eyJ[\w-]{10,}/);
};

describe('a run that works', () => {
  test.each([
    ['newman', executeProgram],
    ['runtime', execute],
  ])('is green on %s, with values of .env', async (engine, start) => {
    const tokens = mock.tokenRequests.length;
    const result = await run(['--engine', engine], {}, start);
    expect(result.code).toBe(0);
    expect(result.stdout).toMatch(/^collection +engine .*\nOrders +\w+ [\d.]+ +3 +0 +3 +0 +[\d.]+ s\n$/);
    expect(result.stderr).toContain('.env: host, client_id, client_private_key.');
    expect(mock.tokenRequests.length - tokens).toBe(1);
    expectNoSecret(result);
  });

  test('takes values of the process environment before those of the file', async () => {
    await writeEnv('.env', { HOST: 'wrong.invalid', CLIENT_ID: 'wrong' });
    const result = await run([], { ...good(), CLIENT_PRIVATE_KEY: key.replaceAll('\n', '\\n') });
    expect(result).toMatchObject({ code: 0 });
    expect(result.stderr).toContain('From the process environment: host, client_id, client_private_key.');
    expectNoSecret(result);
  });

  test('takes generated files by path, one folder, and a file by --values', async () => {
    await writeEnv('.env', {});
    await writeEnv('lab.env', { ...good(), CLIENT_PRIVATE_KEY: key });
    const { code, stdout } = await execute(
      // A shell's command line, which reads better than a list. No part of it holds a blank.
      `run dist/collections/orders.postman_collection.json -e dist/environments/orders.postman_environment.json
       --values lab.env --ca ${mock.caFile} --folder Read --timeout 5000`.split(/\s+/),
      { folder: project.folder },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nOrders .* 2 +0 +2 +0 /);
  });
});

const failing = async (parameters: readonly string[], environment: Readonly<Record<string, string>>) => {
  const before = mock.apiRequests.length;
  const result = await run(parameters, environment);
  expect(result.code).toBe(1);
  expect(mock.apiRequests).toHaveLength(before);
  expectNoSecret(result);
  return result.stdout;
};

describe('a run that fails sends nothing, says what to check, and ends with 1', () => {
  test('with an unknown client', async () => {
    expect(await failing([], { CLIENT_ID: 'nobody' })).toContain('invalid_client');
  });

  test('with a key that the server does not know', async () => {
    const strange = mock.strangeValues['client_private_key'] ?? '';
    const stdout = await failing([], { CLIENT_PRIVATE_KEY: strange });
    expect(stdout).toContain('invalid_client');
    expect(stdout).not.toContain(strange.split('\n')[1]);
  });

  test('with something that is no key: the login’s own words are told', async () => {
    expect(await failing([], { CLIENT_PRIVATE_KEY: 'my-little-secret' })).not.toContain('my-little-secret');
  });

  test('with a dead server', async () => {
    expect(await failing([], { POSTSMITH_HOST: 'localhost:1' })).toMatch(/ECONNREFUSED|refused|reach/i);
  });
});

test('without the authority’s certificate nothing is sent', async () => {
  const before = mock.apiRequests.length;
  const { code, stdout } = await execute(['run', 'orders', '-e', 'orders'], { folder: project.folder });
  expect(code).toBe(1);
  expect(stdout).toMatch(/certificate/i);
  expect(mock.apiRequests).toHaveLength(before);
});

describe('an input that is wrong ends with 2 before anything is sent', () => {
  test('missing values are listed with the names to set', async () => {
    await writeEnv('.env', { HOST: mock.values['host'] ?? '' });
    const { code, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toContain('Nothing was sent, because these variables have no value.');
    expect(stderr).toContain('  CLIENT_ID  (client_id)\n  CLIENT_PRIVATE_KEY  (client_private_key)\n');
  });

  test.each([
    [['run'], 'Which collection? Name one'],
    [['run', 'orders'], 'Which environment? Name one: -e <environment>. There are:\n  orders'],
    [
      ['run', 'order', '-e', 'orders'],
      'This project has no collection ‘order’. Did you mean orders? There are:\n  open\n  orders',
    ],
    [['run', 'orders', '-e', 'lab'], 'This project has no environment ‘lab’.'],
    [['run', 'orders', '-e', 'orders', '--folder', 'Nowhere'], 'Orders has no folder or request ‘Nowhere’'],
    [['run', 'orders', '-e', 'orders', '--ca', 'package.json'], 'holds no PEM certificate'],
    [['run', 'package.json', '-e', 'package.json'], 'not a Postman collection'],
  ])('%j', async (parameters, message) => {
    const { code, stdout, stderr } = await execute(parameters, { folder: project.folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('Running');
  });
});

test.skipIf(process.platform === 'win32')(
  'an environment file that others can read is warned of',
  async () => {
    await writeEnv('.env', { ...good(), CLIENT_PRIVATE_KEY: key }, 0o644);
    const { code, stderr } = await run();
    expect(code).toBe(0);
    expect(stderr).toContain('Warning: other users of this machine can read');
  },
);

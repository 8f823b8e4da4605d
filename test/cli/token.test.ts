/** `postsmith token` against a server that demands a real login. */

import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute, type Execution } from './execute.ts';
import { createTokenProject, type TokenProject } from './token-project.ts';

let project: TokenProject;
beforeAll(async () => {
  project = await createTokenProject();
});
afterAll(() => project.close());
beforeEach(() => rm(project.cacheFile, { force: true }));

const TOKEN = /^[\w.~+/-]{20,}=*$/;
const asked = (): number => project.mock.tokenRequests.length;

/** The token is in stdout alone, and no key is anywhere. */
const expectNoSecret = ({ stdout, stderr }: Execution): void => {
  const key = project.mock.values['client_private_key'] ?? '';
  const lines = key.split('\n').filter((line) => line.length > 16 && !line.startsWith('-----'));
  expect(lines).not.toEqual([]);
  for (const line of lines) expect(stdout + stderr).not.toContain(line);
  const token = stdout.trim();
  if (token !== '') expect(stderr).not.toContain(token);
};

describe('a token', () => {
  test('is printed with a line feed, kept for the owner alone, and used again without a word', async () => {
    const before = asked();
    const first = await project.token();
    expect(first.code).toBe(0);
    expect(first.stdout.trimEnd()).toMatch(TOKEN);
    expect(first.stdout).toBe(`${first.stdout.trimEnd()}\n`);
    expect(first.stderr).toMatch(/^From .*\.env: host, client_id, client_private_key\.\n$/);
    const second = await project.token();
    expect(second).toEqual({ code: 0, stdout: first.stdout, stderr: '' });
    expect(asked() - before).toBe(1);
    for (const execution of [first, second]) expectNoSecret(execution);
    expect(readdirSync(dirname(project.cacheFile))).toEqual(['orders.json']);
    if (process.platform === 'win32') return;
    expect(statSync(project.cacheFile).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(project.cacheFile)).mode & 0o777).toBe(0o700);
  });

  test('is printed as the header that carries it, and as JSON', async () => {
    const token = (await project.token()).stdout.trim();
    expect((await project.token(['--header'])).stdout).toBe(`Authorization: Bearer ${token}\n`);
    const { stdout } = await project.token(['--json']);
    const content: unknown = JSON.parse(stdout);
    expect(content).toEqual({
      token_type: 'Bearer',
      access_token: token,
      expires_at: expect.any(Number),
      scope: 'orders',
    });
    const { expires_at: end } = Object(content) as { expires_at: number };
    expect(end - Date.now() / 1000).toBeGreaterThan(3500);
    expect(end - Date.now() / 1000).toBeLessThanOrEqual(3600);
  });

  test('is another one with --fresh', async () => {
    const [first, second, third] = [
      await project.token(),
      await project.token(['--fresh']),
      await project.token(),
    ];
    expect(second.stdout).not.toBe(first.stdout);
    expect(third.stdout).toBe(second.stdout);
  });

  test('belongs to the values that it was asked for with: another key is asked with, and is rejected', async () => {
    const before = asked();
    await project.token();
    const strange = project.mock.strangeValues['client_private_key'] ?? '';
    const other = await project.token([], {
      environment: { CLIENT_PRIVATE_KEY: strange, POSTSMITH_CLIENT_PRIVATE_KEY: strange },
    });
    expect({ code: other.code, stdout: other.stdout }).toEqual({ code: 1, stdout: '' });
    expect(other.stderr).toContain('The login has brought no token:\n  ');
    expect(other.stderr).toContain('invalid_client');
    expect(asked() - before).toBe(2);
    expect((await project.token()).code).toBe(0);
    expect(asked() - before).toBe(2);
    // The first one's, and the failure.
    expect(Object.keys((await project.readCache()).entries)).toHaveLength(2);
  });

  test('is asked for anew where the file is none of ours, and told of where others can read it', async () => {
    const before = asked();
    await project.token();
    await chmod(project.cacheFile, 0o644);
    const { stderr } = await project.token();
    if (process.platform !== 'win32')
      expect(stderr).toBe(
        `Warning: other users of this machine can read ${project.cacheFile}, which holds tokens; \`chmod 600\` it.\n`,
      );
    await writeFile(project.cacheFile, '{"version":1,"salt":"x","entries":{"a":7}} and more');
    expect((await project.token()).code).toBe(0);
    expect(asked() - before).toBe(2);
  });
});

test('a lock that a dead process has left is no obstacle', async () => {
  await project.token();
  await rm(project.cacheFile);
  const lock = project.cacheFile.replace(/json$/, 'lock');
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(lock, JSON.stringify({ pid: dead, command: 'token', since: new Date().toISOString() }));
  expect((await project.token()).code).toBe(0);
  expect(readdirSync(dirname(project.cacheFile))).toEqual(['orders.json']);
});

describe('twenty processes at once', () => {
  test('make one token request, and get the same token', async () => {
    const before = asked();
    const all = await Promise.all(Array.from({ length: 20 }, () => project.program()));
    expect(all.map(({ code, stdout }) => [code, stdout])).toEqual(all.map(() => [0, all[0]?.stdout]));
    expect(all[0]?.stdout.trim()).toMatch(TOKEN);
    expect(asked() - before).toBe(1);
    expect(readdirSync(dirname(project.cacheFile))).toEqual(['orders.json']);
  }, 240_000);
});

test('four that ask at once make one token request also where it is rejected', async () => {
  const before = asked();
  const strange = project.mock.strangeValues['client_private_key'] ?? '';
  const environment = { POSTSMITH_CLIENT_PRIVATE_KEY: strange };
  const all = await Promise.all([1, 2, 3, 4].map(() => project.token([], { environment })));
  for (const { code, stdout, stderr } of all) {
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('invalid_client');
  }
  expect(asked() - before).toBe(1);
  expect((await project.token([], { environment })).code).toBe(1);
  expect(asked() - before).toBe(2);
});

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));

/** A line of a shell; the token never stands on a command line. */
const bash = (line: string): Promise<{ code: number | null; stdout: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', line], { cwd: project.folder, stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout }));
  });

const words = () => `'${process.execPath}' '${CLI}' token orders -e orders --ca '${project.mock.caFile}'`;
const curl = (quote = "'") => `curl -sS --fail --cacert ${quote}${project.mock.caFile}${quote}`;
const url = () => `${project.mock.origin}/orders/`;

test.each([
  ['a file that is a process', () => `${curl()} -H @<(${words()} --header) ${url()}`],
  ['its standard input', () => `${words()} --header | ${curl()} -H @- ${url()}`],
  ['the environment of a child', () => `${words()} --exec '${CHILD} ${curl('"')} -H @- ${url()}'`],
])('curl takes the token from %s', async (_what, line) => {
  expect(await bash(line())).toEqual({ code: 0, stdout: '[{"id":1},{"id":2}]' });
});

/** What a shell does by itself is on no command line. */
const CHILD = 'printf "Authorization: Bearer %s" "$ACCESS_TOKEN" |';

describe('an input that is wrong ends with 2, and nothing is sent', () => {
  test.each([
    [['token'], 'Which collection? Name one: postsmith token <collection>. There are:\n  open\n  orders\n'],
    [['token', 'orders'], 'Which environment? Name one: -e <environment>. There are:\n  orders\n'],
    [['token', 'nothing', '-e', 'orders'], 'This project has no collection ‘nothing’.'],
    [['token', 'x.json', '-e', 'orders'], 'A generated file does not tell how it logs in.'],
    [
      ['token', 'open', '-e', 'orders'],
      'Open declares no authorization that logs in, so there is no token to ask for.\n',
    ],
    [
      ['token', 'orders', '-e', 'orders', '--identity', 'acces_token'],
      'Orders has no identity ‘acces_token’. Did you mean access_token? There are:\n  access_token\n',
    ],
    [['token', 'orders', '-e', 'orders', '--exec', 'true', '--header'], 'Choose one of --header and --exec.'],
    [['token', 'orders', '-e', 'orders', '--access-token', 'x'], 'There is no option --access-token'],
    [['token', 'orders', '-e', 'orders', '--ca', 'package.json'], 'holds no PEM certificate'],
    [['token', 'orders', '-e', 'orders', '--values', 'package.json'], 'Line 1 is no NAME=value'],
    [
      ['token', 'orders', '-e', 'orders', '--values', 'empty.env'],
      'these variables have no value. Set them in the process environment or in a file given with --values:\n  POSTSMITH_HOST  (host)\n  CLIENT_ID  (client_id)\n',
    ],
  ])('%j', async (parameters, message) => {
    const before = asked();
    await project.write('empty.env', '');
    const { code, stdout, stderr } = await execute(parameters, { folder: project.folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(asked()).toBe(before);
  });
});

test('with --json, an error is a document: of a wrong input, and of a login that brings no token', async () => {
  const both = await project.token(['--json', '--header']);
  expect(both.code).toBe(2);
  expect(JSON.parse(both.stdout)).toMatchObject({
    error: { code: 'USAGE', message: expect.stringContaining('Choose one of --header and --json.') },
  });
  const nobody = await project.token(['--json'], { environment: { POSTSMITH_CLIENT_ID: 'nobody' } });
  expect(nobody.code).toBe(1);
  expect(JSON.parse(nobody.stdout)).toMatchObject({
    error: { code: 'SIGN_IN_FAILED', problems: [expect.stringContaining('invalid_client')] },
  });
});

/** `postsmith login` against a certified authorization server. */

import { existsSync, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startPersonServer, type PersonServer } from '../session/authorization-server.ts';
import { fetchPage, visit } from '../session/person.ts';
import { execute } from './execute.ts';
import { createPersonProject, FULL_SCOPE, logInWith, type PersonProject } from './person-project.ts';

let server: PersonServer;
let project: PersonProject;
beforeAll(async () => {
  server = await startPersonServer();
  project = await createPersonProject(server);
});
afterAll(async () => {
  await server.close();
  await project.remove();
});
afterEach(() => rm(project.tokenFile, { force: true }));

const ada = (url: string) => visit(url, { caFile: server.caFile });

describe('a login', () => {
  test('keeps the tokens where only the owner can read them, and says how to go on', async () => {
    const { code, stdout, stderr } = await logInWith(project, ada);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/\nSigned in\. The access token lives until [\d-]{10} [\d:]{8}\.\n/);
    expect(stderr).toContain('There is a refresh token, with which runs renew it by themselves.\n');
    expect(stderr).toMatch(/\nGo on with: postsmith run courses -e courses\n$/);
    expect(stderr).not.toContain('Not granted');
    const tokens = await project.readTokens();
    expect(tokens).toMatchObject({
      scope: FULL_SCOPE,
      tokenEndpoint: `${server.origin}/token`,
      clientId: 'terminal',
      accessTokenFor: '',
    });
    if (process.platform !== 'win32') expect(statSync(project.tokenFile).mode & 0o777).toBe(0o600);
    for (const name of ['accessToken', 'refreshToken']) {
      expect(tokens[name]).toMatch(/^[\w-]{20,}$/);
      expect(stderr).not.toContain(tokens[name]);
    }
    expect(await readdir(dirname(project.tokenFile))).toEqual(['courses.json']);
  });

  test('asks for what --scope says', async () => {
    const { code, url, stderr } = await logInWith(project, ada, ['--scope', 'courses:read']);
    expect(code).toBe(0);
    expect(new URL(url).searchParams.get('scope')).toBe('courses:read');
    expect(stderr).toContain('There is no refresh token, so sign in again after that.');
    expect(stderr).toContain(
      'This request needs more than was granted, and will not be sent:\n  Create (courses:write)\n',
    );
  });

  test.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['a closed terminal', 'SIGHUP', 129],
    ['kill', 'SIGTERM', 143],
  ] as const)('ends by %s with its own exit code, and leaves nothing behind', async (_what, signal, code) => {
    const ended = await logInWith(project, async (_url, kill) => kill(signal), [], project.program);
    expect(ended.code).toBe(code);
    expect(await readdir(dirname(project.tokenFile))).toEqual([]);
  });

  test('while another one waits is told who waits, and disturbs nothing', async () => {
    const first = await logInWith(
      project,
      async (url) => {
        const second = await project.command('login', ['--no-browser']);
        expect(second).toMatchObject({ code: 1, stdout: '' });
        expect(second.stderr).toMatch(
          /Not now: another `postsmith login` \(process \d+, since \d\d:\d\d:\d\d\) uses the login of courses in courses\. Wait until it has ended, or end it; if there is no such process, remove .*courses\.lock\.\n$/,
        );
        expect(second.stderr).not.toContain('https:');
        await ada(url);
      },
      [],
      project.program,
    );
    expect(first.code).toBe(0);
    expect(existsSync(project.tokenFile)).toBe(true);
  });

  test('is forgotten with --forget, which says so when there is none', async () => {
    await logInWith(project, ada);
    const forget = () => project.command('login', ['--forget']);
    expect(await forget()).toMatchObject({ code: 0, stderr: `Removed ${project.tokenFile}.\n` });
    expect(existsSync(project.tokenFile)).toBe(false);
    expect(await forget()).toMatchObject({
      code: 0,
      stderr: `There was nothing to forget: ${project.tokenFile} does not exist.\n`,
    });
  });

  test('that is denied keeps the tokens of the one before', async () => {
    await logInWith(project, ada);
    const before = await project.readTokens();
    const { code, stderr } = await logInWith(project, (url) =>
      visit(url, { caFile: server.caFile, denies: true }),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('The consent was denied, so nothing was granted.');
    expect(await project.readTokens()).toEqual(before);
  });

  test('refuses a forged callback and waits for the right one', async () => {
    const { code, stderr } = await logInWith(project, async (url) => {
      const callback = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
      callback.search = '?code=stolen&state=forged';
      expect((await fetchPage(callback.href)).status).toBe(400);
      await ada(url);
    });
    expect(code).toBe(0);
    expect(stderr).toContain('A callback of another sign-in was rejected; still waiting for yours.\n');
    expect(server.tokenRequests.at(-1)).toEqual({ grant: 'authorization_code', status: 200 });
  });
});

const json = async (go: (url: string) => Promise<unknown>, ...more: readonly string[]) => {
  const { code, stdout, stderr } = await logInWith(project, go, ['--json', ...more]);
  return { code, document: JSON.parse(stdout), printed: stdout + stderr };
};

describe('with --json', () => {
  test('a login tells of the session, and no token', async () => {
    const { code, document, printed } = await json(ada, '--scope', 'courses:read');
    expect({ code, document }).toEqual({
      code: 0,
      document: {
        collection: 'courses',
        environment: 'courses',
        file: project.tokenFile,
        expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        isRenewable: false,
        scope: 'courses:read',
        notGranted: [],
        deprived: [{ path: ['Create'], lacks: ['courses:write'] }],
      },
    });
    expect(printed).not.toContain((await project.readTokens())['accessToken']);
    const full = await json(ada);
    expect(full.document).toMatchObject({ isRenewable: true, deprived: [] });
    expect(full.printed).not.toContain((await project.readTokens())['refreshToken']);
    const forgotten = await project.command('login', ['--forget', '--json']);
    expect(JSON.parse(forgotten.stdout)).toEqual({ removed: true, file: project.tokenFile });
  });

  test('nobody signed in is an error with exit code 1', async () => {
    const denied = await json((url) => visit(url, { caFile: server.caFile, denies: true }));
    expect(denied.code).toBe(1);
    expect(denied.document.error).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: expect.stringContaining('The consent was denied'),
    });
    const { document } = await json(async (url) => {
      const second = await project.command('login', ['--no-browser', '--json']);
      expect({ code: second.code, error: JSON.parse(second.stdout).error.code }).toEqual({
        code: 1,
        error: 'SESSION_BUSY',
      });
      await ada(url);
    });
    expect(document.collection).toBe('courses');
  });
});

describe('an input that is wrong ends with 2', () => {
  test.each([
    [
      ['login'],
      'Which collection? Name one: postsmith login <collection>. There are:\n  courses\n  open\n  orders\n',
    ],
    [
      ['login', 'courses'],
      'Which environment? Name one: -e <environment>. There are:\n  courses\n  orders\n',
    ],
    [['login', 'nothing', '-e', 'courses'], 'This project has no collection ‘nothing’.'],
    [
      ['login', 'orders', '-e', 'orders'],
      'Nobody needs to sign in for Orders: its authorization is clientCredentials, so its own script logs in, without a person.\n',
    ],
    [
      ['login', 'open', '-e', 'courses'],
      'Nobody needs to sign in for Open: it declares no authorization that logs in.\n',
    ],
    [['login', 'x.json', '-e', 'courses'], 'A generated file does not tell how it logs in.'],
    [
      ['login', 'courses', '-e', 'courses', '--timeout', '0'],
      '--timeout takes seconds, a whole number from 1 to 86400, not ‘0’.',
    ],
    [
      ['login', 'courses', '-e', 'courses', '--scope', 'a"b'],
      '--scope takes scope tokens with blanks between them',
    ],
    [['login', 'courses', '-e', 'courses', '--values', 'empty.env'], 'these variables have no value'],
    [['login', 'courses', '-e', 'courses', '--ca', 'package.json'], 'holds no PEM certificate'],
  ])('%j', async (parameters, message) => {
    await project.write('empty.env', '');
    const { code, stdout, stderr } = await execute(parameters, { folder: project.folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('https:');
  });
});

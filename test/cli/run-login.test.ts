/** `postsmith run` with the tokens of a login: against an authorization server that rotates refresh tokens. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPostmanCli } from '../../src/engines/find-postman-cli.ts';
import { writeTokenFile } from '../../src/session/token-file.ts';
import { startPersonServer, type PersonServer } from '../session/authorization-server.ts';
import { journey, settingsOf } from '../session/journey.ts';
import type { Execution } from './execute.ts';
import { createPersonProject, FULL_SCOPE, type PersonProject } from './person-project.ts';

const cliIsThere =
  process.env['POSTMAN_CLI'] !== undefined && (await findPostmanCli().then(Boolean, () => false));

let server: PersonServer;
let project: PersonProject;
beforeAll(async () => {
  server = await startPersonServer();
  project = await createPersonProject(server);
  // Every run builds the whole project.
  await rm(join(project.folder, 'collections', 'orders.ts'));
});
afterAll(async () => {
  await server.close();
  await project.remove();
});

/** A person's login; returns its tokens. */
const login = async (expires?: string) => {
  const settings = settingsOf(
    server,
    { authorizationParameters: { prompt: 'consent' } },
    { scope: FULL_SCOPE },
  );
  const { tokens } = await journey(server, settings);
  const { tokenEndpoint, clientId } = settings;
  const place = { root: project.folder, collection: 'courses', environment: 'courses' };
  const stored = { ...tokens, ...(expires !== undefined && { expires }) };
  writeTokenFile(place, { ...stored, tokenEndpoint, clientId, loggedInAt: new Date() });
  return stored;
};

/** One whose access token has ended, so that the first request renews it; returns the refresh token. */
const expiredLogin = async (): Promise<string> => (await login('1700000000')).refreshToken;

const refreshes = (): readonly number[] =>
  server.tokenRequests.filter(({ grant }) => grant === 'refresh_token').map(({ status }) => status);

beforeEach(() => {
  server.tokenRequests.length = 0;
  server.accepted.length = 0;
  server.delay = 0;
});

/** No token that is or was in the file is shown. */
const expectNoToken = ({ stdout, stderr }: Execution, ...tokens: readonly string[]): void => {
  expect(tokens.every((token) => token.length > 20)).toBe(true);
  for (const token of [...tokens, ...server.accepted]) expect(stdout + stderr).not.toContain(token);
};

describe.each(['newman', 'runtime'])('a run on %s', (engine) => {
  test('uses the login as it is, renews it when it has ended, and goes on with the renewed one', async () => {
    const { accessToken, refreshToken: first } = await login();
    const live = await project.command('run', ['--engine', engine]);
    expect(live.stdout).toMatch(/\nCourses +\w+ [\d.]+ +3 +0 /);
    expect(live.code).toBe(0);
    expect(live.stderr).toMatch(
      /From the login of [\d-]{10} [\d:]{8}: access_token, expires, scope, refresh_token\.\n/,
    );
    expect(server.accepted).toEqual([accessToken, accessToken, accessToken]);
    expect(refreshes()).toEqual([]);

    await project.writeTokens({ expires: '1700000000' });
    const renewing = await project.command('run', ['--engine', engine]);
    expect(renewing.code).toBe(0);
    expect(renewing.stderr).toMatch(/From the login of [\d-]{10} [\d:]{8}: scope, refresh_token\.\n/);
    const { refreshToken: second = '', accessTokenFor } = await project.readTokens();
    expect(second).not.toBe(first);
    expect(accessTokenFor).toContain(`${server.origin}/token`);

    const again = await project.command('run', ['--engine', engine]);
    expect(again.code).toBe(0);
    expect(again.stderr).toMatch(/: access_token, expires, scope, access_token_for, refresh_token\.\n/);
    expect(refreshes()).toEqual([200]);
    for (const execution of [live, renewing, again]) expectNoToken(execution, first, second);
  });
});

describe('a rotated refresh token', () => {
  test('is not used twice by two runs at once: the second waits for the first', async () => {
    await expiredLogin();
    server.delay = 3000;
    const runs = await Promise.all([project.program('run'), project.program('run')]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(refreshes()).toEqual([200]);
    const waited = runs.filter(({ stderr }) =>
      /Waiting for another `postsmith run` \(process \d+, since [\d:]{8}\), which uses the same login; 10 minutes at most\.\n/.test(
        stderr,
      ),
    );
    expect(waited).toHaveLength(1);
  });

  test('is kept by a run that is ended while the token endpoint still thinks', async () => {
    const first = await expiredLogin();
    server.delay = 1500;
    const killed = await project.program('run', [], { onTalk: onceAsked((kill) => kill('SIGINT')) });
    expect(killed.code).toBe(130);
    expect(refreshes()).toEqual([200]);
    const { refreshToken: second = '' } = await project.readTokens();
    expect(second).not.toBe(first);
    expectNoToken(killed, first, second);
    server.delay = 0;
    expect((await project.command('run')).code).toBe(0);
  });
});

/** Acts once the token endpoint has been asked to renew. */
const onceAsked = (act: (kill: (signal: NodeJS.Signals) => void) => void) => {
  let timer: NodeJS.Timeout | undefined;
  return (_talk: string, kill: (signal: NodeJS.Signals) => void): void => {
    timer ??= setInterval(() => {
      if (refreshes().length === 0) return;
      clearInterval(timer);
      act(kill);
    }, 20);
  };
};

test.skipIf(!cliIsThere)(
  'the Postman CLI gets the access token alone, renewed beforehand, and can lose nothing',
  async () => {
    const first = await expiredLogin();
    const execution = await project.command('run', ['--engine', 'postman-cli']);
    expect(execution.stdout).toMatch(/\nCourses +postman-cli [\d.]+ +3 +0 /);
    expect(execution.code).toBe(0);
    expect(execution.stderr).toMatch(
      /it gets the access token alone, which lives until [\d-]{10} [\d:]{8}\.\n/,
    );
    expect(execution.stderr).toMatch(/: access_token, expires, scope\.\n/);
    const { refreshToken: second = '' } = await project.readTokens();
    expect(second).not.toBe(first);
    expectNoToken(execution, first, second);
  },
);

describe('without a login that can be used', () => {
  test('nothing is sent, and the ways out are named', async () => {
    await rm(project.tokenFile, { force: true });
    const { code, stdout, stderr } = await project.command('run');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      [
        'Nothing was sent, because nobody has logged in. Do one of these:',
        '  log in: postsmith login courses -e courses',
        '  give a refresh token: REFRESH_TOKEN (refresh_token), in the process environment or a file given with --values',
        '  give the client that acts without a person: SERVICE_CLIENT_ID (service_client_id) and its secret',
        '',
      ].join('\n'),
    );
  });

  test('one for another client is told of', async () => {
    await expiredLogin();
    const { code, stderr } = await project.command('run', [], { environment: { CLIENT_ID: 'another' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /is not used: it is for the client terminal, not for another\.\nNothing was sent, because nobody has logged in\./,
    );
    expect(server.tokenRequests.filter(({ grant }) => grant === 'refresh_token')).toEqual([]);
  });

  test('a refresh token of the process environment serves, and the login is left alone', async () => {
    const refreshToken = await expiredLogin();
    const before = await project.readTokens();
    const execution = await project.command('run', [], { environment: { REFRESH_TOKEN: refreshToken } });
    expect(execution.code).toBe(0);
    expect(execution.stderr).not.toContain('From the login');
    expect(await project.readTokens()).toEqual(before);
    expectNoToken(execution, refreshToken);
  });
});

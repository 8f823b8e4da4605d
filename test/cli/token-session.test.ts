/** `postsmith token` for a person: against an authorization server that rotates refresh tokens. */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeTokenFile } from '../../src/session/token-file.ts';
import { startPersonServer, type PersonServer } from '../session/authorization-server.ts';
import { journey, settingsOf } from '../session/journey.ts';
import { createPersonProject, FULL_SCOPE, type PersonProject } from './person-project.ts';

const ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Courses',
  variables: {
    host: '', client_id: '', access_token: secret(), refresh_token: secret(), expires: '', scope: '',
    access_token_for: '', service_client_id: '', client_secret: secret(),
  },
});
`;

let server: PersonServer;
let project: PersonProject;
beforeAll(async () => {
  server = await startPersonServer();
  project = await createPersonProject(server);
  await project.write('environments/courses.ts', ENVIRONMENT);
});
afterAll(async () => {
  await server.close();
  await project.remove();
});
beforeEach(async () => {
  server.tokenRequests.length = 0;
  server.delay = 0;
  server.tokenAnswer = undefined;
  await rm(join(project.folder, '.postsmith'), { recursive: true, force: true });
});

const placeOf = () => ({ root: project.folder, collection: 'courses', environment: 'courses' });
const cacheFile = () => join(project.folder, '.postsmith', 'cache', 'courses', 'courses.json');

/** A person's tokens, which nobody has kept. */
const signIn = async () => {
  const parameters = { authorizationParameters: { prompt: 'consent' } };
  const settings = settingsOf(server, parameters, { scope: FULL_SCOPE });
  const { tokens } = await journey(server, settings);
  server.tokenRequests.length = 0;
  return { tokens, settings };
};

/** A session, as `postsmith login` leaves it. */
const session = async (change: Readonly<Record<string, string>> = {}) => {
  const { tokens, settings } = await signIn();
  const { tokenEndpoint, clientId } = settings;
  writeTokenFile(placeOf(), { ...tokens, ...change, tokenEndpoint, clientId, loggedInAt: new Date() });
  return tokens;
};

const ended = { expires: '1700000000' };
const statuses = (): readonly number[] => server.tokenRequests.map(({ status }) => status);

describe('the session of a login', () => {
  test('gives its token as long as it lives, without a request or a word', async () => {
    const { accessToken, expires } = await session();
    expect(await project.command('token')).toEqual({ code: 0, stdout: `${accessToken}\n`, stderr: '' });
    const { stdout } = await project.command('token', ['--json']);
    expect(JSON.parse(stdout)).toEqual({
      token_type: 'Bearer',
      access_token: accessToken,
      expires_at: Number(expires),
      scope: FULL_SCOPE,
    });
    expect(statuses()).toEqual([]);
  });

  test('is renewed once however many ask, and the rotated refresh token is put back', async () => {
    const { refreshToken: first } = await session(ended);
    server.delay = 500;
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => project.command('token')));
    const { accessToken = '', refreshToken: second = '' } = await project.readTokens();
    expect(all.map(({ code, stdout }) => [code, stdout])).toEqual(all.map(() => [0, `${accessToken}\n`]));
    expect(statuses()).toEqual([200]);
    expect(second).not.toBe(first);
    for (const { stdout, stderr } of all) {
      for (const secret of [first, second]) expect(stdout + stderr).not.toContain(secret);
      expect(stderr).not.toContain(accessToken);
    }
  });

  test('is renewed once for all that want a fresh one at the same time', async () => {
    await session();
    server.delay = 3000;
    const all = await Promise.all([1, 2, 3].map(() => project.command('token', ['--fresh'])));
    const { accessToken = '' } = await project.readTokens();
    expect(all.map(({ code, stdout }) => [code, stdout])).toEqual(all.map(() => [0, `${accessToken}\n`]));
    expect(statuses()).toEqual([200]);
  });

  test('is renewed with --fresh; one without a refresh token can not be', async () => {
    const { accessToken } = await session();
    const fresh = await project.command('token', ['--fresh']);
    expect(fresh.code).toBe(0);
    expect(fresh.stdout.trim()).not.toBe(accessToken);
    await project.writeTokens({ refreshToken: '' });
    const { code, stdout, stderr } = await project.command('token', ['--fresh']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('The session has no refresh token');
    expect(statuses()).toEqual([200]);
  });

  test('that is renewed while the program is ended keeps what the server gave', async () => {
    const { refreshToken: first } = await session(ended);
    server.delay = 1500;
    const killed = await project.program('token', [], { onTalk: onceAsked((kill) => kill('SIGINT')) });
    expect({ code: killed.code, stdout: killed.stdout }).toEqual({ code: 130, stdout: '' });
    expect(statuses()).toEqual([200]);
    expect((await project.readTokens())['refreshToken']).not.toBe(first);
  });

  test('that the server renews no more gives no token, and says why', async () => {
    await session({ ...ended, refreshToken: 'somebody-revoked-this-refresh-token' });
    const { code, stdout, stderr } = await project.command('token');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('invalid_grant');
    expect(stderr).not.toContain('somebody-revoked');
  });

  test('is missing where nobody has signed in, and the ways out are named', async () => {
    const { code, stdout, stderr } = await project.command('token');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('  log in: postsmith login courses -e courses\n');
  });
});

/** Acts once the token endpoint has been asked. */
const onceAsked = (act: (kill: (signal: NodeJS.Signals) => void) => void) => {
  let timer: NodeJS.Timeout | undefined;
  return (_talk: string, kill: (signal: NodeJS.Signals) => void): void => {
    timer ??= setInterval(() => {
      if (statuses().length === 0) return;
      clearInterval(timer);
      act(kill);
    }, 20);
  };
};

/** What an authorization server says. */
const answer = (fields: object) => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify({ access_token: `token-${Math.random()}`, token_type: 'Bearer', ...fields }),
});

describe('without a session', () => {
  test('a refresh token of the process environment serves, and what it is rotated to is kept', async () => {
    const { refreshToken } = (await signIn()).tokens;
    const environment = { REFRESH_TOKEN: refreshToken };
    const first = await project.command('token', [], { environment });
    expect(first.code).toBe(0);
    const cached = await project.command('token', [], { environment });
    expect(cached).toEqual({ code: 0, stdout: first.stdout, stderr: '' });
    const fresh = await project.command('token', ['--fresh'], { environment });
    expect(fresh.code).toBe(0);
    expect(fresh.stdout).not.toBe(first.stdout);
    expect(statuses()).toEqual([200, 200]);
    for (const { stdout, stderr } of [first, fresh]) expect(stdout + stderr).not.toContain(refreshToken);
  });

  test('a rotated refresh token is kept also where the program is ended meanwhile', async () => {
    const { refreshToken } = (await signIn()).tokens;
    server.delay = 1500;
    const environment = { REFRESH_TOKEN: refreshToken };
    const killed = await project.program('token', [], {
      environment,
      onTalk: onceAsked((kill) => kill('SIGTERM')),
    });
    expect({ code: killed.code, stdout: killed.stdout }).toEqual({ code: 143, stdout: '' });
    server.delay = 0;
    expect((await project.command('token', [], { environment })).code).toBe(0);
    expect(statuses()).toEqual([200]);
  });

  test('an access token of the process environment is the one, while it may live', async () => {
    const environment = { ACCESS_TOKEN: 'put-there-by-hand' };
    const { code, stdout } = await project.command('token', ['--json'], { environment });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      access_token: 'put-there-by-hand',
      expires_at: null,
      scope: null,
    });
    const late = await project.command('token', [], {
      environment: { ...environment, EXPIRES: '1700000000' },
    });
    expect({ code: late.code, stdout: late.stdout }).toEqual({ code: 2, stdout: '' });
  });

  const service = { SERVICE_CLIENT_ID: 'robot', CLIENT_SECRET: 'a-secret-of-the-robot' };
  test('a client that acts without a person gets one, for each secret another', async () => {
    server.tokenAnswer = answer({ expires_in: 600 });
    const first = await project.command('token', [], { environment: service });
    expect(first.code).toBe(0);
    server.tokenAnswer = answer({ expires_in: 600 });
    const same = await project.command('token', [], { environment: service });
    expect(same.stdout).toBe(first.stdout);
    const environment = { ...service, CLIENT_SECRET: 'another-secret-of-it' };
    const other = await project.command('token', [], { environment });
    expect(other.code).toBe(0);
    expect(other.stdout).not.toBe(first.stdout);
    const text = await readFile(cacheFile(), 'utf8');
    for (const secret of ['a-secret-of-the-robot', 'another-secret-of-it', 'robot']) {
      expect(text).not.toContain(secret);
      expect(first.stderr + other.stderr).not.toContain(secret);
    }
  });

  test.each([
    ['is kept for the declared lifetime where the server says nothing', {}, 3600, true],
    ['is kept for as long as the server says', { expires_in: 40 }, 40, true],
    ['is asked for anew where too little of its life is left', { expires_in: 1 }, 1, false],
  ])('a token %s', async (_what, fields, lifetime, isKept) => {
    const startedAt = Math.floor(Date.now() / 1000);
    server.tokenAnswer = answer(fields);
    const first = await project.command('token', ['--json'], { environment: service });
    const { expires_at: end, access_token: token } = Object(JSON.parse(first.stdout)) as Record<
      string,
      unknown
    >;
    expect(Number(end) - startedAt).toBeGreaterThanOrEqual(lifetime);
    expect(Number(end)).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000) + lifetime);
    if (!isKept) await new Promise((resolve) => setTimeout(resolve, 1000));
    server.tokenAnswer = answer({ expires_in: 600 });
    const { stdout } = await project.command('token', [], { environment: service });
    expect(stdout === `${String(token)}\n`).toBe(isKept);
  });
});

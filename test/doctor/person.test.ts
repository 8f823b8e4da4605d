/** The login of a collection for which a person signs in: nothing of theirs is lost. */

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeTokenFile } from '../../src/session/token-file.ts';
import { execute } from '../cli/execute.ts';
import { createPersonProject, FULL_SCOPE, type PersonProject } from '../cli/person-project.ts';
import { startPersonServer, type PersonServer } from '../session/authorization-server.ts';
import { journey, settingsOf } from '../session/journey.ts';
import { diagnosisOf } from './patient.ts';

let server: PersonServer;
let project: PersonProject;
beforeAll(async () => {
  server = await startPersonServer();
  project = await createPersonProject(server);
  await rm(join(project.folder, 'collections', 'orders.ts'));
});
afterAll(async () => {
  await server.close();
  await project.remove();
});
beforeEach(async () => {
  await rm(project.tokenFile, { force: true });
});

const examine = async (environment: Readonly<Record<string, string>> = {}) =>
  diagnosisOf(
    await execute(['doctor', 'courses', '-e', 'courses', '--json', '--ca', server.caFile], {
      folder: project.folder,
      environment,
    }),
  );

/** A person signs in; `expires` in place of the time at which the access token ends. */
const signIn = async (expires?: string) => {
  const settings = settingsOf(
    server,
    { authorizationParameters: { prompt: 'consent' } },
    { scope: FULL_SCOPE },
  );
  const { tokens } = await journey(server, settings);
  const { tokenEndpoint, clientId } = settings;
  const stored = { ...tokens, ...(expires !== undefined && { expires }) };
  const place = { root: project.folder, collection: 'courses', environment: 'courses' };
  writeTokenFile(place, { ...stored, tokenEndpoint, clientId, loggedInAt: new Date() });
  server.tokenRequests.length = 0;
  return stored;
};

test('without a session, what can be checked is checked, and it says how to sign in', async () => {
  const { code, step } = await examine();
  expect(code).toBe(0);
  expect(step('network')?.outcome).toBe('ok');
  expect(step('metadata')).toMatchObject({ outcome: 'ok' });
  expect(step('token')).toMatchObject({
    outcome: 'skipped',
    message: 'A person must sign in: postsmith login courses -e courses.',
  });
  expect(step('request')?.outcome).toBe('skipped');
});

test('a session that lives is used as it is: no token is asked for, none is changed', async () => {
  const { accessToken, refreshToken } = await signIn();
  const before = await project.readTokens();
  const { code, step, stdout, stderr } = await examine();
  expect(code).toBe(0);
  expect(step('token')?.message).toBe('A token that is at hand still lives, so none was asked for.');
  expect(step('request')).toMatchObject({
    outcome: 'ok',
    details: { request: 'Courses › List', status: 200 },
  });
  expect(server.tokenRequests).toEqual([]);
  expect(await project.readTokens()).toEqual(before);
  for (const token of [accessToken, refreshToken]) expect(stdout + stderr).not.toContain(token);
});

test('a session that has ended is renewed, and the refresh token that comes is put back', async () => {
  const { refreshToken: first } = await signIn('1700000000');
  const { code, step, stdout } = await examine();
  expect(code).toBe(0);
  expect(step('token')?.outcome).toBe('ok');
  expect(server.tokenRequests).toEqual([{ grant: 'refresh_token', status: 200 }]);
  const { refreshToken: second = '' } = await project.readTokens();
  expect(second).not.toBe(first);
  for (const token of [first, second]) expect(stdout).not.toContain(token);
  // It serves the next time.
  await project.writeTokens({ expires: '1700000000' });
  expect((await examine()).code).toBe(0);
});

test('a session that is about to end is renewed as well', async () => {
  const { refreshToken: first } = await signIn(String(Math.floor(Date.now() / 1000) + 20));
  expect((await examine()).code).toBe(0);
  expect(server.tokenRequests).toEqual([{ grant: 'refresh_token', status: 200 }]);
  expect((await project.readTokens())['refreshToken']).not.toBe(first);
});

test('renewed tokens that cannot be kept are told of', async () => {
  await signIn('1700000000');
  server.delay = 1000;
  try {
    const examining = examine();
    while (server.tokenRequests.length === 0) await setTimeout(20);
    // What is a folder now, no file can take the place of.
    await rm(project.tokenFile);
    await mkdir(join(project.tokenFile, 'x'), { recursive: true });
    const { code, stderr } = await examining;
    expect(code).toBe(0);
    expect(stderr).toContain(
      'Warning: Renewed tokens could not be kept, so sign in again before the next run. ',
    );
  } finally {
    server.delay = 0;
    await rm(project.tokenFile, { recursive: true, force: true });
  }
});

test('a session without a refresh token serves while it lives', async () => {
  await signIn();
  await project.writeTokens({ refreshToken: '' });
  const { code, step } = await examine();
  expect(code).toBe(0);
  expect(step('request')?.outcome).toBe('ok');
});

test('a session whose refresh token is used up is told so', async () => {
  await signIn('1700000000');
  await project.writeTokens({ refreshToken: 'a-refresh-token-that-nobody-knows' });
  const { code, first, stdout } = await examine();
  expect(code).toBe(1);
  expect(first).toMatchObject({ step: 'token', cause: 'refresh-token' });
  expect(stdout).not.toContain('a-refresh-token-that-nobody-knows');
});

test('a refresh token of the process environment is not spent', async () => {
  const { refreshToken } = await signIn();
  const { code, step } = await examine({ REFRESH_TOKEN: refreshToken });
  expect(code).toBe(0);
  expect(step('token')).toMatchObject({ outcome: 'skipped' });
  expect(step('token')?.message).toContain('The refresh token in "refresh_token" was not used');
  expect(server.tokenRequests).toEqual([]);
});

/** `postsmith login` and `postsmith run` for a collection in which two people's logins meet. */

import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPersonServer, type PersonServer } from '../session/authorization-server.ts';
import { visit } from '../session/person.ts';
import { createPersonProject, logInWith, type PersonProject } from './person-project.ts';

const COLLECTION = `
import { asIdentity, authorizationCode, defineCollection, folder, get, none, post } from 'postsmith';

const as = (identity: string, scope: string) => asIdentity(identity, authorizationCode({
  authorizationEndpoint: 'https://{{host}}/auth',
  tokenEndpoint: 'https://{{host}}/token',
  issuer: 'https://{{host}}',
  scope: \`openid \${scope} offline_access\`,
  authorizationParameters: { prompt: 'consent' },
  clientAuthentication: none(),
}), { shared: ['client_id'] });

export default defineCollection({
  name: 'Courses',
  items: [
    folder('Reading', [get({ name: 'List', url: 'https://{{host}}/api/courses' })], { authorization: as('reader', 'courses:read') }),
    folder('Writing', [post({ name: 'Create', url: 'https://{{host}}/api/courses', body: { json: {} } })], { authorization: as('writer', 'courses:write') }),
  ],
});
`;

const ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Courses',
  variables: { host: '', client_id: '', reader_refresh_token: secret(), writer_refresh_token: secret() },
});
`;

let server: PersonServer;
let project: PersonProject;
beforeAll(async () => {
  server = await startPersonServer();
  project = await createPersonProject(server);
  await rm(join(project.folder, 'collections', 'orders.ts'));
  await project.write('collections/courses.ts', COLLECTION);
  await project.write('environments/courses.ts', ENVIRONMENT);
});
afterAll(async () => {
  await server.close();
  await project.remove();
});

const folder = () => join(project.folder, '.postsmith', 'tokens', 'courses');
const tokensOf = async (identity: string): Promise<Record<string, string>> =>
  JSON.parse(await readFile(join(folder(), `courses.${identity}.json`), 'utf8')) as Record<string, string>;
const signInAs = (identity: string) =>
  logInWith(project, (url) => visit(url, { caFile: server.caFile }), ['--identity', identity]);

test.each([
  [[], 'Courses has several identities; say for which one to sign in, with --identity and one of:'],
  [['--identity', 'boss'], 'Courses has no identity ‘boss’ for which a person signs in. There are:'],
])('login with %j says who there is', async (parameters, message) => {
  const { code, stderr } = await project.command('login', ['--no-browser', ...parameters]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${message}\n  reader\n  writer\n`);
});

test('a session for each identity; a run takes them all, and says who is missing', async () => {
  expect((await signInAs('reader')).code).toBe(0);
  const lacking = await project.command('run');
  expect(lacking.code).toBe(2);
  expect(lacking.stderr).toContain('log in: postsmith login courses -e courses --identity writer');
  expect(server.accepted).toEqual([]);

  const part = await project.command('run', ['--folder', 'Reading']);
  expect(part.stderr).not.toContain('writer');
  expect(part.code).toBe(0);
  expect(server.accepted.splice(0)).toEqual([(await tokensOf('reader'))['accessToken']]);

  expect((await signInAs('writer')).code).toBe(0);
  expect((await readdir(folder())).sort()).toEqual(['courses.reader.json', 'courses.writer.json']);
  const [reader, writer] = [await tokensOf('reader'), await tokensOf('writer')];
  expect(reader['scope']).toContain('courses:read');
  expect(writer['scope']).toContain('courses:write');
  const run = await project.command('run');
  expect(run.stderr).toContain('reader_access_token');
  expect(run.stderr).toContain('writer_access_token');
  expect(run.code).toBe(0);
  expect(server.accepted).toEqual([reader['accessToken'], writer['accessToken']]);
});

test('renewed tokens go back to the session that they belong to', async () => {
  const before = await tokensOf('writer');
  const file = join(folder(), 'courses.reader.json');
  const reader = await tokensOf('reader');
  await project.write(
    file.slice(project.folder.length + 1),
    JSON.stringify({ ...reader, expires: '1700000000' }),
  );
  expect((await project.command('run')).code).toBe(0);
  const after = await tokensOf('reader');
  expect(after['refreshToken']).not.toBe(reader['refreshToken']);
  expect(await tokensOf('writer')).toEqual(before);
});

test('forgets one of them with --forget', async () => {
  const { code, stderr } = await project.command('login', ['--identity', 'reader', '--forget']);
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('courses.reader.json') });
  expect(await readdir(folder())).toEqual(['courses.writer.json']);
});

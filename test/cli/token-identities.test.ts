/** `postsmith token` in a collection of several identities, each with a header of its own. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPersonServer, type PersonServer } from '../session/authorization-server.ts';
import { execute } from './execute.ts';
import { createPersonProject, type PersonProject } from './person-project.ts';

const ROBOTS = `
import { asIdentity, clientCredentials, clientSecretPost, defineCollection, folder, get } from 'postsmith';

const as = (identity, header) => asIdentity(identity, clientCredentials({
  tokenEndpoint: 'https://{{host}}/token',
  clientAuthentication: clientSecretPost(),
  ...(header && { header }),
}));

export default defineCollection({
  name: 'Robots',
  items: [
    folder('Reading', [get({ name: 'Read', url: 'https://{{host}}/api/' })], { authorization: as('reader', { name: 'X-Token' }) }),
    folder('Writing', [get({ name: 'Write', url: 'https://{{host}}/api/' })], { authorization: as('writer', { name: 'Authorization', prefix: 'Token' }) }),
  ],
});
`;

const ROBOTS_ENVIRONMENT = `
import { defineEnvironment, secret } from 'postsmith';

export default defineEnvironment({
  name: 'Robots',
  variables: {
    host: '', reader_client_id: 'reading', reader_client_secret: secret(),
    writer_client_id: 'writing', writer_client_secret: secret(),
  },
});
`;

let server: PersonServer;
let project: PersonProject;
beforeAll(async () => {
  server = await startPersonServer();
  project = await createPersonProject(server);
  await project.write('collections/robots.ts', ROBOTS);
  await project.write('environments/robots.ts', ROBOTS_ENVIRONMENT);
});
afterAll(async () => {
  await server.close();
  await project.remove();
});

/** What an authorization server says. */
const answer = (fields: object) => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify({ access_token: `token-${Math.random()}`, token_type: 'Bearer', ...fields }),
});

describe('of several identities', () => {
  const secrets = { READER_CLIENT_SECRET: 'a-secret-to-read', WRITER_CLIENT_SECRET: 'a-secret-to-write' };
  const token = (parameters: readonly string[]) =>
    execute(['token', 'robots', '-e', 'robots', '--ca', server.caFile, ...parameters], {
      folder: project.folder,
      environment: secrets,
    });

  test('the one that is named gets its token, in the header that it is declared with', async () => {
    server.tokenAnswer = answer({ access_token: 'of-the-reader', expires_in: 600 });
    const reader = await token(['--identity', 'reader', '--header']);
    expect(reader).toMatchObject({ code: 0, stdout: 'X-Token: of-the-reader\n' });
    server.tokenAnswer = answer({ access_token: 'of-the-writer', expires_in: 600 });
    const writer = await token(['--identity', 'writer', '--header']);
    expect(writer).toMatchObject({ code: 0, stdout: 'Authorization: Token of-the-writer\n' });
    expect((await token(['--identity', 'reader'])).stdout).toBe('of-the-reader\n');
    expect(JSON.parse((await token(['--identity', 'writer', '--json'])).stdout)).toMatchObject({
      token_type: 'Token',
    });
  });

  test('one must be named', async () => {
    const { code, stderr } = await token([]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'Robots has several identities; say whose token you want, with --identity and one of:\n  reader\n  writer\n',
    );
  });
});

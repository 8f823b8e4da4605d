/** `postsmith build` of declarations that discover their endpoints. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPENID, startMetadataServer } from '../sources/metadata-server.ts';
import { startServer } from '../../src/mock/server.ts';
import { execute, executeProgram } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

const server = await startMetadataServer();
let project: SampleProject;
beforeAll(async () => {
  project = await createSampleProject();
  server.answers.set(OPENID, server.metadata(''));
});
afterAll(async () => {
  await server.close();
  await project.remove();
});

const declaration = (issuer: string): string => `
import { clientCredentials, defineCollection, discover, get, privateKeyJwt } from 'postsmith';

export default defineCollection({
  name: 'Orders',
  authorization: clientCredentials({
    ...(await discover('${issuer}')),
    clientAuthentication: privateKeyJwt({ algorithm: 'ES256', audience: 'issuer' }),
  }),
  items: [get({ name: 'List orders', url: 'https://{{host}}/orders/' })],
});
`;

const FILE = 'dist/collections/orders.postman_collection.json';

test('the build asks, and the collection holds the endpoint alone', async () => {
  await project.write('collections/orders.ts', declaration(server.origin));
  const built = await executeProgram(['build'], {
    folder: project.folder,
    environment: { NODE_EXTRA_CA_CERTS: server.authorityFile },
  });
  expect(built).toMatchObject({ code: 0, stderr: '' });
  const collection = await readFile(join(project.folder, FILE), 'utf8');
  expect(collection).toContain(`${server.origin}/token`);
  expect(collection).not.toContain('.well-known');
});

test('a discovery that fails is a problem of its file, listed beside the others', async () => {
  const gone = await startServer();
  await gone.close();
  await project.write('collections/orders.ts', declaration(gone.origin));
  await project.write('collections/broken.ts', 'export default 7;');
  const { code, stdout, stderr } = await execute(['build'], { folder: project.folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const host = gone.origin.slice('https://'.length);
  expect(stderr).toContain("This project can't be built: 2 problems.\n");
  expect(stderr).toContain(
    `  collections/orders.ts:7: discover("${gone.origin}"): ${host} could not be reached (ECONNREFUSED).\n`,
  );
});

/** OpenID Connect in a document: its server says where people log in, while the collection is built. */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type LoopbackServer } from '../../../src/mock/server.ts';
import { executeProgram } from '../../cli/execute.ts';

let folder: string;
let server: LoopbackServer;
/** What the server's metadata lacks. */
let without: string;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'postsmith-open-id-')));
  server = await startServer();
  const { origin } = server;
  server.handle(async ({ url }, response) => {
    const metadata = {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/jwks`,
    };
    const isThere = url === '/.well-known/openid-configuration';
    response.writeHead(isThere ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify(Object.fromEntries(Object.entries(metadata).filter(([name]) => name !== without))),
    );
  });
  for (const name of ['collections', 'environments']) mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, 'api.json'),
    JSON.stringify({
      openapi: '3.0.3',
      info: { title: 'A', version: '1' },
      paths: { '/a': { get: { security: [{ oidc: ['read'] }], responses: {} } } },
      components: {
        securitySchemes: {
          oidc: { type: 'openIdConnect', openIdConnectUrl: `${origin}/.well-known/openid-configuration` },
        },
      },
    }),
  );
  writeFileSync(
    join(folder, 'collections/a.ts'),
    `import { defineCollection } from 'postsmith';
import { fromOpenAPI } from 'postsmith/openapi';
export default defineCollection({ ...(await fromOpenAPI('../api.json')) });`,
  );
  const names = ['base_url', 'client_id', 'client_secret', 'refresh_token', 'oidc_token'];
  writeFileSync(
    join(folder, 'environments/a.ts'),
    `import { defineEnvironment, secret } from 'postsmith';
export default defineEnvironment({ name: 'A', variables: { ${names.map((name) => `${name}: secret()`).join(', ')} } });`,
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const built = async (trusts: boolean) => {
  const environment = trusts ? { NODE_EXTRA_CA_CERTS: server.authorityFile } : {};
  const { code, stderr } = await executeProgram(['build'], { folder, environment });
  if (code !== 0) throw new Error(stderr);
  const text = readFileSync(join(folder, 'dist/collections/a.postman_collection.json'), 'utf8');
  return { auth: JSON.stringify(JSON.parse(text).auth), text, stderr };
};

test('people log in where the server says', async () => {
  without = '';
  const { auth } = await built(true);
  expect(auth).toContain('"oauth2"');
  expect(auth).toContain(`${server.origin}/authorize`);
  expect(auth).toContain('openid read');
});

test('a server without a page for people logs in machines', async () => {
  without = 'authorization_endpoint';
  const { auth, text } = await built(true);
  expect(auth).toContain('"bearer"');
  expect(text).toContain(`${server.origin}/token`);
});

test('a server that can’t be asked is told, and people put a token into a variable', async () => {
  without = '';
  const { auth, stderr } = await built(false);
  expect(auth).toContain('{{oidc_token}}');
  expect(stderr).toContain('Not carried over: api.json #/paths/~1a/get/security: oidc: discover(');
  expect(stderr).toContain('the variable oidc_token is sent for it.');
});

/**
 * A server that names every variable in all that it writes gets none of them: the login keeps nothing that would expand, and
 * neither does a script that uses `keep`. Built as a project is, and run by every engine.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redactReport } from '../../src/report/redact-report.ts';
import { Redactor } from '../../src/report/redact.ts';
import { buildProject } from '../../src/build/build.ts';
import { loadEngine } from '../../src/engines/load-engine.ts';
import type { EngineName } from '../../src/engines/engine.ts';
import { temporaryProject } from '../bundle/temporary-project.ts';
import { ecKey, pem } from './bundles.ts';
import { HostileResponses, leaksIn, withoutAuthentication, withoutToken } from './hostile-responses.ts';
import { enginesHere, headerOf, startLoginServer, type LoginServer } from './login-server.ts';

const secrets: Readonly<Record<string, string>> = {
  client_private_key: pem(ecKey()),
  client_secret: 'planted/client+secret of 1',
  service_client_secret: 'planted/service+secret of 2',
  refresh_token: 'planted-refresh-token-of-3',
  other_secret: 'planted "other" secret of 4',
};

/** What of the environment a server may try to get. */
const names = [...Object.keys(secrets), 'access_token', 'expires', 'access_token_for'];

const project = temporaryProject('postsmith-hostile-');
const ROUNDS = 14;

const authorizations = {
  secret: 'clientCredentials({ tokenEndpoint, scope, clientAuthentication: clientSecretBasic() })',
  key: `clientCredentials({ tokenEndpoint, scope, clientAuthentication: privateKeyJwt({ algorithm: 'ES256' }), variables: { assertion: 'jwt_signed' } })`,
  refresh: 'refreshToken({ tokenEndpoint, scope, clientAuthentication: clientSecretPost() })',
  code: `authorizationCode({
    tokenEndpoint, scope, authorizationEndpoint: tokenEndpoint, clientAuthentication: clientSecretPost(),
    serviceClient: { clientId: 'service_client_id', clientAuthentication: clientSecretBasic({ clientSecret: 'service_client_secret' }) },
  })`,
};

const collectionFile = (name: string, authorization: string, script: string) => `
  import {
    authorizationCode, clientCredentials, clientSecretBasic, clientSecretPost, defineCollection, folder, get, post,
    privateKeyJwt, refreshToken,
  } from 'postsmith';
  const tokenEndpoint = 'https://{{host}}/token';
  const scope = 'a b';
  const round = (_: undefined, at: number) => folder('Round ' + at, [
    get({ name: 'Read', url: 'https://{{host}}/things', scripts: { postResponse: [${JSON.stringify(script)}] } }),
    post({
      name: 'Send', url: 'https://{{host}}/things/{{thing_id}}',
      query: [{ name: 'pair', value: '{{left}}{{right}}' }],
      headers: [{ name: 'X-Pair', value: '{{left}}{{right}}' }, { name: 'X-Next', value: 'a{{next}}' }],
      body: { text: '{"id": "{{thing_id}}", "pair": "{{left}}{{right}}", "settings": {{settings}}, "next": [{{next}}{{left}}], "wrapped": {{{left}}}}', mediaType: 'application/json' },
    }),
  ]);
  export default defineCollection({ name: ${JSON.stringify(name)}, authorization: ${authorization}, items: Array.from({ length: ${ROUNDS} }, round) });`;

const storeScript = (imports: string) => `
  ${imports}
  interface Thing { readonly id: string; readonly left: string; readonly right: string; readonly settings: object }
  const thing = pm.response.json<Thing>();
  keep('thing_id', thing.id);
  keep('left', thing.left);
  keep('right', thing.right);
  keep('next', pm.response.headers.get('X-Next'));
  keepJson('settings', thing.settings);
`;

/** What a script did before there was \`keep\`. */
const careless = `
  const keep = (name: string, value: unknown) => pm.environment.set(name, String(value));
  const keepJson = (name: string, value: unknown) => pm.environment.set(name, JSON.stringify(value));
  pm.environment.set('thing_id', ''); pm.environment.set('left', ''); pm.environment.set('right', '');
  pm.environment.set('next', ''); pm.environment.set('settings', '');
`;

const collections = new Map<string, string>();
let server: LoginServer;

beforeAll(async () => {
  server = await startLoginServer();
  const files = Object.entries({ ...authorizations, careless: authorizations.secret }).map(
    ([name, authorization]) => [
      `collections/${name}.ts`,
      collectionFile(name, authorization, name === 'careless' ? 'store-careless' : 'store'),
    ],
  );
  project.write({
    ...Object.fromEntries(files),
    'environments/all.ts': `import { defineEnvironment, secret } from 'postsmith';
      export default defineEnvironment({ name: 'All', variables: {
        host: '', client_id: 'me', client_secret: secret(), client_private_key: secret(), refresh_token: secret(),
        service_client_id: 'robot', service_client_secret: secret(), other_secret: secret() } });`,
    'scripts/post-response/store.ts': storeScript(`import { keep, keepJson } from 'postsmith/sandbox';`),
    'scripts/post-response/store-careless.ts': storeScript(careless),
  });
  const { collections: built } = await buildProject(project.root);
  for (const { slug, artifact } of built) collections.set(slug, artifact.content);
});
afterAll(() => {
  server.close();
  project.remove();
});

/** Each token is good for its first request alone, so that every second one renews it. */
const playHostile = (isDead: (body: string) => boolean = () => false): void => {
  const hostile = new HostileResponses(names);
  const seen = new Set<string>();
  let tokens = 0;
  server.play(
    ({ path, body }) => {
      tokens += 1;
      if (tokens === 5 && !path.includes('?')) return hostile.redirect('/token?');
      if (isDead(body)) return hostile.error('invalid_grant');
      return tokens > ROUNDS - 5 ? hostile.error() : hostile.token(`issued-token-${tokens}-of-the-test`);
    },
    (request) => {
      if (request.path.startsWith('/moved/')) return hostile.thing();
      const token = headerOf(request, 'authorization');
      const isNew = !seen.has(token);
      seen.add(token);
      if (!isNew) return hostile.rejected();
      return request.path === '/things' && seen.size % 3 === 0 ? hostile.redirect() : hostile.thing();
    },
  );
};

const runOn = async (engineName: EngineName, slug: string) => {
  const engine = await loadEngine(engineName);
  const values = { host: server.host, client_id: 'me', service_client_id: 'robot', ...secrets };
  return engine.run({
    collection: collections.get(slug) ?? '',
    environment: {
      id: 'all',
      name: 'All',
      values: Object.entries(values).map(([key, value]) => ({ key, value, type: 'default', enabled: true })),
    },
    caFile: server.caFile,
    requestTimeout: 10_000,
    scriptTimeout: 20_000,
  });
};

const leaks = () => [
  ...server.tokenRequests.flatMap((request) => leaksIn(withoutAuthentication(request, secrets), secrets)),
  ...server.apiRequests.flatMap((request) =>
    leaksIn(withoutToken(request), { ...secrets, access_token: '-of-the-test' }),
  ),
];

describe.each(enginesHere)('on %s', (engine) => {
  // The Postman CLI takes seconds to start, and this one has two grants and both ways to send a secret.
  test.each(engine === 'postman-cli' ? ['code'] : Object.keys(authorizations))(
    'no planted secret reaches the wire with the login of "%s"',
    { timeout: 60_000 },
    async (slug) => {
      playHostile((body) => slug === 'code' && body.includes('refresh_token='));
      const shown = JSON.stringify(redactReport(await runOn(engine, slug), new Redactor()));
      expect(leaks()).toEqual([]);
      // All this happened: tokens were renewed, things were read, and requests were made of what was kept.
      expect(server.tokenRequests.length).toBeGreaterThan(ROUNDS / 2);
      expect(server.apiRequests.filter(({ path }) => path.startsWith('/things/')).length).toBeGreaterThan(3);
      expect(shown).toContain('was not kept');
      expect(shown).toContain('Login failed: HTTP 400');
      for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
    },
  );
});

test('the same server gets secrets from a script that keeps what it says as it is', async () => {
  playHostile();
  await runOn('newman', 'careless');
  expect(new Set(leaks()).size).toBeGreaterThan(3);
});

/** Several identities in one collection: on the mock that demands what is declared, and on a server that only takes notes. */

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bundleScripts } from '../../src/build/script-bundles.ts';
import { emitCollection } from '../../src/emit/collection.ts';
import { indexCollection } from '../../src/format/read-collection.ts';
import { selectRequests } from '../../src/run/select-requests.ts';
import type { Engine, EngineInput } from '../../src/engines/engine.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { postmanCliEngine } from '../../src/engines/postman-cli.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import type { PostmanEnvironment } from '../../src/format/environment.ts';
import { pooledKeyPair } from '../../src/mock/key-pool.ts';
import { identitiesOf, identityName } from '../../src/model/identities.ts';
import { verifyCollection } from '../../src/verify/verify-collection.ts';
import { verifyPositive } from '../../src/verify/positive.ts';
import { planOf } from './plan-of.ts';
import { roles } from './roles.ts';

const engines: readonly Engine[] = [
  newmanEngine,
  runtimeEngine,
  ...(process.env['POSTMAN_CLI'] === undefined ? [] : [postmanCliEngine]),
];

const runOf = (at: number, engine: Engine = newmanEngine) => ({
  plan: planOf(roles(), undefined, at),
  engine,
  signal: new AbortController().signal,
  onSecret: () => {},
  onHeld: () => {},
});

const listeners = { onRequest: () => {}, onCheck: () => {} };

describe('verify', () => {
  test.each(identitiesOf(roles()).map((identity, at) => [identityName(identity), at] as const))(
    'holds for the %s, whose login is made to fail and to survive',
    async (name, at) => {
      const { failures, tokens, checks } = await verifyCollection(runOf(at), listeners);
      expect(failures).toEqual([]);
      expect(tokens).toBe(3);
      expect(checks.map((check) => check.name)).toContain(
        name === 'auditor'
          ? 'With a wrong key nothing is sent'
          : 'With a wrong client secret nothing is sent',
      );
    },
  );

  test('is red where a request is sent as another identity than is declared', async () => {
    const run = runOf(0);
    const plan = {
      ...run.plan,
      emit: async (declaration: ReturnType<typeof roles>) =>
        (await run.plan.emit(declaration)).replaceAll('{{editor_access_token}}', '{{auditor_access_token}}'),
    };
    const { failures } = await verifyPositive({ ...run, plan }, () => {});
    expect(failures).toContainEqual(
      expect.objectContaining({ source: 'The API knows GET /drafts-of-the-editor' }),
    );
  });

  test('is red where a public request carries a token', async () => {
    const run = runOf(0);
    const plan = {
      ...run.plan,
      emit: async (declaration: ReturnType<typeof roles>) =>
        (await run.plan.emit(declaration)).replaceAll('"auth":{"type":"noauth"},', ''),
    };
    const { failures } = await verifyPositive({ ...run, plan }, () => {});
    expect(failures).toContainEqual(
      expect.objectContaining({
        message:
          'The mock responded with 400: GET /status-of-nobody: an Authorization header came, and none is declared',
      }),
    );
  });
});

/** What came: who asked for a token, and as whom each path was asked for. */
interface Notes {
  readonly tokens: string[];
  readonly requests: [path: string, as: string][];
}

let server: Server;
let notes: Notes;
let collection: string;
let environment: PostmanEnvironment;

const clientOf = (authorization: string | undefined, form: URLSearchParams): string => {
  const assertion = form.get('client_assertion');
  if (assertion !== null)
    return JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()).iss;
  const basic = Buffer.from((authorization ?? '').replace('Basic ', ''), 'base64').toString();
  return form.get('client_id') ?? basic.split(':')[0] ?? '';
};

beforeAll(async () => {
  server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const { authorization = 'nothing', 'x-key': key } = request.headers;
      response.setHeader('Content-Type', 'application/json');
      if (request.url === '/token') {
        const client = clientOf(authorization, new URLSearchParams(body));
        notes.tokens.push(client);
        response.end(
          JSON.stringify({ access_token: `token-of-${client}`, token_type: 'Bearer', expires_in: 3600 }),
        );
        return;
      }
      notes.requests.push([request.url ?? '', String(key ?? authorization)]);
      response.end('{}');
    })();
  });
  await once(server.listen(0, 'localhost'), 'listening');
  const declaration = roles('http://localhost:{{port}}');
  const source = { slug: 'roles', file: 'collections/roles.ts', declaration };
  const scripts = (await bundleScripts(process.cwd(), [source])).get(source);
  if (scripts === undefined) throw new Error('no scripts');
  collection = JSON.stringify(emitCollection(declaration, 'roles', scripts.texts));
  const { privateKey } = await pooledKeyPair('ES256', 1);
  // A server that listens on a port has an address of that kind.
  const { port } = server.address() as AddressInfo;
  const values = {
    port: String(port),
    admin_client_id: 'admin',
    admin_client_secret: 'secret-of-the-admin',
    editor_client_id: 'editor',
    editor_client_secret: 'secret-of-the-editor',
    auditor_client_id: 'auditor',
    auditor_client_private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    user: 'me',
    password: 'pass',
    api_key: 'the key',
  };
  environment = {
    id: 'roles',
    name: 'Roles',
    values: Object.entries(values).map(([key, value]) => ({ key, value, type: 'default', enabled: true })),
  };
});
afterAll(async () => {
  server.closeAllConnections();
  await once(server.close(), 'close');
});
beforeEach(() => {
  notes = { tokens: [], requests: [] };
});

const as = (path: string): string => {
  if (path === '/basic') return `Basic ${Buffer.from('me:pass').toString('base64')}`;
  if (path === '/key') return 'the key';
  const who = path.split('-').at(-1) ?? '';
  return who === 'nobody' ? 'nothing' : `Bearer token-of-${who}`;
};

const idsIn = (folder: string): ReadonlySet<string> =>
  new Set(
    selectRequests(indexCollection(collection), { folders: [folder], requests: [], isSafe: false }).map(
      ({ id = '' }) => id,
    ),
  );

const run = (engine: Engine, more: Partial<EngineInput> = {}) =>
  engine.run({ collection, environment, requestTimeout: 10_000, scriptTimeout: 10_000, ...more });

const expectRightTokens = (...wanted: readonly string[]): void => {
  for (const [path, sent] of notes.requests) expect([path, sent]).toEqual([path, as(path)]);
  expect([...notes.tokens].sort()).toEqual([...wanted].sort());
};

describe.each(engines.map((engine) => [engine.name, engine] as const))('on %s', (_name, engine) => {
  test('each request goes out as the one that it is declared for, with one token request each', async () => {
    const report = await run(engine);
    expect(report.failures).toEqual([]);
    expect(notes.requests).toHaveLength(11);
    expectRightTokens('admin', 'editor', 'auditor');
  });

  // Each run of the CLI takes seconds.
  test.skipIf(engine === postmanCliEngine).each<[string, number, string[]]>([
    ['Admin', 2, ['admin']],
    ['Editor', 3, ['editor', 'auditor']],
    ['Deep', 1, ['editor']],
    ['Auditor', 2, ['auditor', 'admin']],
    ['Public', 2, []],
    ['Basic', 1, []],
  ])('the folder %s alone asks for no token that it does not need', async (folder, count, tokens) => {
    const report = await run(engine, { only: idsIn(folder) });
    expect(report.failures).toEqual([]);
    expect(notes.requests).toHaveLength(count);
    expectRightTokens(...tokens);
  });

  test('in another order, in which a script sends the run, the tokens are right as well', async () => {
    const parsed = JSON.parse(collection) as { item: { event?: object[] }[] };
    const order: Record<string, string> = {
      'Orders of the admin': 'Events of the auditor',
      'Events of the auditor': 'Drafts of the editor',
      'Drafts of the editor': 'Status of nobody',
      'Status of nobody': 'Users of the admin',
      'Users of the admin': 'Log of the auditor',
    };
    const exec = [
      `const next = ${JSON.stringify(order)}[pm.info.requestName];`,
      'pm.execution.setNextRequest(next === undefined ? null : next);',
    ];
    const event = { listen: 'test', script: { exec, type: 'text/javascript' } };
    for (const item of parsed.item) item.event = [...(item.event ?? []), event];
    const report = await run(engine, { collection: JSON.stringify(parsed) });
    expect(report.failures).toEqual([]);
    expect(notes.requests.map(([path]) => path)).toEqual([
      '/orders-of-the-admin',
      '/events-of-the-auditor',
      '/drafts-of-the-editor',
      '/status-of-nobody',
      '/users-of-the-admin',
      '/log-of-the-auditor',
    ]);
    expectRightTokens('admin', 'editor', 'auditor');
  });

  test.skipIf(engine === postmanCliEngine)('runs side by side do not disturb each other', async () => {
    const reports = await Promise.all([run(engine), run(engine), run(engine, { only: idsIn('Editor') })]);
    expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
    expectRightTokens('admin', 'admin', 'editor', 'editor', 'editor', 'auditor', 'auditor', 'auditor');
  });

  test('a login that fails keeps its own requests back, and no others', async () => {
    const values = environment.values.map((value) =>
      value.key === 'editor_client_secret' ? { ...value, value: '' } : value,
    );
    const report = await run(engine, { environment: { ...environment, values } });
    expect(notes.requests.map(([path]) => path)).not.toContain('/drafts-of-the-editor');
    expect(notes.requests).toHaveLength(9);
    expect(report.failures.map(({ path }) => path.at(-1))).toEqual([
      'Drafts of the editor',
      'Notes of the editor',
    ]);
    expectRightTokens('admin', 'auditor');
  });
});

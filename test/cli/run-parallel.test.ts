/** `postsmith run` by several workers, in parts, and again where something failed. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/report/run-report.ts';
import { createApiProject, CLIENT_SECRET, type ApiProject } from './api-project.ts';
import { execute, executeProgram } from './execute.ts';

let project: ApiProject;
beforeAll(async () => {
  project = await createApiProject();
});
afterAll(() => project.remove());
beforeEach(() => {
  project.seen.length = 0;
  project.tokens.length = 0;
  project.failing.clear();
  project.delay = 0;
  project.most();
});

const run = (...parameters: readonly string[]) =>
  execute(['run', 'orders', '-e', 'orders', '--ca', project.caFile, ...parameters], {
    folder: project.folder,
    environment: project.values,
  });

const withReport = async (...parameters: readonly string[]) => {
  const execution = await run('--json', ...parameters);
  // The document that --json promises.
  return { ...execution, report: JSON.parse(execution.stdout) as RunReport };
};

const names = ({ requests }: RunReport): readonly string[] => requests.map(({ path }) => path.at(-1) ?? '');

describe.each(['newman', 'runtime'])('workers on %s', (engine) => {
  test('run each request once, chains in order, with one token, and make one report', async () => {
    project.delay = 30;
    const { code, report } = await withReport('--workers', '4', '--engine', engine);
    expect([code, report.failures]).toEqual([0, []]);
    expect(project.tokens).toHaveLength(1);
    expect(project.seen).toHaveLength(42);
    expect(new Set(project.seen).size).toBe(42);
    expect(project.seen.indexOf('POST /things')).toBeLessThan(project.seen.indexOf('GET /things/thing-1'));
    for (const folder of ['a', 'h']) {
      expect(project.seen.filter((path) => path.startsWith(`GET /${folder}/`))).toEqual(
        [1, 2, 3, 4, 5].map((number) => `GET /${folder}/${number}`),
      );
    }
    expect(project.most()).toBeGreaterThanOrEqual(3);
    expect(new Set(names(report)).size).toBe(42);
    const starts = report.requests.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  });

  test('show in the report the one token request, and neither its secret nor the token', async () => {
    const { report, stdout, stderr } = await withReport('--workers', '2', '--engine', engine);
    const sent = report.requests.flatMap(({ sentByScripts }) => sentByScripts);
    expect(sent.map(({ method, url, status }) => `${method} ${new URL(url).pathname} ${status}`)).toEqual([
      'POST /token 200',
    ]);
    for (const secret of [
      CLIENT_SECRET,
      ...project.tokens,
      Buffer.from(`client:${CLIENT_SECRET}`).toString('base64'),
    ])
      expect(stdout + stderr).not.toContain(secret);
  });

  test('end all at the first failure when they are to bail', async () => {
    project.delay = 20;
    project.failing.set('/b/1', 1);
    const { code, report } = await withReport('--workers', '4', '--engine', engine, '--bail');
    expect(code).toBe(1);
    expect(report.interrupted).toBeUndefined();
    expect(report.failures).toMatchObject([{ path: ['b', 'b1'] }]);
    expect(project.seen.length).toBeLessThan(30);
  });
});

const roleFolder = (name: string): string => `folder('${name}', [
  get({ name: '${name}1', url: 'https://{{host}}/${name}/1' }),
  get({ name: '${name}2', url: 'https://{{host}}/${name}/2', authorization: admin }),
])`;

test('an identity of a single request has its one token as well, before the workers begin', async () => {
  await project.write(
    'collections/roles.ts',
    `
import { asIdentity, clientCredentials, clientSecretBasic, defineCollection, folder, get } from 'postsmith';
const login = clientCredentials({ tokenEndpoint: 'https://{{host}}/token', clientAuthentication: clientSecretBasic() });
const admin = asIdentity('admin', login, { shared: ['client_id', 'client_secret'] });
export default defineCollection({ name: 'Roles', authorization: login, items: [${roleFolder('y')}, ${roleFolder('z')}] });
`,
  );
  const { code } = await execute(['run', 'roles', '-e', 'orders', '--ca', project.caFile, '--workers', '2'], {
    folder: project.folder,
    environment: project.values,
  });
  // A request of the test before may still have been on its way.
  const seen = project.seen.filter((path) => /[yz]/.test(path)).toSorted();
  expect(seen).toEqual(['GET /y/1', 'GET /y/2', 'GET /z/1', 'GET /z/2']);
  expect([code, project.tokens.length]).toEqual([0, 2]);
  await rm(join(project.folder, 'collections/roles.ts'));
});

test('with one unit there is nothing to share out, and the run says so', async () => {
  const { code, stderr } = await run('--workers', '4', '--folder', 'a');
  expect(code).toBe(0);
  expect(stderr).toContain('There is 1 unit for 4 workers. With --unit request, folders are taken apart too');
  await run('--workers', '4', '--folder', 'a', '--unit', 'request');
  expect(project.seen).toHaveLength(10);
});

test('the parts of a run are disjoint, and together they are the whole', async () => {
  const parts: string[] = [];
  for (const part of [1, 2, 3, 4]) {
    const { code, report, stderr } = await withReport('--shard', `${part}/4`);
    expect(code).toBe(0);
    expect(stderr).toMatch(new RegExp(`Part ${part} of 4: \\d+ of 42 requests`));
    parts.push(...names(report));
  }
  expect(parts).toHaveLength(42);
  expect(new Set(parts).size).toBe(42);
  const { report } = await withReport('--shard', '2/4');
  const again = await withReport('--shard', '2/4');
  expect(names(again.report)).toEqual(names(report));
});

test('a part that is empty is green', async () => {
  const { code, stdout } = await run('--folder', 'a', '--shard', '2/2');
  expect([code, stdout]).toEqual([0, expect.stringContaining('Orders')]);
  expect(project.seen).toEqual([]);
});

test('the CI can say which part it is', async () => {
  const { code, stderr } = await execute(
    ['run', 'orders', '-e', 'orders', '--ca', project.caFile, '--shard', 'auto'],
    { folder: project.folder, environment: { ...project.values, CI_NODE_INDEX: '2', CI_NODE_TOTAL: '4' } },
  );
  expect(code).toBe(0);
  expect(stderr).toContain('Part 2 of 4, from CI_NODE_INDEX and CI_NODE_TOTAL: ');
});

describe('what failed', () => {
  test('is sent again at the end, where it changes nothing, and what then passes is green', async () => {
    project.failing.set('/b/2', 2);
    const { code, report } = await withReport('--retries', '2', '--folder', 'b');
    expect([code, report.failures]).toEqual([0, []]);
    expect(project.seen).toEqual(['1', '2', '3', '4', '5', '2', '2'].map((number) => `GET /b/${number}`));
    expect(report.requests.map(({ retry = 0 }) => retry)).toEqual([0, 2, 0, 0, 0]);
    expect(project.tokens).toHaveLength(1);
  });

  test('stays red when it fails each time', async () => {
    project.failing.set('/b/2', 9);
    const { code, report } = await withReport(
      '--retries',
      '1',
      '--folder',
      'b',
      '--workers',
      '2',
      '--unit',
      'request',
    );
    expect(code).toBe(1);
    expect(report.failures).toMatchObject([{ path: ['b', 'b2'] }]);
    expect(report.requests[report.failures[0]?.request ?? -1]).toMatchObject({
      path: ['b', 'b2'],
      retry: 1,
      status: 503,
    });
  });

  test('is not sent again where it may change something', async () => {
    project.failing.set('/things', 1);
    await run('--retries', '3', '--folder', 'makes');
    expect(project.seen).toEqual(['POST /things']);
  });

  test('is sent again with its own row of data', async () => {
    await project.write('rows.json', '[{"thing_id":"thing-0"},{"thing_id":"thing-1"}]');
    const { code, report } = await withReport('--folder', 'takes', '--data', 'rows.json', '--retries', '1');
    expect(code).toBe(1);
    expect(project.seen).toEqual(['GET /things/thing-0', 'GET /things/thing-1', 'GET /things/thing-0']);
    expect(report.requests).toMatchObject([{ iteration: 0, retry: 1 }, { iteration: 1 }]);
  });
});

test('an interrupted run ends with the report of what ran', async () => {
  project.delay = 100;
  let isInterrupted = false;
  const folder = await mkdtemp(join(tmpdir(), 'postsmith-report-'));
  try {
    const { code } = await executeProgram(
      [
        'run',
        'orders',
        '-e',
        'orders',
        '--ca',
        project.caFile,
        '--show',
        '--reporter',
        'json',
        '--output-dir',
        folder,
      ],
      {
        folder: project.folder,
        environment: project.values,
        onTalk: (talk, kill) => {
          if (isInterrupted || !talk.includes('/b/1')) return;
          // A second one would end it at once.
          isInterrupted = true;
          kill('SIGINT');
        },
      },
    );
    expect(code).toBe(130);
    // The document that the reporter promises.
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as RunReport;
    expect(report.interrupted).toBe(true);
    expect(names(report).slice(0, 5)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(report.requests.length).toBeLessThan(12);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** `postsmith run` told how: what is sent, how often, through what, with which secrets, and what is printed of it. */

import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/report/run-report.ts';
import { CLIENT_SECRET, createApiProject, type ApiProject } from './api-project.ts';
import { execute } from './execute.ts';

let project: ApiProject;
beforeAll(async () => {
  project = await createApiProject();
});
afterAll(() => project.remove());
beforeEach(() => {
  project.seen.length = 0;
  project.tokens.length = 0;
  project.failing.clear();
});

const runWith = (environment: Readonly<Record<string, string>>, ...parameters: readonly string[]) =>
  execute(['run', 'orders', '-e', 'orders', ...parameters], { folder: project.folder, environment });

const run = (...parameters: readonly string[]) =>
  runWith(project.values, '--ca', project.caFile, ...parameters);

describe('what is sent', () => {
  test('are folders and requests by name, in the order of the collection, each once', async () => {
    const { code } = await run(
      '--folder',
      'makes',
      '--request',
      'b2',
      '--folder',
      'b/b1',
      '--request',
      'b/b2',
    );
    expect([code, project.seen]).toEqual([0, ['GET /b/1', 'GET /b/2', 'POST /things']]);
  });

  test('is nothing that could change something, with --safe', async () => {
    const { code } = await run('--safe', '--folder', 'a', '--folder', 'makes');
    expect([code, project.seen]).toEqual([0, [1, 2, 3, 4, 5].map((number) => `GET /a/${number}`)]);
    expect(await run('--safe', '--folder', 'makes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none of these requests is a GET, HEAD or OPTIONS'),
    });
  });

  test.each([
    [['--folder', 'maks'], 'Orders has no folder or request ‘maks’. Did you mean ‘makes’?'],
    [['--request', 'makes'], 'Orders has no request ‘makes’. Did you mean ‘make’?'],
    [['--request', 'nothing like it'], 'Orders has no request ‘nothing like it’. There are:'],
  ])('%j is refused, and told what there is', async (parameters, message) => {
    expect(await run(...parameters)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(project.seen).toEqual([]);
  });

  test('is sent for each row of a file, and as often as is wanted', async () => {
    await project.write('rows.csv', 'thing_id\nthing-1\nthing-1\n');
    const { code, stderr } = await run('--folder', 'takes', '--data', 'rows.csv');
    expect([code, project.seen]).toEqual([0, ['GET /things/thing-1', 'GET /things/thing-1']]);
    expect(stderr).not.toContain('Warning');
    project.seen.length = 0;
    await run('--request', 'a1', '--iterations', '3');
    expect(project.seen).toHaveLength(3);
  });

  test('ends at the first failure, with --bail', async () => {
    project.failing.set('/a/2', 1);
    const { code } = await run('--folder', 'a', '--bail');
    expect([code, project.seen]).toEqual([1, ['GET /a/1', 'GET /a/2']]);
  });
});

describe('refused is', () => {
  test.each([
    [['--bail', '--retries', '1'], '--bail ends at the first failure'],
    [['--quiet', '--show'], 'give one of them'],
    [['--workers', '0'], '--workers takes a whole number, 1 or more, not ‘0’.'],
    [['--workers', '1.5'], 'not ‘1.5’'],
    [['--retries', 'x'], '--retries takes a whole number, 0 or more, not ‘x’.'],
    [['--delay', '1e99'], '--delay takes milliseconds, a whole number'],
    [['--iterations', ' '], '--iterations takes a whole number'],
    [['--workers', '2', '--engine', 'postman-cli'], 'take --engine newman or runtime'],
    [['--unit', 'requests'], '--unit is folder or request'],
    [['--client-cert', 'a.pem'], 'belong together'],
    [['--reporter', 'jsn'], 'There is no reporter ‘jsn’. Did you mean json?'],
    [['--proxy', 'x'], '--proxy takes an address'],
    [['--data', 'none.csv'], 'none.csv'],
  ])('%j', async (parameters, message) => {
    expect(await run(...parameters)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(project.seen).toEqual([]);
  });
});

describe('what is printed', () => {
  test('is each request with its response, without secrets, with --show', async () => {
    const { stdout, stderr } = await run('--request', 'a1', '--show');
    expect(stderr).toContain(`POST https://${project.values['POSTSMITH_HOST']}/token`);
    expect(stderr).toContain('a › a1 (sent by a script)');
    expect(stderr).toContain('"access_token":"[hidden]"');
    expect(stderr).toContain('Authorization: Bearer [hidden]');
    expect(stderr).toMatch(/200 OK {2}\(\d+ ms\)/);
    expect(stderr).toContain('{"ok":true}');
    for (const secret of [CLIENT_SECRET, ...project.tokens]) expect(stdout + stderr).not.toContain(secret);
  });

  test('is nothing with --quiet, unless something fails', async () => {
    expect((await run('--request', 'a1', '--quiet')).stdout).toBe('');
    project.failing.set('/a/1', 1);
    const { code, stdout } = await run('--request', 'a1', '--quiet');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^\n✗ /);
  });

  test('is one JSON document with --json, also of what failed', async () => {
    project.failing.set('/a/1', 1);
    const { code, stdout } = await run('--folder', 'a', '--json');
    // The document that --json promises.
    const report = JSON.parse(stdout) as RunReport & { format: number };
    expect(code).toBe(1);
    expect(report).toMatchObject({
      format: 1,
      collection: 'Orders',
      engine: 'newman',
      failures: [{ path: ['a', 'a1'], source: 'The answer is a success', request: 0 }],
    });
    expect(report.failures[0]?.place).toMatchObject({ file: 'scripts/post-response/is-fine.ts', line: 3 });
  });
});

describe('secrets by reference', () => {
  const { CLIENT_SECRET: _secret, ...others } = { CLIENT_SECRET };

  test('are what a command prints, which is shown nowhere', async () => {
    await project.write('secret.txt', CLIENT_SECRET);
    const { code, stdout, stderr } = await runWith(
      { ...valuesBut(), ...others, CLIENT_SECRET_COMMAND: 'cat secret.txt' },
      '--ca',
      project.caFile,
      '--request',
      'a1',
      '--show',
    );
    expect(code).toBe(0);
    expect(stderr).toContain('From commands: client_secret.');
    expect(stdout + stderr).not.toContain(CLIENT_SECRET);
  });

  test('are not looked up where the value is given', async () => {
    const { code, stderr } = await runWith(
      { ...project.values, CLIENT_SECRET_COMMAND: 'exit 9' },
      '--ca',
      project.caFile,
      '--request',
      'a1',
    );
    expect(code).toBe(0);
    expect(stderr).not.toContain('From commands');
  });

  test('that can not be had end the run before anything is sent', async () => {
    const execution = await runWith(
      { ...valuesBut(), CLIENT_SECRET_COMMAND: 'echo locked >&2; exit 9' },
      '--ca',
      project.caFile,
    );
    expect(execution).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The command of CLIENT_SECRET_COMMAND ended with exit code 9: locked'),
    });
    expect(project.tokens).toEqual([]);
  });
});

const valuesBut = (): Readonly<Record<string, string>> => {
  const { CLIENT_SECRET: _secret, ...values } = project.values;
  return values;
};

test('--insecure believes a server that nobody vouches for, and warns', async () => {
  expect((await runWith(project.values, '--request', 'a1')).code).toBe(1);
  const { code, stderr } = await runWith(project.values, '--request', 'a1', '--insecure');
  expect(code).toBe(0);
  expect(stderr).toContain('Warning: --insecure: whoever answers is believed');
});

describe('a proxy', () => {
  const asked: string[] = [];
  let proxy: Server;
  beforeAll(async () => {
    proxy = createServer((_request, response) => response.writeHead(405).end());
    proxy.on('connect', (request, socket, head) => {
      asked.push(request.url ?? '');
      const [host, port] = (request.url ?? '').split(':');
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.write(head);
        target.pipe(socket).pipe(target);
      });
      for (const each of [target, socket]) each.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    proxy.closeAllConnections();
    proxy.close();
  });

  test.each(['newman', 'runtime'])('is used by %s for everything, the token request too', async (engine) => {
    asked.length = 0;
    // A server that listens on a port has an address of that kind.
    const { port } = proxy.address() as AddressInfo;
    const { code } = await run('--request', 'a1', '--engine', engine, '--proxy', `http://127.0.0.1:${port}`);
    expect(code).toBe(0);
    expect(asked).toEqual([project.values['POSTSMITH_HOST'], project.values['POSTSMITH_HOST']]);
  });
});

test('reports go into their folder, which is made', async () => {
  const { code, stderr } = await run(
    '--request',
    'a1',
    '--reporter',
    'json',
    '--output-dir',
    join('new', 'reports'),
  );
  expect(code).toBe(0);
  expect(stderr).toContain('Report: new/reports/report.json\n');
  await project.write('a-file', '');
  expect(await run('--request', 'a1', '--reporter', 'json', '--output-dir', 'a-file/x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('The folder of the reports'),
  });
});

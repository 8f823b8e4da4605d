/** What is known of the Postman CLI without having it. */

import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPostmanCli } from '../../src/engines/find-postman-cli.ts';
import { parseCliReport, recordCliReport } from '../../src/engines/postman-cli-report.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postsmith-test-')));
});
afterEach(() => rm(folder, { recursive: true }));

const putBinary = async (...path: string[]): Promise<string> => {
  const place = join(folder, ...path);
  await mkdir(join(place, '..'), { recursive: true });
  await writeFile(place, '#!/bin/sh\n');
  await chmod(place, 0o755);
  return place;
};

test('the variable POSTMAN_CLI says where the CLI is', async () => {
  const binary = await putBinary('anywhere', 'postman');
  expect(await findPostmanCli({ POSTMAN_CLI: binary, PATH: '' }, folder)).toBe(binary);
});

test('a wrong POSTMAN_CLI is said to be wrong', async () => {
  await expect(findPostmanCli({ POSTMAN_CLI: join(folder, 'no') }, folder)).rejects.toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: expect.stringContaining('no executable file'),
  });
});

test('the CLI is found on the PATH, then in the nearest node_modules', async () => {
  const local = await putBinary('project', 'node_modules', '.bin', 'postman');
  const inside = join(folder, 'project', 'deep');
  expect(await findPostmanCli({ PATH: join(folder, 'bin') }, inside)).toBe(local);
  const global = await putBinary('bin', 'postman');
  expect(await findPostmanCli({ PATH: join(folder, 'bin') }, inside)).toBe(global);
});

test('a missing CLI is an error that says how to get it', async () => {
  await expect(findPostmanCli({ PATH: join(folder, 'bin') }, folder)).rejects.toMatchObject({
    code: 'ENGINE_UNAVAILABLE',
    message: expect.stringContaining('npm install --global postman-cli'),
  });
});

const url = {
  protocol: 'https',
  host: ['api', 'example', 'com'],
  path: ['a', ':id'],
  variable: [{ key: 'id', value: '7' }],
};

/** Recorded from version 1.34.0, shortened. */
const RECORDED = JSON.stringify({
  run: {
    executions: [
      {
        requestExecuted: {
          id: '1',
          name: 'Answered',
          method: 'GET',
          url,
          headers: [{ key: 'Authorization', value: 'Bearer a-token' }],
        },
        response: { code: 200, responseTime: 12 },
        tests: [
          { name: 'passes', status: 'passed' },
          { name: 'later', status: 'skipped' },
          { name: 'fails', status: 'failed', error: { name: 'AssertionError', message: 'no' } },
        ],
        errors: [{ name: 'TypeError', message: 'boom', source: 'pre-request' }],
      },
      {
        requestExecuted: { id: '2', name: 'Skipped', method: 'GET', url },
        tests: [{ name: 'No key', status: 'failed', error: { message: 'key is empty' } }],
        errors: [{ code: 'ECONNREFUSED', message: 'no server for logins', source: 'script-level-request' }],
      },
      {
        requestExecuted: { id: '3', name: 'Refused', method: 'GET', url },
        tests: [],
        errors: [{ name: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED', source: 'request' }],
      },
    ],
  },
});

test('a recorded report of the CLI becomes the report that the other engines give', () => {
  const parsed = parseCliReport(RECORDED);
  expect(parsed).toBeDefined();
  if (parsed === undefined) return;
  const credentials: string[] = [];
  const recorder = recordCliReport(
    parsed,
    { paths: new Map([['1', ['Folder', 'Answered']]]), scripts: new Map() },
    {
      onCredential: (credential) => credentials.push(credential),
    },
  );
  const report = recorder.finish({ collection: 'C', engine: 'postman-cli', engineVersion: '1.34.0' });
  expect(credentials).toEqual(['a-token']);
  expect(report.requests).toMatchObject([
    {
      path: ['Folder', 'Answered'],
      url: 'https://api.example.com/a/7',
      status: 200,
      responseTime: 12,
      skipped: false,
      error: 'TypeError: boom',
      assertions: [{ outcome: 'passed' }, { outcome: 'skipped' }, { outcome: 'failed', message: 'no' }],
    },
    { path: ['Skipped'], skipped: true },
    { path: ['Refused'], skipped: false },
  ]);
  expect(report.failures.map(({ source }) => source)).toEqual(['script', 'fails', 'No key', 'request']);
});

test('what is no report of the CLI is not taken for one', () => {
  for (const text of ['', '{', 'null', '{"run":{}}']) expect(parseCliReport(text)).toBeUndefined();
});

/** A run in parts on several machines, and its one report: the same as of the whole. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunReport } from '../../src/report/run-report.ts';
import { createApiProject, type ApiProject } from './api-project.ts';
import { execute } from './execute.ts';

let project: ApiProject;
let folder: string;
beforeAll(async () => {
  project = await createApiProject();
  folder = await mkdtemp(join(tmpdir(), 'postsmith-shards-'));
});
afterAll(async () => {
  await project.remove();
  await rm(folder, { recursive: true });
});

const run = (parameters: readonly string[]) =>
  execute(['run', 'orders', '-e', 'orders', '--ca', project.caFile, ...parameters], {
    folder: project.folder,
    environment: project.values,
  });

const junitIn = async (part: string): Promise<string> => {
  const text = await readFile(join(folder, part, 'junit.xml'), 'utf8');
  return text.replaceAll(/ (?:time|timestamp)="[^"]*"/g, '');
};

/** One request fails once, and one once more than it is tried. */
const failing = (): void => {
  project.failing.set('/b/1', 1).set('/c/3', 3);
};

test('the merged JUnit of the parts is that of the whole run, failures and retries included', async () => {
  failing();
  const folders = ['b', 'c', 'd'].flatMap((name) => ['--folder', name]);
  const options = [
    ...folders,
    '--iterations',
    '2',
    '--retries',
    '1',
    '--reporter',
    'json,junit',
    '--output-dir',
  ];
  const whole = await run([...options, join(folder, 'whole')]);
  expect(whole.code).toBe(1);
  failing();
  for (const part of [1, 2, 3]) {
    await run(['--shard', `${part}/3`, ...options, join(folder, 'parts', String(part))]);
  }
  const merged = await execute(
    ['report', 'merge', 'parts', '--reporter', 'terminal,json,junit', '--output-dir', 'merged'],
    { folder },
  );
  expect(merged.code).toBe(1);
  expect(merged.stdout).toMatch(/\nOrders +newman [\d.]+ +30 +0 +\d+ +1 /);
  const junit = await junitIn('merged');
  expect(junit).toContain('It passed when it was tried again, after 1 failed try.');
  expect(junit).toContain('<failure ');
  expect(junit).toBe(await junitIn('whole'));
  const text = await readFile(join(folder, 'parts/2/report.json'), 'utf8');
  // The document that the reporter promises.
  expect((JSON.parse(text) as RunReport).shard).toEqual({ index: 2, total: 3 });
});

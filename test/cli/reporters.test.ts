/** `postsmith run --reporter`: what is written where, without secrets. */

import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FILE_REPORTERS } from '../../src/report/reporters.ts';
import { CLIENT_SECRET, createApiProject, type ApiProject } from './api-project.ts';
import { execute } from './execute.ts';

let project: ApiProject;
let folder: string;
beforeAll(async () => {
  project = await createApiProject();
});
afterAll(() => project.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postsmith-report-'));
  project.failing.set('/a/2', 1);
});
afterEach(() => rm(folder, { recursive: true }));

const run = (parameters: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  execute(['run', 'orders', '-e', 'orders', '--ca', project.caFile, '--folder', 'a', ...parameters], {
    folder: project.folder,
    environment: { ...project.values, ...environment },
  });

const summaryIn = (place: string) => ({ GITHUB_STEP_SUMMARY: join(place, 'summary.md') });

test('every report that is a file lies in the folder, and no secret is in any', async () => {
  const names = Object.keys(FILE_REPORTERS).join(',');
  const { code, stdout, stderr } = await run(
    ['--reporter', `${names},github`, '--output-dir', folder],
    summaryIn(folder),
  );
  expect(code).toBe(1);
  const texts = await Promise.all(
    [...Object.values(FILE_REPORTERS).map(({ file }) => file), 'summary.md'].map((file) =>
      readFile(join(folder, file), 'utf8'),
    ),
  );
  for (const { file } of Object.values(FILE_REPORTERS)) expect(stderr).toContain(`${file}\n`);
  expect(project.tokens).not.toEqual([]);
  for (const text of [...texts, stdout, stderr]) {
    for (const secret of [CLIENT_SECRET, ...project.tokens]) expect(text).not.toContain(secret);
  }
});

describe('--reporter github', () => {
  test('prints annotations at the line of the TypeScript, and writes the summary', async () => {
    const { code, stdout } = await run(['--reporter', 'github'], {
      ...summaryIn(folder),
      GITHUB_WORKSPACE: dirname(project.folder),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=[^:,/]+\/scripts\/post-response\/is-fine\.ts,line=\d+,col=\d+,title=[^\n]+::[^\n]+%0Aat a › a2\n$/,
    );
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toContain('❌ failed');
  });

  test('goes on with a summary that another command of the step began', async () => {
    for (const reporter of ['github', 'terminal,github'])
      await run(['--reporter', reporter], summaryIn(folder));
    const summary = await readFile(join(folder, 'summary.md'), 'utf8');
    expect(summary.match(/^## .*$/gm)).toEqual([
      '## <code>Orders</code> ❌ failed',
      '## <code>Orders</code> ✅ passed',
    ]);
  });

  test('leaves stdout to the document of --json', async () => {
    const { stdout, stderr } = await run(['--json', '--reporter', 'github']);
    expect(JSON.parse(stdout)).toMatchObject({ format: 1 });
    expect(stderr).toContain('::error ');
  });

  test('prints nothing where nothing failed', async () => {
    project.failing.clear();
    expect(await run(['--reporter', 'github'])).toMatchObject({ code: 0, stdout: '' });
  });

  test('says why the summary could not be written', async () => {
    await mkdir(join(folder, 'summary.md'));
    const { code, stderr } = await run(['--reporter', 'github'], summaryIn(folder));
    expect(code).toBe(2);
    expect(stderr).toContain(`The step summary ${join(folder, 'summary.md')} could not be written: `);
  });
});

test('says why a report could not be written', async () => {
  await mkdir(join(folder, 'junit.xml'));
  const { code, stderr } = await run(['--reporter', 'junit', '--output-dir', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain(`The report ${join(folder, 'junit.xml')} could not be written: `);
});

test('a reporter that there is not is told, with the one that was meant', async () => {
  const { code, stderr } = await run(['--reporter', 'junitt']);
  expect(code).toBe(2);
  expect(stderr).toContain('There is no reporter ‘junitt’. Did you mean junit? There are terminal, ');
});

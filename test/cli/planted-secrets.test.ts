/** A secret is found in no output: all plants, in all places, in one run for each engine. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute, executeProgram } from './execute.ts';
import { createHostileProject, formsOf, PLANTS, type HostileProject } from './hostile-project.ts';

const CLI = process.env['POSTMAN_CLI'];

let project: HostileProject;
beforeAll(async () => {
  project = await createHostileProject();
});
afterAll(() => project.remove());

/** Each plant in every form, its beginning, its end, and its lines. */
const leaksIn = (where: string, text: string): readonly string[] =>
  Object.entries(PLANTS).flatMap(([name, plant]) =>
    [plant, plant.slice(0, 12), plant.slice(-8), ...plant.split('\n')]
      .flatMap(formsOf)
      // Base64 with something before it begins with what is no secret.
      .flatMap((form, index) => (index % FORMS === FORMS - 1 ? form.slice(4) : form))
      .filter((form) => form.length > 3 && text.includes(form))
      .map((form) => `${name} as ${form} in ${where}: ${placeOf(text, form)}`),
  );

const FORMS = formsOf('').length;

const placeOf = (text: string, form: string): string =>
  text.slice(Math.max(0, text.indexOf(form) - 60)).slice(0, 120 + form.length);

/** The page's own text, and what it unpacks. */
const unpacked = (text: string): string =>
  [
    text,
    ...[...text.matchAll(/>(eJ[\w+/]+=*)</g)].map(([, data = '']) =>
      inflateSync(Buffer.from(data, 'base64')),
    ),
  ].join('\n');

/** Everything that a run has written, by its file. */
const filesOf = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder).map((name) => [name, unpacked(readFileSync(join(folder, name), 'utf8'))]);

const expectNoLeak = (outputs: readonly (readonly [string, string])[], but: readonly string[] = []): void => {
  const leaks = outputs.flatMap(([where, text]) => leaksIn(where, text));
  expect(leaks.filter((leak) => !but.some((name) => leak.startsWith(`${name} `)))).toEqual([]);
};

/** Runs the program, as its streams are a process's own. */
const run = (folder: string, ...more: readonly string[]) =>
  executeProgram(
    [
      ...project.parameters,
      ...more,
      '--reporter',
      'terminal,json,html,junit,har,github',
      '--output-dir',
      folder,
    ],
    {
      folder: project.folder,
      environment: { ...project.values, ...(CLI !== undefined && { POSTMAN_CLI: CLI }) },
    },
  );

test.each<readonly [string, readonly string[]]>([
  ['newman', []],
  ['runtime', []],
  ['newman, with workers and retries', ['--workers', '2', '--unit', 'request', '--retries', '1']],
  ...(CLI === undefined ? [] : [['postman-cli', []] as const]),
])('of a run on %s', async (name, more) => {
  const [engine = ''] = name.split(',');
  const { code, stdout, stderr } = await run(name, '--engine', engine, '--show', ...more);
  expect(code, stderr).toBe(1);
  const outputs = [['stdout', stdout], ['stderr', stderr], ...filesOf(join(project.folder, name))] as const;
  expect(outputs.map(([where]) => where)).toHaveLength(6);
  // The Postman CLI tells of no variable that a script has set, and so not that what it holds is a secret.
  expectNoLeak(outputs, engine === 'postman-cli' ? ['resetToken'] : []);
  // What is no secret stays.
  for (const [where, text] of outputs.filter(([file]) => /json|har$|html|stderr/.test(file))) {
    expect([where, text.includes('ordinary value')]).toEqual([where, true]);
  }
});

test('of --json, and of reports that are merged', async () => {
  const { stdout, stderr } = await run('parts', '--json');
  const merge = ['report', 'merge', 'parts', '--json', '--reporter', 'html,har', '--output-dir', 'merged'];
  const merged = await execute(merge, { folder: project.folder });
  expect(merged.code, merged.stderr).toBe(1);
  expectNoLeak([
    ['stdout', stdout],
    ['stderr', stderr],
    ['merged stdout', merged.stdout],
    ['merged stderr', merged.stderr],
    ...filesOf(join(project.folder, 'merged')),
  ]);
  expect(merged.stdout).toContain('ordinary value');
});

test('of a run that is interrupted', async () => {
  let isSent = false;
  const { code, stdout, stderr } = await executeProgram(
    [
      ...project.parameters,
      '--show',
      '--delay',
      '5000',
      '--reporter',
      'json,har',
      '--output-dir',
      'interrupted',
    ],
    {
      folder: project.folder,
      environment: project.values,
      onTalk: (talk, kill) => {
        if (isSent || !talk.includes('POST https')) return;
        isSent = true;
        kill('SIGINT');
      },
    },
  );
  expect(code, stderr).toBe(130);
  expectNoLeak([['stdout', stdout], ['stderr', stderr], ...filesOf(join(project.folder, 'interrupted'))]);
});

/** The GitHub Action: its steps run as GitHub's runner runs them, and no input is ever more than a text. */

import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildProject } from '../src/build/build.ts';
import { startMock } from '../src/mock/start.ts';
import { createSampleProject } from './cli/sample-project.ts';

const root = resolve(import.meta.dirname, '..');

interface Step {
  readonly shell: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
  readonly 'working-directory': string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Inputs = Readonly<Record<string, string>>;

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'postsmith-action-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** GitHub's expressions, of which an action may use those of inputs alone. */
const fillIn = (text: string, inputs: Inputs): string =>
  text.replaceAll(
    /\$\{\{ inputs\.([\w-]+) \}\}/g,
    (_, name: string) => inputs[name] ?? action.inputs[name]?.default ?? '',
  );

/** Runs the action's one step as the runner does for `shell: bash`, in a workspace. */
const runAction = (workspace: string, inputs: Inputs, environment: Inputs = {}): Promise<Result> => {
  const [step, ...more] = action.runs.steps;
  if (step === undefined || more.length > 0) throw new Error('The action has one step');
  const script = join(folder, 'step.sh');
  writeFileSync(script, step.run);
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const own = Object.entries(step.env).map(([name, value]) => [name, fillIn(value, inputs)]);
  return new Promise((done) => {
    execFile(
      'bash',
      ['--noprofile', '--norc', '-e', '-o', 'pipefail', script],
      {
        cwd: resolve(workspace, fillIn(step['working-directory'], inputs)),
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          CI: 'true',
          GITHUB_ACTIONS: 'true',
          GITHUB_WORKSPACE: workspace,
          RUNNER_TEMP: folder,
          ...files,
          ...environment,
          ...Object.fromEntries(own),
        },
      },
      (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    );
  });
};

/** A project with a Postsmith that prints what it was called with. */
const projectWithListener = (place = 'project'): string => {
  const project = join(folder, place);
  const installed = join(project, 'node_modules/postsmith');
  mkdirSync(join(installed, 'dist/src'), { recursive: true });
  writeFileSync(join(installed, 'package.json'), '{ "name": "postsmith", "type": "module" }');
  writeFileSync(
    join(installed, 'dist/src/cli.js'),
    'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = Number(process.env.ENDS_WITH ?? 0);',
  );
  return project;
};

describe('what the step calls', () => {
  test('is run with the collection and the environment alone, when nothing else is said', async () => {
    const result = await runAction(projectWithListener(), { collection: 'orders', environment: 'test' });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toEqual([
      'run',
      '--environment=test',
      '--reporter=terminal,github',
      '--',
      'orders',
    ]);
  });

  test('has every input', async () => {
    const options = ['folder', 'reporter', 'output-dir', 'shard', 'workers', 'engine'];
    const given = Object.fromEntries(options.map((name) => [name, `a ${name}`]));
    const inputs = { collection: 'orders', environment: 'test', ...given, 'working-directory': '.' };
    expect(Object.keys(inputs).sort()).toEqual(Object.keys(action.inputs).sort());
    const { stdout } = await runAction(projectWithListener(), inputs);
    const expected = options.map((name) => `--${name}=a ${name}`);
    expect(JSON.parse(stdout)).toEqual(['run', '--environment=test', ...expected, '--', 'orders']);
  });

  test('ends the step with its own exit code', async () => {
    const inputs = { collection: 'orders', environment: 'test' };
    expect((await runAction(projectWithListener(), inputs, { ENDS_WITH: '1' })).code).toBe(1);
  });

  test('is the Postsmith of the working directory, whatever its name', async () => {
    projectWithListener('wörk $(touch pwned) dir');
    const inputs = {
      collection: 'orders',
      environment: 'test',
      'working-directory': 'wörk $(touch pwned) dir',
    };
    expect((await runAction(folder, inputs)).code).toBe(0);
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });

  test('is missed with a sentence where it is not installed', async () => {
    const result = await runAction(folder, { collection: 'orders', environment: 'test' });
    expect(result).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Postsmith is not installed here. Install it before this step: npm ci\n',
    });
  });
});

describe('an input', () => {
  test.each([
    '$(touch pwned)',
    '`touch pwned`',
    '"; touch pwned; "',
    "'; touch pwned; '",
    '${IFS}touch${IFS}pwned',
    '--bail',
    '--values=/etc/passwd',
    'a\nb; touch pwned',
    '*',
    '\\',
    '${{ secrets.KEY }}',
    'x[$(touch pwned)]',
  ])('that is %j stays a text', async (hostile) => {
    const project = projectWithListener();
    const names = Object.keys(action.inputs).filter((name) => name !== 'working-directory');
    const { stdout, stderr } = await runAction(
      project,
      Object.fromEntries(names.map((name) => [name, hostile])),
    );
    expect(stderr).toBe('');
    const [command, ...rest] = JSON.parse(stdout);
    expect(command).toBe('run');
    expect(rest.slice(-2)).toEqual(['--', hostile]);
    for (const argument of rest.slice(0, -2)) expect(argument.replace(/^--[a-z-]+=/, '')).toBe(hostile);
    expect([folder, project].filter((place) => existsSync(join(place, 'pwned')))).toEqual([]);
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe('');
  });

  test('is never a part of a script', () => {
    for (const step of action.runs.steps) expect(step.run).not.toContain('${{');
  });

  test('is never a secret', () => {
    const secret = /secret|password|passphrase|key|token/;
    expect(Object.keys(action.inputs).filter((name) => secret.test(name))).toEqual([]);
  });
});

test('the guide calls the action with inputs that it has, in this version', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const guide = readFileSync(join(root, 'docs/guide/ci.md'), 'utf8');
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(guide) ?? [];
  const steps: readonly { readonly uses?: string; readonly with?: object }[] = parse(yaml);
  const step = steps.find(({ uses }) => uses?.startsWith('postsmith/'));
  expect(step?.uses).toBe(`postsmith/postsmith@v${version}`);
  const given = Object.keys(step?.with ?? {});
  expect(given.filter((name) => !(name in action.inputs))).toEqual([]);
  const required = Object.entries(action.inputs).filter(([, input]) => input.required === true);
  expect(required.map(([name]) => name).filter((name) => !given.includes(name))).toEqual([]);
});

test('the action runs a collection, with a secret from the environment that it does not print', async () => {
  const project = await createSampleProject();
  const { collections } = await buildProject(project.folder);
  const orders = collections.find(({ slug }) => slug === 'orders');
  if (orders === undefined) throw new Error('The sample project has no orders');
  const environment = orders.environments[0]?.declaration;
  const mock = await startMock({ collection: orders.declaration, environment });
  try {
    mkdirSync(join(project.folder, 'node_modules'));
    symlinkSync(root, join(project.folder, 'node_modules/postsmith'));
    const key = mock.values['client_private_key'] ?? '';
    const values = {
      POSTSMITH_HOST: mock.values['host'] ?? '',
      CLIENT_ID: mock.values['client_id'] ?? '',
      NODE_EXTRA_CA_CERTS: mock.caFile,
    };
    const run = (more: Inputs) =>
      runAction(project.folder, { collection: 'orders', environment: 'orders' }, { ...values, ...more });
    const good = await run({ CLIENT_PRIVATE_KEY: key });
    expect(good).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Orders +newman [\d.]+ +3 /m) });
    const bad = await run({ CLIENT_PRIVATE_KEY: key, CLIENT_ID: 'somebody-else' });
    expect(bad).toMatchObject({ code: 1, stdout: expect.stringContaining('Login failed') });
    const summary = readFileSync(join(folder, 'summary'), 'utf8');
    expect(summary).toContain('Login failed');
    for (const text of [good.stdout, good.stderr, bad.stdout, bad.stderr, summary])
      for (const line of key.split('\n').filter((each) => each.length > 16 && !each.startsWith('-----')))
        expect(text).not.toContain(line);
  } finally {
    await mock.close();
    await project.remove();
  }
});

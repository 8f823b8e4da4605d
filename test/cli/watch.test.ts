/** `postsmith build --watch`: what it says of changes and mistakes, and how it ends. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Watching } from '../watch/watching.ts';
import { execute } from './execute.ts';
import { createSampleProject, type SampleProject } from './sample-project.ts';

let project: SampleProject;
const started: Watching[] = [];

const watch = async (): Promise<Watching> => {
  const watching = new Watching(project.folder);
  started.push(watching);
  await watching.saying(/Watching\. Ctrl-C ends it\.\n/);
  return watching;
};

beforeEach(async () => {
  project = await createSampleProject();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((watching) => watching.end('SIGKILL')));
  await project.remove();
});

const ORDERS = 'collections/orders.ts';
const IS_FINE = 'scripts/post-response/is-fine.ts';

const textOf = (path: string): Promise<string> => readFile(join(project.folder, path), 'utf8');

const textOfOrders = () => textOf('dist/collections/orders.postman_collection.json');

const edit = async (path: string, from: string, to: string): Promise<void> => {
  const text = await textOf(path);
  expect(text).toContain(from);
  await project.write(path, text.replace(from, to));
};

test('says in one line what a change of a declaration or a script has changed, and what it did not', async () => {
  const watching = await watch();
  await edit(ORDERS, "article: 'tea'", "article: 'coffee'");
  expect(await watching.saying(/ s\)\n/)).toMatch(
    /^updated {4}dist\/collections\/orders\.postman_collection\.json {2}\+6 bytes: request "Create an order" changed {2}\(collections\/orders\.ts, \d+\.\d\d s\)\n$/,
  );
  await project.write(IS_FINE, `${await textOf(IS_FINE)}\nconsole.log('one more');\n`);
  const script = await watching.saying(/ s\)\n/);
  expect(script).toMatch(
    /orders\.postman_collection\.json {2}\+\d+ bytes: script scripts\/post-response\/is-fine\.ts in 3 places changed/,
  );
  expect(script).not.toContain('open.postman_collection.json');
  expect(script.split('\n')).toHaveLength(2);
  await project.write('collections/open.ts', `${await textOf('collections/open.ts')}\n// Nothing new.\n`);
  expect(await watching.saying(/ s\)\n/)).toMatch(
    /^Nothing in dist\/ is different\. {2}\(collections\/open\.ts, /,
  );
});

test('says what comes, goes and gets another name', async () => {
  const watching = await watch();
  const file = join(project.folder, 'collections/open.ts');
  await rename(file, join(project.folder, 'collections/public.ts'));
  const renamed = await watching.saying(/removed .* s\)\n/);
  expect(renamed).toMatch(/created {4}dist\/collections\/public\.postman_collection\.json/);
  expect(renamed).toMatch(/removed {4}dist\/collections\/open\.postman_collection\.json/);
  expect(existsSync(join(project.folder, 'dist/collections/open.postman_collection.json'))).toBe(false);
});

const MISTAKES: readonly (readonly [what: string, path: string, code: string, told: RegExp])[] = [
  [
    'does not compile',
    ORDERS,
    'const broken: = 1;',
    /collections\/orders\.ts:(\d+):\d+: does not compile.*\n[^]*> +\1 \| const broken: = 1;\n.*\^/,
  ],
  [
    'throws',
    ORDERS,
    "throw new RangeError('no luck');",
    /collections\/orders\.ts:(\d+): the module threw RangeError: no luck\n[^]*> +\1 \| throw new RangeError/,
  ],
  [
    'imports what is not there',
    ORDERS,
    "import './nowhere.ts';",
    /collections\/orders\.ts: Cannot find module/,
  ],
  [
    'ends the program',
    ORDERS,
    'if (1 > 0) process.exit(0);',
    /collections\/orders\.ts:\d+: calls process\.exit/,
  ],
  [
    'never goes on',
    ORDERS,
    'await new Promise(() => {});',
    /collections\/orders\.ts: waits for something that never comes/,
  ],
  [
    'is a script that does not compile',
    IS_FINE,
    'const broken: = 1;',
    /scripts\/post-response\/is-fine\.ts:(\d+):\d+: does not compile.*\n[^]*> +\1 \| const broken: = 1;\n.*\^/,
  ],
  [
    'is a script that needs what no sandbox has',
    IS_FINE,
    'fetch("x");',
    /scripts\/post-response\/is-fine\.ts:(\d+):1: `fetch` .*\n[^]*> +\1 \| fetch\("x"\);\n.*\^/,
  ],
];

test('survives every mistake, shows where it is, and says when it is mended', async () => {
  const watching = await watch();
  const built = await textOf('dist/collections/orders.postman_collection.json');
  for (const [what, path, code, told] of MISTAKES) {
    const whole = await textOf(path);
    await project.write(path, `${whole}\n${code}\n`);
    const said = await watching.saying(/can't be built: 1 problem\.\n(?: .*\n)+/);
    expect(said, what).toMatch(told);
    expect(said, what).not.toMatch(/^ +at /m);
    expect(await textOf('dist/collections/orders.postman_collection.json')).toBe(built);
    await project.write(path, whole);
    expect(await watching.saying(/ s\)\n/), what).toMatch(/Mended\.\nNothing in dist\/ is different\./);
  }
});

test('survives a declaration that never ends, says so, and goes on when it is mended', async () => {
  const watching = await watch();
  const whole = await textOf(ORDERS);
  await project.write(ORDERS, `${whole}\nfor (;;);\n`);
  await watching.saying(/collections\/orders\.ts has been loading for long/);
  await project.write(ORDERS, whole.replace('List orders', 'List every order'));
  expect(await watching.saying(/ s\)\n/)).toContain('request "Read › List every order" new');
});

test('survives folders that go and come back, and a package that is installed', async () => {
  const watching = await watch();
  await rename(join(project.folder, 'collections'), join(project.folder, 'elsewhere'));
  expect(await watching.saying(/nor a folder above it is a project/)).not.toMatch(/^ +at /m);
  await rename(join(project.folder, 'elsewhere'), join(project.folder, 'collections'));
  await watching.saying(/Nothing in dist.* s\)\n/);

  await project.write(IS_FINE, `import { two } from 'two';\nconsole.log(two);\n`);
  await watching.saying(/npm install two/);
  await project.write(
    'node_modules/two/package.json',
    '{ "name": "two", "version": "2.0.0", "license": "MIT", "main": "two.js" }',
  );
  await project.write('node_modules/two/two.js', 'exports.two = 2;\n');
  await expect.poll(textOfOrders, { timeout: 20_000 }).toContain('two 2.0.0 (MIT)');
  await project.write(
    'node_modules/two/package.json',
    '{ "name": "two", "version": "2.0.1", "license": "MIT", "main": "two.js" }',
  );
  await expect.poll(textOfOrders, { timeout: 20_000 }).toContain('two 2.0.1 (MIT)');
});

test('overwrites nothing that somebody filled in', async () => {
  const watching = await watch();
  const [environment = ''] = readdirSync(join(project.folder, 'dist/environments'));
  const file = `dist/environments/${environment}`;
  const filled = (await textOf(file)).replace('"value": ""', '"value": "of-mine"');
  await project.write(file, filled);
  await edit(ORDERS, 'List orders', 'List every order');
  expect(await watching.saying(/can't|would be lost[^]*\n/)).toContain('Nothing was written');
  expect(await textOf(file)).toBe(filled);
});

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

test.each(['SIGINT', 'SIGTERM'] as const)(
  'ends at %s with 0, and leaves no process and no file',
  async (signal) => {
    const watching = await watch();
    await edit(ORDERS, "article: 'tea'", "article: 'coffee'");
    await watching.saying(/ s\)\n/);
    const children = process.platform === 'linux' ? childrenOf(watching.pid) : [];
    expect(await watching.end(signal)).toBe(0);
    expect(watching.said()).toBe('');
    await expect
      .poll(() => children.filter((pid) => existsSync(`/proc/${pid}`)), { timeout: 20_000 })
      .toEqual([]);
    const left = readdirSync(project.folder, { recursive: true }).map(String);
    expect(left.filter((name) => name.includes('postsmith-write'))).toEqual([]);
  },
);

test('two watches and builds beside them end in what is declared', async () => {
  const both = await Promise.all([watch(), watch()]);
  const [one, other] = both;
  for (let round = 0; round < 5; round += 1) {
    await edit(ORDERS, /name: '(List [^']*)'/.exec(await textOf(ORDERS))?.[1] ?? '', `List ${round}`);
    const { code } = await execute(['build'], { folder: project.folder });
    expect(code).toBe(0);
  }
  await expect
    .poll(async () => (await execute(['build', '--check'], { folder: project.folder })).stdout, {
      timeout: 20_000,
    })
    .toBe('');
  expect(one?.said()).not.toMatch(/bug|can't/);
  expect(other?.said()).not.toMatch(/bug|can't/);
});

test('is a mistake with --check, and where there is no project', async () => {
  const both = await execute(['build', '--watch', '--check'], { folder: project.folder });
  expect(both).toEqual({
    code: 2,
    stdout: '',
    stderr: '--check tells of one look at the project, and --watch goes on. Leave one of them out.\n',
  });
  const elsewhere = await mkdtemp(join(tmpdir(), 'postsmith-nowhere-'));
  const nowhere = await execute(['build', '--watch'], { folder: elsewhere });
  expect(nowhere).toMatchObject({ code: 2, stdout: '' });
  expect(nowhere.stderr).toContain('nor a folder above it is a project');
  await rm(elsewhere, { recursive: true });
});

/** What README and the guides show is true: links, code, commands, and what is printed. */

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
import { join, posix, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildProject } from '../../src/build/build.ts';
import { optionsOf } from '../../src/commands/arguments.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { presets } from '../../src/presets/catalogue.ts';
import { temporaryProject } from '../bundle/temporary-project.ts';
import { execute } from '../cli/execute.ts';
import { openSandbox } from '../scripts/sandbox.ts';
import { blocks, pages, readPage, root } from './pages.ts';

const packed: readonly string[] = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')).files;

/** npm packs these whatever `files` says. */
const ALWAYS = ['README.md', 'LICENSE', 'package.json'];

const isPacked = (path: string): boolean =>
  [...ALWAYS, ...packed].some((entry) => path === entry || path.startsWith(`${entry}/`));

test('every link leads to a file that is there and in the package', () => {
  for (const page of pages) {
    const links = [...readPage(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) =>
      posix.join(posix.dirname(page), target),
    );
    expect([page, links.filter((path) => !isPacked(path) || !existsSync(resolve(root, path)))]).toEqual([
      page,
      [],
    ]);
  }
});

test('README leads to every guide', () => {
  const readme = readPage('README.md');
  const guides = pages.filter((page) => page.startsWith('docs/guide/'));
  expect(guides.filter((guide) => !readme.includes(`](${guide})`))).toEqual([]);
});

test('every preset with a provider is named', () => {
  const text = readPage('docs/guide/login.md').replaceAll(/\s+/g, ' ');
  for (const [name, facts] of Object.entries(presets))
    expect(text).toContain(name === 'generic' ? '`generic`' : facts.name);
});

test('every block of TypeScript is whole, and the compiler finds no fault in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postsmith-guides-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/postsmith'));
    const code = blocks.filter(({ language }) => language === 'ts');
    expect(code.length).toBeGreaterThan(10);
    const names = code.map(({ place }) => place.replaceAll(/\W+/g, '-'));
    code.forEach((block, index) => writeFileSync(join(folder, `${names[index]}.ts`), block.code));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const settings = { module: 'nodenext', target: 'es2023', lib: ['es2023'], types: [], strict: true };
    const compilerOptions = { ...settings, noUncheckedIndexedAccess: true, noEmit: true };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const complaints = await new Promise<string>((done) => {
      execFile(process.execPath, [compiler, '-p', folder], (_failure, output) => done(output));
    });
    expect(complaints).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Without the command lines that a command is given, which are those of other programs. */
const withoutOthers = (code: string): string =>
  code.replaceAll('\\\n', ' ').replaceAll(/(--exec) '[^'\n]*'/g, '$1');

describe('commands', () => {
  const lines = blocks
    .filter(({ language }) => /^(?:console|bash|sh)$/.test(language))
    .flatMap(({ place, code }) =>
      [...withoutOthers(code).matchAll(/\bpostsmith ([a-z]+)([^#|\n]*)/g)].map(
        ([, name = '', rest = '']) => ({ place, name, options: rest.match(/(?<=\s)--[a-z][a-z-]*/g) ?? [] }),
      ),
    );

  test('exist, with their options', async () => {
    expect(lines.length).toBeGreaterThan(30);
    const wrong: string[] = [];
    for (const { place, name, options } of lines) {
      const command = await COMMANDS.find((each) => each.name === name)?.load();
      if (command === undefined) wrong.push(`${place}: there is no command ${name}`);
      const known = new Set(
        command === undefined ? [] : optionsOf(command).map((option) => `--${option.name}`),
      );
      for (const option of options) if (!known.has(option)) wrong.push(`${place}: ${name} has no ${option}`);
    }
    expect(wrong).toEqual([]);
  });

  test('of which a sentence speaks have the options that it names', async () => {
    const commands = await Promise.all(COMMANDS.map((entry) => entry.load()));
    const known = new Set([
      '--version',
      ...commands.flatMap((command) => optionsOf(command).map(({ name }) => `--${name}`)),
      // Of newman, HTTPie and Hurl.
      '--export-environment',
      '--export-globals',
      '--env-var',
      '--ignore-stdin',
      '--secret',
    ]);
    const named = pages
      .filter((page) => /^(?:README|SECURITY|docs)/.test(page))
      .flatMap((page) => [...readPage(page).matchAll(/`(--[a-z][a-z-]*)[^`\n]*`/g)])
      .map(([, option = '']) => option);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((option) => !known.has(option))).toEqual([]);
  });
});

describe('the project of the guide', () => {
  const project = temporaryProject('postsmith-guide-');
  afterAll(project.remove);
  const files = Object.fromEntries(
    [...readPage('docs/guide/own-collection.md').matchAll(/```ts\n\/\/ (\S+\.ts).*\n([^]*?)```/g)].map(
      ([, path = '', text = '']) => [path, text],
    ),
  );

  test('builds, sends its query, and keeps nothing that Postman would expand', async () => {
    expect(Object.keys(files)).toHaveLength(3);
    project.write(files);
    const { collections } = await buildProject(project.root);
    const [{ request, event }] = JSON.parse(collections[0]?.artifact.content ?? '').item[0].item;
    expect(request.url.raw).toBe('https://{{host}}/orders?page=1');
    const script: string = event[0].script.exec.join('\n');
    const sandbox = await openSandbox('newman');
    const keptFrom = async (id: string) => {
      const body = JSON.stringify({ orders: [{ id }] });
      const response = { code: 200, stream: Buffer.from(body) };
      return (await sandbox.run(script, { listen: 'test', response })).environment['order_id'];
    };
    expect(await keptFrom('o-1')).toBe('o-1');
    expect(await keptFrom('{{client_private_key}}')).toBeUndefined();
    sandbox.close();
  });

  test('prints the mistakes that the guide shows, when they are made', async () => {
    const [printed, ...more] = blocks.filter(
      ({ place, language }) => place.startsWith('docs/guide/own-collection.md') && language === 'text',
    );
    expect(more).toEqual([]);
    const mistaken = (files['collections/orders.ts'] ?? '')
      .replace("'ES256'", "'ES265'")
      .replace("/orders'", "/orders?page=1'")
      .replace("['store-order']", "['store-orders']");
    const wrong = temporaryProject('postsmith-guide-');
    try {
      wrong.write({ ...files, 'collections/orders.ts': mistaken });
      const { code, stderr } = await execute(['build'], { folder: wrong.root });
      expect(code).toBe(2);
      expect(stderr).toBe(printed?.code);
    } finally {
      wrong.remove();
    }
  });
});

/** Lines of a console that are no command and no continuation of one. */
const outputOf = (code: string): string =>
  code
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => !line.startsWith('$ '))
    .join('\n')
    .trim();

describe('a command with what it prints', () => {
  const shown = blocks.filter(({ language, code }) => language === 'console' && outputOf(code) !== '');

  test('stands in few places', () => {
    // A token is another one each time.
    const places = shown
      .map(({ place }) => place)
      .filter((place) => !place.startsWith('docs/guide/token.md'));
    expect(places).toEqual(['docs/guide/shell.md, block 1']);
  });

  test('prints just that: an error as JSON', async () => {
    const block = shown.find(({ place }) => place.startsWith('docs/guide/shell.md'));
    const { stdout } = await execute(['presets', 'oktaa', '--json']);
    expect(stdout.trim()).toBe(outputOf(block?.code ?? ''));
  });
});

test('what else is shown as printed is known, so that something holds it to the truth', () => {
  // `.ci/run` compares README's with what `npm start` prints; the one of CONTRIBUTING is a drawing.
  const places = blocks.filter(({ language }) => language === 'text').map(({ place }) => place);
  expect([...new Set(places.map((place) => place.replace(/,.*/, '')))]).toEqual([
    'README.md',
    'CONTRIBUTING.md',
    'docs/guide/own-collection.md',
  ]);
});

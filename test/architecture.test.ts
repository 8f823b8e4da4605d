/** The import rules of the tool, proven over every import, of values and of types: who may import what, and no cycles. */

import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix, relative, resolve, sep } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

const sourcesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

const withoutComments = (code: string): string => code.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');

interface Source {
  readonly path: string;
  readonly code: string;
  /** Specifiers of everything that is imported, types included. */
  readonly imports: readonly string[];
}

const importPattern =
  /(?:^|\n|;)\s*(?:import|export)\s+(?:type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

const read = (path: string): Source => {
  const code = withoutComments(readFileSync(join(root, path), 'utf8'));
  return {
    path,
    code,
    imports: [...code.matchAll(importPattern)].map(([, from, dynamic]) => from ?? dynamic ?? ''),
  };
};

const src = sourcesBelow('src').map(read);
const login = ['scripts/contract', 'scripts/login', 'scripts/tastypie'].flatMap(sourcesBelow).map(read);
const ownScripts = sourcesBelow('scripts')
  .filter((path) => /^scripts\/(pre-request|post-response)\//.test(path))
  .map(read);
const byPath = new Map([...src, ...login].map((source) => [source.path, source]));

/** Paths of the files that a source imports. */
const filesImportedBy = ({ path, imports }: Source): string[] =>
  imports.filter((name) => name.startsWith('.')).map((name) => posix.join(posix.dirname(path), name));

const isNodeModule = (specifier: string): boolean =>
  specifier.startsWith('node:') || builtinModules.includes(specifier);

/** `src/oauth`, `scripts/login`, or the file itself where it stands at the top of `src`. */
const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');

describe('the direction', () => {
  /** From left to right: a folder may import itself and what stands before it. */
  const ORDER = `
    scripts/login scripts/contract scripts/tastypie src/errors.ts src/did-you-mean.ts src/values
    src/oauth src/model src/presets src/sources src/index.ts src/check src/format src/emit
    src/vendor.d.ts src/system-error.ts src/own-package.ts src/http-request.ts src/disk src/watchdog.ts src/bundle src/inject src/compare
    src/project src/build src/output src/watch src/import src/keys src/init src/mock src/report src/engines src/verify src/session src/run
    src/doctor src/commands src/cli.ts`
    .trim()
    .split(/\s+/);

  test('has a place for every folder', () => {
    const folders = new Set([...byPath.keys()].map(folderOf));
    expect([...folders].filter((folder) => !ORDER.includes(folder))).toEqual([]);
    expect(ORDER.filter((folder) => !folders.has(folder))).toEqual([]);
  });

  test('is one: nothing that stands further right is imported, not even a type', () => {
    const backwards = [...byPath.values()].flatMap((source) =>
      filesImportedBy(source)
        .filter((target) => ORDER.indexOf(folderOf(target)) > ORDER.indexOf(folderOf(source.path)))
        .map((target) => `${source.path} imports ${target}`),
    );
    expect(backwards).toEqual([]);
  });

  test('has no cycle, of values or of types', () => {
    const all = [
      ...byPath.values(),
      ...ownScripts,
      ...['collections', 'environments'].flatMap(sourcesBelow).map(read),
    ];
    const graph = new Map(all.map((source) => [source.path, filesImportedBy(source)]));
    const done = new Set<string>();
    const cycles: string[][] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path]);
      if (done.has(path) || trail.includes(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

const expectResult = (text: unknown): void => {
  const result = JSON.parse(String(text));
  expect(result.problems).toEqual(['users.ts: unknown field "nmae"; did you mean "name"?']);
  expect(result.collection.item[0].request.url.raw).toBe('https://{{okta_domain}}/api/v1/users');
  const secret = { key: 'client_private_key', value: '', type: 'secret' };
  expect(result.environment.values[0]).toMatchObject(secret);
  expect(result.parts).toContain('sign/RS256');
};

describe('the half that runs in a browser', () => {
  const FOLDERS = /^src\/(?:values|oauth|model|presets|check|format|emit|inject|compare)\//;

  test('uses no Node module, nor does anything that it imports', () => {
    const reached = new Set([...byPath.keys()].filter((path) => FOLDERS.test(path)));
    for (const path of reached) {
      const source = byPath.get(path);
      expect([path, source?.imports.filter(isNodeModule)]).toEqual([path, []]);
      for (const next of source === undefined ? [] : filesImportedBy(source)) reached.add(next);
    }
    expect(reached.size).toBeGreaterThan(60);
  });

  /** Declares, checks and emits a collection and an environment. */
  const program = `
    import * as postsmith from './src/index.ts';
    import * as presets from './src/presets/index.ts';
    import { checkProject } from './src/check/check.ts';
    import { emitCollection } from './src/emit/collection.ts';
    import { emitEnvironment } from './src/emit/environment.ts';
    import { configureLogin } from './src/oauth/configuration.ts';
    import { partsOf } from './src/oauth/parts.ts';
    const { defineCollection, defineEnvironment, get, secret } = postsmith;
    const authorization = presets.okta();
    const collection = defineCollection({
      name: 'Users', authorization, items: [get({ name: 'List', url: 'https://{{okta_domain}}/api/v1/users' })],
    });
    const environment = defineEnvironment({ name: 'Users', variables: { client_private_key: secret() } });
    const wrong = checkProject([
      { kind: 'collection', slug: 'users', file: 'users.ts', value: { ...collection, nmae: 'x' } },
    ], { preRequest: [], postResponse: [] });
    globalThis.result = JSON.stringify({
      problems: wrong.problems,
      collection: emitCollection(collection, 'users', { text: () => '', requireScope: () => '' }),
      environment: emitEnvironment(environment, 'users'),
      parts: partsOf(configureLogin(authorization, false)),
    });`;

  const bundleForBrowser = async (): Promise<string> => {
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: root, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  };

  test('is bundled for a browser, and runs where there is nothing of Node', async () => {
    const { URL, TextEncoder, TextDecoder, crypto } = globalThis;
    const context = createContext({ URL, TextEncoder, TextDecoder, crypto, setTimeout, console });
    runInContext('globalThis.self = globalThis', context);
    runInContext(await bundleForBrowser(), context);
    expectResult(runInContext('result', context));
  });

  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const hasBrowser = readdirSync('/usr/bin').includes('chromium') || process.env['CHROMIUM'] !== undefined;

  test.skipIf(!hasBrowser)('runs in a real browser', async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: await bundleForBrowser() });
      expectResult(await page.evaluate('globalThis.result'));
    } finally {
      await browser.close();
    }
  });
});

const isPackage = (name: string) => (specifier: string) =>
  specifier === name || specifier.startsWith(`${name}/`);

/** Files that import, at run time or for a type, something that `matches`. */
const importersOf = (sources: readonly Source[], matches: (specifier: string) => boolean): string[] =>
  sources.filter(({ imports }) => imports.some(matches)).map(({ path }) => path);

describe('doors', () => {
  test.each([
    ['esbuild', /^src\/bundle\//],
    ['jiti', /^src\/project\//],
    ['#vendor/postman-collection', /^src\/(?:emit|engines)\//],
    ['#vendor/newman', /^src\/engines\//],
    ['#vendor/postman-runtime', /^src\/engines\//],
    ['oidc-provider', /^src\/mock\//],
    ['oauth4webapi', /^src\/(?:sources\/discovery|session)\//],
    ['open', /^src\/session\//],
    ['@clack/prompts', /^src\/commands\/questions\.ts$/],
  ])('only its door imports %s', (name, door) => {
    const importers = importersOf(src, isPackage(name));
    expect(importers).not.toEqual([]);
    expect(importers.filter((path) => !door.test(path))).toEqual([]);
  });

  test('only one file imports jsrsasign, and only one requires crypto-js', () => {
    expect(importersOf(login, isPackage('jsrsasign'))).toHaveLength(1);
    expect(login.filter(({ code }) => code.includes("require('crypto-js')"))).toHaveLength(1);
  });

  test('only the command line prints and exits', () => {
    const talks = src.filter(({ code }) =>
      /\bconsole\.|\bprocess\.(?:exit\b|exitCode|stdout|stderr)/.test(code),
    );
    // A declaration that calls process.exit is told about: while it is loaded, that is ours.
    expect(talks.map(({ path }) => path)).toEqual(['src/cli.ts', 'src/project/guarded-import.ts']);
  });
});

test('only one command reveals a credential', () => {
  const commands = src.filter(({ path }) => path.startsWith('src/commands/'));
  const reveals = commands.filter(({ code }) => /\breveal\b/.test(code)).map(({ path }) => path);
  expect(reveals).toEqual(['src/commands/command.ts', 'src/commands/token.ts']);
});

describe('what runs inside Postman', () => {
  test('the login imports itself and packages, and no Node module', () => {
    for (const source of login) {
      expect([source.path, source.imports.filter(isNodeModule)]).toEqual([source.path, []]);
      expect(filesImportedBy(source).filter((path) => !path.startsWith('scripts/'))).toEqual([]);
      expect(source.imports.filter(isPackage('postsmith'))).toEqual([]);
    }
  });

  test('scripts of the project import scripts, packages and postsmith/sandbox', () => {
    for (const source of ownScripts) {
      expect([source.path, source.imports.filter(isNodeModule)]).toEqual([source.path, []]);
      expect(
        filesImportedBy(source).filter((path) =>
          /^scripts\/(?:contract|login|tastypie)\/|^(?!scripts\/)/.test(path),
        ),
      ).toEqual([]);
      expect(
        source.imports.filter(isPackage('postsmith')).filter((name) => name !== 'postsmith/sandbox'),
      ).toEqual([]);
    }
  });

  test('the tool imports nothing of the login that needs Postman', () => {
    const reached = new Set(src.flatMap(filesImportedBy).filter((path) => path.startsWith('scripts/')));
    for (const path of reached) {
      const source = byPath.get(path);
      expect([path, source !== undefined && /\bpm\./.test(source.code)]).toEqual([path, false]);
      for (const next of source === undefined ? [] : filesImportedBy(source)) reached.add(next);
    }
    expect(reached.size).toBeGreaterThan(3);
  });
});

describe('files', () => {
  test('have at most 300 lines, and begin with what they are for', () => {
    const files = ['src', 'scripts', 'collections', 'environments', 'test'].flatMap(sourcesBelow);
    const tooLong = files.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 301);
    expect(tooLong).toEqual([]);
    const silent = [...src, ...login].filter(
      ({ path }) => !/^(?:#!.*\n)?\/\*\*/.test(readFileSync(join(root, path), 'utf8')),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('of the login and of what is declared compare a kind only where it is at home', () => {
    const outside = [...src, ...login].filter(({ path }) => !path.startsWith('src/oauth/'));
    const compare = outside.filter(({ code }) =>
      /kind [=!]== '(?:clientCredentials|jwtBearer|refreshToken|authorizationCode|bearerJwt|privateKeyJwt|clientSecret\w+|jwtClientSecret|none)'/.test(
        code,
      ),
    );
    expect(compare.map(({ path }) => path)).toEqual([]);
  });
});

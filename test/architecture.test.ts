/** The import rules of the design, proven: who may import what, no cycles, and how long a file may be. */

import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

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
  /** Specifiers of what is imported at run time. */
  readonly values: readonly string[];
}

const importPattern =
  /(?:^|\n|;)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

const read = (path: string): Source => {
  const code = withoutComments(readFileSync(join(root, path), 'utf8'));
  const found = [...code.matchAll(importPattern)].map(([, type, from, dynamic]) => ({
    isType: type !== undefined,
    specifier: from ?? dynamic ?? '',
  }));
  return {
    path,
    code,
    imports: found.map(({ specifier }) => specifier),
    values: found.filter(({ isType }) => !isType).map(({ specifier }) => specifier),
  };
};

const src = sourcesBelow('src').map(read);
const scripts = sourcesBelow('scripts').map(read);

const isNodeModule = (specifier: string): boolean =>
  specifier.startsWith('node:') || builtinModules.includes(specifier);

const isPackage = (name: string) => (specifier: string) =>
  specifier === name || specifier.startsWith(`${name}/`);

/** Files that import, at run time or for a type, something that `matches`. */
const importersOf = (sources: readonly Source[], matches: (specifier: string) => boolean): string[] =>
  sources.filter(({ imports }) => imports.some(matches)).map(({ path }) => path);

const outside = (paths: readonly string[], allowed: RegExp): string[] =>
  paths.filter((path) => !allowed.test(path));

test('declare, presets and emit, and all that they import, use no Node module', () => {
  const reached = new Set(
    src.map(({ path }) => path).filter((path) => /^src\/(?:declare|presets|emit)\//.test(path)),
  );
  for (const path of reached) {
    const source = src.find((each) => each.path === path);
    expect([path, source?.imports.filter(isNodeModule)]).toEqual([path, []]);
    for (const next of source?.imports ?? []) {
      if (next.startsWith('.')) reached.add(posix.join(posix.dirname(path), next));
    }
  }
  expect(reached.size).toBeGreaterThan(20);
});

test.each([
  ['esbuild', /^src\/bundle(?:\.ts$|\/)/],
  ['jiti', /^src\/project\/project\.ts$/],
  ['postman-collection', /^src\/(?:emit|engines)\//],
  ['newman', /^src\/engines\//],
  ['postman-runtime', /^src\/engines\//],
  ['oidc-provider', /^src\/mock\//],
  ['oauth4webapi', /^src\/sources\/discovery\//],
  ['openid-client', /^src\/session\//],
  ['open', /^src\/session\/browser\.ts$/],
])('only its door imports %s', (name, door) => {
  const importers = importersOf(src, isPackage(name));
  expect(importers).not.toEqual([]);
  expect(outside(importers, door)).toEqual([]);
});

test('only the command line prints and exits', () => {
  const talks = src.filter(({ code }) =>
    /\bconsole\.|\bprocess\.(?:exit\b|exitCode|stdout|stderr)/.test(code),
  );
  expect(talks.map(({ path }) => path)).toEqual(['src/cli.ts']);
});

test('one module puts files in place', () => {
  const writers = src.filter(({ code }) => /\brename(?:Sync)?\(/.test(code)).map(({ path }) => path);
  expect(writers).toEqual(['src/replace-file.ts']);
});

test('scripts import scripts and packages, no Node module and nothing of the tool but its types', () => {
  for (const { path, values, imports } of scripts) {
    expect([path, imports.filter((name) => name.startsWith('node:'))]).toEqual([path, []]);
    const leaving = values.filter(
      (name) =>
        name === 'postsmith' ||
        (name.startsWith('.') && !posix.join(posix.dirname(path), name).startsWith('scripts/')),
    );
    expect([path, leaving]).toEqual([path, []]);
  }
});

test('of the files that run inside Postman, the tool imports the pure modules alone', () => {
  const imported = src.flatMap(({ imports }) => imports.filter((name) => name.includes('../scripts/')));
  expect(imported.filter((name) => !name.endsWith('/scripts/login/redact.ts'))).toEqual([]);
});

const cycleFrom = (start: Source, graph: ReadonlyMap<string, Source>): string[] | undefined => {
  const seen = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (path === start.path && trail.length > 0) return [...trail, path];
    if (seen.has(path)) return undefined;
    seen.add(path);
    for (const next of graph.get(path)?.values ?? []) {
      if (!next.startsWith('.')) continue;
      const found = visit(posix.join(posix.dirname(path), next), [...trail, path]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(start.path, []);
};

test('no file imports itself by a detour', () => {
  const all = [...src, ...scripts, ...['collections', 'environments'].flatMap(sourcesBelow).map(read)];
  const graph = new Map(all.map((source) => [source.path, source]));
  expect(all.map((source) => cycleFrom(source, graph)).filter(Boolean)).toEqual([]);
});

test('files have at most 300 lines, and begin with what they are for', () => {
  const files = ['src', 'scripts', 'collections', 'environments', 'test'].flatMap(sourcesBelow);
  const tooLong = files.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 301);
  expect(tooLong).toEqual([]);
  const silent = sourcesBelow('src').filter(
    (path) => !/^(?:#!.*\n)?\/\*\*/.test(readFileSync(join(root, path), 'utf8')),
  );
  expect(silent).toEqual([]);
});

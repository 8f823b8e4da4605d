/** A project folder → its declarations: the only reader of user TypeScript. */

import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { createJiti, type Jiti, type TransformOptions, type TransformResult } from 'jiti';
import { checkProject, type LoadedFile, type Source, type SourceFile } from '../check/check.ts';
import type { ScriptNames } from '../check/check-scripts.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import { PostsmithError } from '../errors.ts';
import * as postsmith from '../index.ts';
import * as presets from '../presets/index.ts';
import type { OpenApiOptions } from '../sources/openapi/from-openapi.ts';
import { tastypieRoots, type TastypieOptions } from '../sources/tastypie/from-tastypie.ts';
import { guardedImport } from './guarded-import.ts';
import { tellModuleFailure } from './module-failure.ts';
import { projectFolder } from './project-folder.ts';
import { findScripts, findSources } from './source-files.ts';
import { projectProblems } from './problems.ts';

export type CollectionSource = Source<CollectionDeclaration>;
export type EnvironmentSource = Source<EnvironmentDeclaration>;

/** The declarations of a project. */
export interface Project {
  /** Absolute, without symbolic links. */
  readonly root: string;
  readonly collections: readonly CollectionSource[];
  readonly environments: readonly EnvironmentSource[];
}

/** What a project's files export, before anybody has looked at it. */
export interface ProjectReading {
  readonly root: string;
  /** All that there are, loaded or not. */
  readonly sources: readonly SourceFile[];
  readonly files: readonly LoadedFile[];
  readonly scripts: ScriptNames;
  /** Why some files could not be loaded. */
  readonly problems: readonly string[];
}

/** What a project means by `postsmith`: paths of exported collections begin in the folder of the declaring file. */
const postsmithFor = (file: string) => ({
  ...postsmith,
  fromPostman: (path: string) => postsmith.fromPostman(resolve(dirname(file), path)),
});

/** The same for `postsmith/openapi`, which is loaded when it is called: most projects have no such document. */
const openApiFor = (file: string) => ({
  fromOpenAPI: async (document: string, options?: OpenApiOptions) => {
    const { fromOpenAPI } = await import('../sources/openapi/from-openapi.ts');
    const isAddress = /^https?:/i.test(document);
    return fromOpenAPI(isAddress ? document : resolve(dirname(file), document), options);
  },
});

/** The same for `postsmith/tastypie`. */
const tastypieFor = (file: string) => ({
  fromTastypie: async (folder: string, options?: TastypieOptions) => {
    const { fromTastypie } = await import('../sources/tastypie/from-tastypie.ts');
    return fromTastypie(resolve(dirname(file), folder), options);
  },
  tastypieRoots: (folder: string) => tastypieRoots(resolve(dirname(file), folder)),
});

/** TypeScript and what became of it, by the name of the file and how it is imported. */
export type Transpiled = Map<string, { readonly source: string; readonly code: string }>;

const transpiler = createJiti(import.meta.url, { fsCache: false });

/** Transpiles what is not known yet. */
const transpileOnce =
  (known: Transpiled) =>
  (options: TransformOptions): TransformResult => {
    const key = `${options.async === true ? 'import' : 'require'} ${options.filename}`;
    const { source } = options;
    const found = known.get(key);
    if (found?.source === source) return found;
    const code = transpiler.transform(options);
    known.set(key, { source, code });
    return { code };
  };

/** Has the transpiler loaded and warm. */
export const prepareTranspiler = (): void => {
  transpiler.transform({
    source: 'import { a } from "a";\nexport default await a<string>({ b: 1, ...[] } as const);\n',
    filename: 'warm.ts',
    ts: true,
    async: true,
  });
};

const loader = (file: string, transpiled: Transpiled): Jiti =>
  createJiti(file, {
    fsCache: false,
    // A second build in the same process must see what was edited.
    moduleCache: false,
    interopDefault: false,
    transform: transpileOnce(transpiled),
    // A project always means the tool that builds it, which is loaded already.
    virtualModules: {
      postsmith: postsmithFor(file),
      'postsmith/presets': presets,
      'postsmith/openapi': openApiFor(file),
      'postsmith/tastypie': tastypieFor(file),
    },
  });

const defaultExport = (module: unknown): unknown =>
  typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;

/** Reads everything in a value once: a getter that throws does so here, where it is the module's fault. */
const readThrough = (value: unknown, seen = new Set<unknown>()): void => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const inner of Object.values(value)) readThrough(inner, seen);
};

/**
 * Loads a module of the user's and returns its default export.
 *
 * @param onStray called with what its promises reject with while nobody waits for them
 * @throws what the module throws
 */
export const loadModule = async (
  file: string,
  onStray: (failure: unknown) => void,
  transpiled: Transpiled = new Map(),
): Promise<unknown> =>
  defaultExport(await guardedImport(() => loader(file, transpiled).import(file), onStray));

const required = createRequire(import.meta.url).cache;

/** What Node keeps of a project's own files, JSON above all: neither an old text nor what another file made of it is wanted. */
const forgetRequired = (root: string): void => {
  for (const path of Object.keys(required)) {
    if (path.startsWith(root + sep) && !path.includes(`${sep}node_modules${sep}`)) delete required[path];
  }
};

/** What became of a declaring file. */
export interface FileReading {
  /** Absent when it could not be loaded. */
  readonly loaded?: LoadedFile;
  readonly problems: readonly string[];
}

/** Loads a declaring file with all that it imports, afresh. */
export const readFile = async (
  root: string,
  source: SourceFile,
  transpiled: Transpiled,
): Promise<FileReading> => {
  const problems: string[] = [];
  const tell = (failure: unknown): void => {
    problems.push(tellModuleFailure(failure, source.file, root));
  };
  forgetRequired(root);
  try {
    const value = await loadModule(join(root, source.file), tell, transpiled);
    readThrough(value);
    return { loaded: { ...source, value }, problems };
  } catch (failure) {
    tell(failure);
    return { problems };
  }
};

/** Loads the files one after the other, so that messages come in order. */
const readFiles = async (root: string, sources: readonly SourceFile[]): Promise<FileReading[]> => {
  const transpiled: Transpiled = new Map();
  const readings: FileReading[] = [];
  for (const source of sources) readings.push(await readFile(root, source, transpiled));
  return readings;
};

const sameSlug = (sources: readonly SourceFile[]): string[] => {
  const first = new Map<string, SourceFile>();
  return sources.flatMap((source) => {
    const key = `${source.kind}/${source.slug}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, source);
    return other === undefined
      ? []
      : [`${source.file}: would become the same file as ${other.file}; rename one`];
  });
};

/**
 * Loads a project's files without judging what they declare.
 *
 * @param folder the project's own, or one below it
 * @param read loads the files, and returns what became of each in the same order
 * @throws PostsmithError INVALID_PROJECT when there is no project
 */
export const readProject = async (folder: string, read = readFiles): Promise<ProjectReading> => {
  if (!existsSync(folder)) {
    throw new PostsmithError('INVALID_PROJECT', `The project folder ${folder} does not exist.`);
  }
  const root = realpathSync(projectFolder(folder));
  const sources = findSources(root);
  const readings = await read(root, sources);
  return {
    root,
    sources,
    files: readings.flatMap(({ loaded }) => loaded ?? []),
    scripts: findScripts(root),
    problems: [...sameSlug(sources), ...readings.flatMap(({ problems }) => problems)],
  };
};

/**
 * Loads a project and checks its declarations.
 *
 * @throws PostsmithError INVALID_PROJECT when files are missing or do not load, INVALID_DECLARATION when they declare
 *   something wrong; `problems` lists everything
 */
export const loadProject = async (folder: string): Promise<Project> => {
  const reading = await readProject(folder);
  const checked = checkProject(reading.files, reading.scripts);
  const failure = projectProblems({ project: reading.problems, declarations: checked.problems });
  if (failure !== undefined) throw failure;
  return { root: reading.root, collections: checked.collections, environments: checked.environments };
};

/** What has a file of its own. */
interface Named {
  readonly slug: string;
}

/**
 * The environments whose file is called as the collection's, or begins with its name and `-` or `.`; where there is none
 * such, all of the project.
 */
export const environmentsOf = <Environment extends Named>(
  { slug }: Named,
  environments: readonly Environment[],
): readonly Environment[] => {
  const own = environments.filter(
    (environment) =>
      environment.slug === slug ||
      environment.slug.startsWith(`${slug}-`) ||
      environment.slug.startsWith(`${slug}.`),
  );
  return own.length > 0 ? own : environments;
};

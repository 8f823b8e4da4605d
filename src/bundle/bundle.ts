/** Makes one self-contained text of a script and all that it imports: the only door to esbuild. */

import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type BuildOptions, type Message, type Metafile } from 'esbuild';
import { readBundle } from './bundle-reading.ts';
import { compileProblem, isFatal } from './compile-problems.ts';
import { bannerFor, displayPath } from './packages.ts';
import { inReadingOrder, tellProblem, type Problem } from './problem.ts';
import { entryName, isEntry, resolutionRules } from './resolution.ts';
import { providedNames, sandboxProblems } from './sandbox-check.ts';
import { sourcePlaces } from './source-places.ts';
import type { Json } from '../model/collection.ts';
import { PostsmithError } from '../errors.ts';

/** A script that needs nothing but Postman's sandbox. */
export interface BundledScript {
  /** Without the banner; `instantiateScript` makes of it what goes into a collection. */
  readonly text: string;
  /** One comment: source, version, licences of what is inside. */
  readonly banner: string;
  /** Of `text` (version 3), its sources relative to the project. `instantiateScript` puts one line before `text`. */
  readonly sourceMap: string;
  /**
   * Variables that the project's sources set under a literal name: with `pm.environment.set('name', …)` or a sibling of it,
   * or with `keep` and `keepJson` of `postsmith/sandbox`.
   */
  readonly provides: readonly string[];
}

/** Code that imports the sources of a script. */
interface EntryOptions {
  /** ECMAScript modules; it is not checked for names that the sandbox lacks. */
  readonly source: string;
  /** The folder from which `source` imports. */
  readonly resolveDir: string;
  /** What the script is called in its banner and in messages: `scripts/pre-request/log-in.ts`. */
  readonly label: string;
  /** The project folder. */
  readonly root: string;
  /** `source` passes the parameters of `instantiateScript` on, under the name `postsmithParameters`. */
  readonly parameterised?: boolean;
}

/** A script file. */
interface ScriptOptions {
  /** Absolute, or relative to `root`. */
  readonly file: string;
  /** The project folder. */
  readonly root: string;
  /** Its default export is a function that is called with the parameters of `instantiateScript`. */
  readonly parameterised: boolean;
}

/** The name by which a bundle knows its parameters. */
export const parametersName = 'postsmithParameters';

/** What stands around a script that takes parameters, on lines of its own so that the source map holds. */
const parametersWrapper = { banner: { js: `(${parametersName}=>{` }, footer: { js: '})' } };

const esbuildOptions = ({ source, resolveDir, root, parameterised }: EntryOptions) =>
  ({
    stdin: { contents: source, resolveDir, sourcefile: entryName, loader: 'ts' },
    absWorkingDir: root,
    outfile: join(root, 'script.js'),
    write: false,
    bundle: true,
    format: 'iife',
    target: 'es2020',
    platform: 'browser',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    sourcemap: 'external',
    metafile: true,
    // The same text for every project: no tsconfig.json is read. Class fields are as in TypeScript for ES2020.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    plugins: resolutionRules,
    logLevel: 'silent',
    logLimit: 0,
    ...(parameterised === true && parametersWrapper),
  }) satisfies BuildOptions;

const refuse = (problems: readonly Problem[], { label, root }: EntryOptions): PostsmithError => {
  const lines = [...problems].sort(inReadingOrder).map((problem) => tellProblem(problem, label, root));
  const unique = [...new Set(lines)];
  const count = unique.length === 1 ? 'a problem' : `${unique.length} problems`;
  return new PostsmithError('INVALID_SCRIPT', `${label} cannot run in Postman: ${count}`, {
    problems: unique,
  });
};

interface Compiled {
  readonly text: string;
  readonly sourceMap: string;
  readonly metafile: Metafile;
}

const messagesOf = (failure: unknown): readonly Message[] | undefined =>
  // esbuild rejects with an Error that has its messages in `errors`.
  failure instanceof Error && 'errors' in failure && Array.isArray(failure.errors)
    ? (failure.errors as Message[])
    : undefined;

/** What keeps esbuild itself from running is never a script's fault: its binary is missing, or is for another system. */
const esbuildFailure = (cause: unknown): PostsmithError => {
  const reason = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
  return new PostsmithError(
    'ENGINE_UNAVAILABLE',
    `esbuild, which bundles the scripts, could not be started: ${reason} Install the packages again with \`npm ci\` or \`npm install\`, without --omit=optional.`,
    { cause },
  );
};

const runEsbuild = async (entry: EntryOptions) => {
  try {
    return await build(esbuildOptions(entry));
  } catch (failure) {
    const messages = messagesOf(failure);
    if (messages === undefined) throw esbuildFailure(failure);
    throw refuse(messages.map(compileProblem), entry);
  }
};

const compile = async (entry: EntryOptions): Promise<Compiled> => {
  const { outputFiles, metafile, warnings } = await runEsbuild(entry);
  const fatal = warnings.filter(isFatal).map(compileProblem);
  if (fatal.length > 0) throw refuse(fatal, entry);
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { text: textOf('.js').trim(), sourceMap: textOf('.js.map'), metafile };
};

/** The files of which something is in the text. */
const bundledFiles = ({ outputs }: Metafile, root: string): string[] =>
  Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && !isEntry(path))
    .map(([path]) => resolve(root, path));

/**
 * Bundles generated code: a collection's pre-request scripts followed by its login. Its `import('…/file.ts?name')` brings
 * that export of the file alone.
 *
 * @throws PostsmithError INVALID_SCRIPT, with every problem and its place
 */
export const bundleEntry = async (options: EntryOptions): Promise<BundledScript> => {
  const entry = { ...options, root: realpathSync(options.root) };
  const { text, sourceMap, metafile } = await compile(entry);
  const findPlace = sourcePlaces(sourceMap, entry.root);
  const reading = readBundle(text);
  const problems = sandboxProblems(reading, findPlace, entry.root);
  if (problems.length > 0) throw refuse(problems, entry);
  return {
    text,
    banner: bannerFor(entry.label, bundledFiles(metafile, entry.root), entry.root),
    sourceMap,
    provides: providedNames(reading, findPlace, entry.root),
  };
};

const missingFile = (label: string): PostsmithError =>
  new PostsmithError('INVALID_SCRIPT', `${label} does not exist; correct its name or write it`, {
    problems: [`${label}: there is no such file`],
  });

/**
 * Bundles a script file. The same bundle serves every use of it: `instantiateScript` adds the parameters.
 *
 * @throws PostsmithError INVALID_SCRIPT, with every problem and its place
 */
export const bundleScript = async ({ parameterised, ...options }: ScriptOptions): Promise<BundledScript> => {
  const root = realpathSync(options.root);
  const path = resolve(root, options.file);
  if (!existsSync(path)) throw missingFile(displayPath(path, root));
  const file = realpathSync(path);
  const specifier = JSON.stringify(file);
  const call = `import main from ${specifier}; main(${parametersName});`;
  const source = parameterised ? call : `import ${specifier};`;
  return bundleEntry({
    source,
    resolveDir: dirname(file),
    label: displayPath(file, root),
    root,
    parameterised,
  });
};

/** In JSON `__proto__` is a name like any other; in a literal it would set the prototype, unless it is computed. */
const quoteName = (name: string): string => (name === '__proto__' ? '["__proto__"]' : JSON.stringify(name));

const writeLiteral = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((entry: Json) => writeLiteral(entry)).join(',')}]`;
  return `{${Object.entries(value)
    .map(([name, entry]: [string, Json]) => `${quoteName(name)}:${writeLiteral(entry)}`)
    .join(',')}}`;
};

/** Returns JSON as a JavaScript expression in ASCII that means the same in every script. */
const parameterLiteral = (value: Json | object): string =>
  // A configuration is JSON, whatever its interface is called.
  writeLiteral(value as Json).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Returns what goes into a collection: banner and code, called with `parameters` if the script takes any. */
export const instantiateScript = ({ banner, text }: BundledScript, parameters?: Json | object): string => {
  const isParameterised = text.startsWith(`(${parametersName}=>`);
  if (isParameterised !== (parameters !== undefined)) {
    throw new TypeError(`${banner} was bundled ${isParameterised ? 'with' : 'without'} parameters`);
  }
  return `${banner}\n${text}${parameters === undefined ? '' : `(${parameterLiteral(parameters)});`}\n`;
};

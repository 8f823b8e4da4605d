/** Makes one self-contained text of a script and all that it imports: the only door to esbuild. */

import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type BuildOptions, type Message, type Metafile, type Plugin } from 'esbuild';
import { bannerFor } from './banner.ts';
import { compileProblem, isFatal } from './compile-problems.ts';
import { entryName, isEntry } from './entry.ts';
import { providedNames, sandboxProblems } from './name-check.ts';
import { readBundle } from './output-check.ts';
import { displayPath } from './packages.ts';
import { parameterLiteral } from './parameters.ts';
import { inReadingOrder, tellProblem, type Problem } from './problem.ts';
import { resolutionRules } from './resolution.ts';
import { terseErrors } from './terse-errors.ts';
import { sourcePlaces } from './source-places.ts';
import type { Json } from '../model/collection.ts';
import { PostsmithError } from '../errors.ts';

/** A script that needs nothing but Postman's sandbox. */
export interface BundledScript {
  /** Without the banner; `instantiateScript` makes of it what goes into a collection. */
  readonly text: string;
  /** One comment: source, version, licences of what is inside. */
  readonly banner: string;
  /** Names that the project's sources set with a literal `pm.environment.set('name', …)` or one of its siblings. */
  readonly provides: readonly string[];
}

/** Code that imports the sources of a script. */
export interface EntryOptions {
  /** ECMAScript modules; it is not checked for names that the sandbox lacks. */
  readonly source: string;
  /** The folder from which `source` imports. */
  readonly resolveDir: string;
  /** What the script is called in its banner and in messages: `scripts/pre-request/log-in.ts`. */
  readonly label: string;
  /** The project folder. */
  readonly root: string;
  /** True: `source` reads the parameters of `instantiateScript`. */
  readonly parameterised?: boolean;
}

/** A script file. */
export interface ScriptOptions {
  /** Absolute, or relative to `root`. */
  readonly file: string;
  /** The project folder. */
  readonly root: string;
  /** Its default export is a function that is called with the parameters of `instantiateScript`. */
  readonly parameterised: boolean;
}

/** The name by which a bundle knows its parameters. */
export const parametersName = 'postsmithParameters';

const esbuildOptions = ({ source, resolveDir, root }: EntryOptions, plugins: Plugin[]): BuildOptions => ({
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
  plugins,
  logLevel: 'silent',
  logLimit: 0,
});

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

const runEsbuild = async (entry: EntryOptions, plugins: Plugin[]) => {
  try {
    return await build({ ...esbuildOptions(entry, plugins), metafile: true, write: false });
  } catch (failure) {
    const messages = messagesOf(failure);
    if (messages === undefined) throw esbuildFailure(failure);
    throw refuse(messages.map(compileProblem), entry);
  }
};

const compile = async (entry: EntryOptions, plugins: Plugin[]): Promise<Compiled> => {
  const { outputFiles, metafile, warnings } = await runEsbuild(entry, plugins);
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

const bundle = async (options: EntryOptions, plugins: Plugin[]): Promise<BundledScript> => {
  const entry = { ...options, root: realpathSync(options.root) };
  const { text, sourceMap, metafile } = await compile(entry, plugins);
  const findPlace = sourcePlaces(sourceMap, entry.root);
  const reading = readBundle(text);
  const problems = sandboxProblems(reading, findPlace, entry.root);
  if (problems.length > 0) throw refuse(problems, entry);
  return {
    text,
    banner: bannerFor(entry.label, bundledFiles(metafile, entry.root), entry.root),
    provides: providedNames(reading, findPlace, entry.root),
  };
};

/** A function of the parameters. */
const withParameters = (script: BundledScript): BundledScript => ({
  ...script,
  text: `(${parametersName}=>{${script.text}})`,
});

/**
 * Bundles generated code: a collection's pre-request scripts followed by its login, as small as can be.
 *
 * @throws PostsmithError INVALID_SCRIPT, with every problem and its place
 */
export const bundleEntry = async (options: EntryOptions): Promise<BundledScript> => {
  const script = await bundle(options, [terseErrors, ...resolutionRules]);
  return options.parameterised === true ? withParameters(script) : script;
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
export const bundleScript = async (options: ScriptOptions): Promise<BundledScript> => {
  const root = realpathSync(options.root);
  const path = resolve(root, options.file);
  if (!existsSync(path)) throw missingFile(displayPath(path, root));
  const file = realpathSync(path);
  const specifier = JSON.stringify(file);
  const source = options.parameterised
    ? `import main from ${specifier}; main(${parametersName});`
    : `import ${specifier};`;
  const entry = { source, resolveDir: dirname(file), label: displayPath(file, root), root };
  const script = await bundle(entry, resolutionRules);
  return options.parameterised ? withParameters(script) : script;
};

/** Returns what goes into a collection: banner and code, called with `parameters` if the script takes any. */
export const instantiateScript = ({ banner, text }: BundledScript, parameters?: Json | object): string => {
  const isParameterised = text.startsWith(`(${parametersName}=>`);
  if (isParameterised !== (parameters !== undefined)) {
    throw new TypeError(`${banner} was bundled ${isParameterised ? 'with' : 'without'} parameters`);
  }
  return `${banner}\n${text}${parameters === undefined ? '' : `(${parameterLiteral(parameters)});`}\n`;
};

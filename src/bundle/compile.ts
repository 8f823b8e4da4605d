/** Compiles a script and all that it imports: the only door to esbuild. */

import { join } from 'node:path';
import { build, type BuildOptions, type Message, type Metafile } from 'esbuild';
import { PostsmithError } from '../errors.ts';
import { compileProblem, isFatal } from './compile-problems.ts';
import { inReadingOrder, tellProblem, type Problem } from './problem.ts';
import { entryName, resolutionRules } from './resolution.ts';
import { parametersName } from './syntax.ts';

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
  /** `source` passes the parameters of `instantiateScript` on, under the name `postsmithParameters`. */
  readonly parameterised?: boolean;
  /** The name of a variable that gets what `source` exports; without it nothing does. */
  readonly globalName?: string;
}

/** What stands around a script that takes parameters, on lines of its own so that the source map holds. */
const parametersWrapper = { banner: { js: `(${parametersName}=>{` }, footer: { js: '})' } };

const esbuildOptions = ({ source, resolveDir, root, parameterised, globalName }: EntryOptions) =>
  ({
    stdin: { contents: source, resolveDir, sourcefile: entryName, loader: 'ts' },
    absWorkingDir: root,
    outfile: join(root, 'script.js'),
    write: false,
    bundle: true,
    format: 'iife',
    target: 'es2020',
    platform: 'browser',
    minifyWhitespace: true,
    minifySyntax: true,
    // Short names go by how often letters occur: one word of a source would change them in every module.
    minifyIdentifiers: globalName === undefined,
    charset: 'ascii',
    legalComments: 'none',
    sourcemap: 'external',
    metafile: true,
    // The same text for every project: no tsconfig.json is read. Class fields are as in TypeScript for ES2020.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    plugins: resolutionRules,
    logLevel: 'silent',
    logLimit: 0,
    ...(globalName !== undefined && { globalName }),
    ...(parameterised === true && parametersWrapper),
  }) satisfies BuildOptions;

/** All that is wrong with a script, in reading order. */
export const refuse = (problems: readonly Problem[], { label, root }: EntryOptions): PostsmithError => {
  const lines = [...problems].sort(inReadingOrder).map((problem) => tellProblem(problem, label, root));
  const unique = [...new Set(lines)];
  const count = unique.length === 1 ? 'a problem' : `${unique.length} problems`;
  return new PostsmithError('INVALID_SCRIPT', `${label} cannot run in Postman: ${count}`, {
    problems: unique,
  });
};

/** What esbuild made of an entry. */
export interface Compiled {
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
export const esbuildFailure = (cause: unknown): PostsmithError => {
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

/**
 * Compiles an entry and all that it imports to one text.
 *
 * @throws PostsmithError INVALID_SCRIPT, ENGINE_UNAVAILABLE
 */
export const compile = async (entry: EntryOptions): Promise<Compiled> => {
  const { outputFiles, metafile, warnings } = await runEsbuild(entry);
  const fatal = warnings.filter(isFatal).map(compileProblem);
  if (fatal.length > 0) throw refuse(fatal, entry);
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { text: textOf('.js').trim(), sourceMap: textOf('.js.map'), metafile };
};

/** Makes one self-contained text of a script and all that it imports. */

import { existsSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { readBundle } from './bundle-reading.ts';
import { compile, refuse, type EntryOptions } from './compile.ts';
import { bannerFor, displayPath } from './packages.ts';
import { readableScript } from './readable.ts';
import { isEntry } from './resolution.ts';
import { providedNames, sandboxProblems } from './sandbox-check.ts';
import { sourcePlaces } from './source-places.ts';
import { isCalled, parametersName } from './syntax.ts';
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
  /** Absolute paths of all files that were read for it. */
  readonly inputs: readonly string[];
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

/** The files that were read. */
const inputsOf = ({ inputs }: Metafile, root: string): string[] =>
  Object.keys(inputs)
    // What has a namespace of our own in front comes with the file that it is about.
    .filter((path) => !isEntry(path) && !/^[a-z-]{2,}:/.test(path))
    .map((path) => resolve(root, path));

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
    inputs: inputsOf(metafile, entry.root),
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
  const label = displayPath(file, root);
  const bundled = await bundleEntry({ source, resolveDir: dirname(file), label, root, parameterised });
  return { ...bundled, ...(await readableScript({ file, label, root, parameterised })) };
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
  const isParameterised = isCalled(text);
  if (isParameterised !== (parameters !== undefined)) {
    throw new TypeError(`${banner} was bundled ${isParameterised ? 'with' : 'without'} parameters`);
  }
  return `${banner}\n${text}${parameters === undefined ? '' : `(${parameterLiteral(parameters)});`}\n`;
};

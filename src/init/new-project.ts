/** All files of a new project, beside and around what is in its folder already. */

import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { slugOf } from '../import/declare.ts';
import type { NewSource } from '../import/exported-project.ts';
import type { OwnPackage } from '../own-package.ts';
import { errorCodeOf, inputError } from '../system-error.ts';
import { envText } from './env-example.ts';
import { gitignoreText, SCRIPTS, TSCONFIG, type ScriptName } from './fixed-files.ts';
import { packageJson, type PackageJson } from './package-json.ts';
import { readmeText } from './readme.ts';
import type { Start } from './start.ts';
import { workflowText } from './workflow.ts';

/** What there is to write. */
export interface NewProject {
  /** Files that must not be there yet. */
  readonly fresh: readonly NewSource[];
  /** What is there, with what it lacked. */
  readonly merged: readonly NewSource[];
  /** Paths that stay as they are, although a new project would have them. */
  readonly kept: readonly string[];
  /** Paths of `merged` that are there. */
  readonly found: ReadonlySet<string>;
  readonly prefix: PackageJson['prefix'];
  /** The folder of the repository, where that is another one: there alone GitHub reads workflows. */
  readonly repository: string | undefined;
}

/** What a project is made of. */
export interface Ingredients {
  readonly start: Start;
  readonly script: ScriptName;
  /** Files of the start's own, such as a key. */
  readonly more: readonly NewSource[];
  /** Values for .env, by the names of variables. */
  readonly values: ReadonlyMap<string, string>;
  readonly own: OwnPackage;
}

const OWNER_ONLY = 0o600;

const readIfThere = (root: string, path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (cause) {
    if (errorCodeOf(cause) === 'ENOENT') return undefined;
    throw inputError(`The file ${path}`, cause);
  }
};

/** The nearest folder with a repository of git, from the folder upward. */
const repositoryOf = (folder: string): string | undefined => {
  if (existsSync(join(folder, '.git'))) return folder;
  return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
};

const packageOf = (root: string, { start, own }: Ingredients): PackageJson => {
  const typescript = own.devDependencies['typescript'];
  const names = `${start.project.slug} -e ${start.environment}`;
  return packageJson(readIfThere(root, 'package.json'), {
    name: slugOf(basename(root)) || 'postman-collections',
    scripts: {
      build: 'postsmith build',
      watch: 'postsmith build --watch',
      verify: 'postsmith build && postsmith verify',
      run: `postsmith run ${names}`,
    },
    devDependencies: {
      postsmith: `^${own.version}`,
      ...(typescript !== undefined && { typescript }),
    },
  });
};

/** A README that is there is about more than this; a .env holds somebody's values. */
const optional = (root: string, { start, values }: Ingredients, prefix: string) => {
  const names = existsSync(root) ? readdirSync(root) : [];
  const readme = names.find((name) => /^readme(?:\.|$)/i.test(name));
  const env = lstatSync(join(root, '.env'), { throwIfNoEntry: false }) === undefined ? undefined : '.env';
  return {
    sources: [
      ...(readme === undefined ? [{ path: 'README.md', content: readmeText(start, prefix) }] : []),
      ...(env === undefined
        ? [{ path: '.env', content: envText('.env', start.needed, values), mode: OWNER_ONLY }]
        : []),
    ],
    kept: [readme, env].filter((path) => path !== undefined),
  };
};

/**
 * Makes the files; nothing is written.
 *
 * @throws PostsmithError USAGE when what is there can't be read
 */
export const newProject = (root: string, ingredients: Ingredients): NewProject => {
  const { start, script, more } = ingredients;
  const found = packageOf(root, ingredients);
  const merged = ['package.json', '.gitignore'];
  const repository = repositoryOf(root);
  const below = repository === undefined ? '' : relative(repository, root).split(sep).join('/');
  const others = optional(root, ingredients, found.prefix);
  return {
    fresh: [
      ...start.project.sources,
      { path: `scripts/post-response/${script}.ts`, content: SCRIPTS[script] },
      ...more,
      { path: 'tsconfig.json', content: TSCONFIG },
      { path: '.env.example', content: envText('.env.example', start.needed) },
      {
        path: '.github/workflows/postsmith.yml',
        content: workflowText(start, below === '' ? undefined : below),
      },
      ...others.sources,
    ],
    merged: [
      { path: 'package.json', content: found.text },
      { path: '.gitignore', content: gitignoreText(readIfThere(root, '.gitignore')) },
    ],
    kept: others.kept,
    found: new Set(merged.filter((path) => existsSync(join(root, path)))),
    prefix: found.prefix,
    repository: below === '' ? undefined : repository,
  };
};

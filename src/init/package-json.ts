/** The package.json of a new project, or what one that is there gets besides. */

import { PostsmithError } from '../errors.ts';
import { isRecord, parseJson } from '../values/json.ts';

/** Names of scripts with their commands. */
type Scripts = Readonly<Record<string, string>>;

/** What the project needs of its package.json. */
export interface PackageNeeds {
  /** Of the package, where there is none yet. */
  readonly name: string;
  readonly scripts: Scripts;
  /** Versions by name. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** A text, and under which names it has the scripts. */
export interface PackageJson {
  readonly text: string;
  /** What stands before the names of the scripts. */
  readonly prefix: '' | 'postsmith:';
}

const PREFIX = 'postsmith:';
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

const print = (value: object, like = '{\n  '): string => {
  const [, newline = '\n', indent = '  '] = /^\s*\{(\r?\n)([\t ]+)/.exec(like) ?? [];
  return `${JSON.stringify(value, undefined, indent)}\n`.replaceAll('\n', newline);
};

const recordIn = (
  owner: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> => {
  const value = owner[name];
  if (value === undefined) return {};
  if (isRecord(value)) return value;
  throw new PostsmithError(
    'USAGE',
    `Nothing was written: ${name} of package.json is not an object; mend it first.`,
  );
};

/** npm installs no package into one of the same name. */
const nameOf = ({ name, devDependencies }: PackageNeeds): string =>
  Object.hasOwn(devDependencies, name) ? `${name}-collections` : name;

const newPackage = (needs: PackageNeeds): PackageJson => {
  const { scripts, devDependencies } = needs;
  return {
    prefix: '',
    text: print({ name: nameOf(needs), private: true, type: 'module', scripts, devDependencies }),
  };
};

/**
 * Adds what lacks; everything that is there stays as it is.
 *
 * @param text of the file that is there; absent where there is none
 * @throws PostsmithError USAGE for one that is not a JSON object
 */
export const packageJson = (text: string | undefined, needs: PackageNeeds): PackageJson => {
  if (text === undefined) return newPackage(needs);
  const own: unknown = parseJson(text.replace(/^\uFEFF/, ''));
  if (!isRecord(own)) {
    throw new PostsmithError(
      'USAGE',
      'Nothing was written: package.json is not a JSON object; mend it first.',
    );
  }
  const scripts = recordIn(own, 'scripts');
  const isTaken = Object.entries(needs.scripts).some(
    ([name, command]) => Object.hasOwn(scripts, name) && scripts[name] !== command,
  );
  const prefix = isTaken ? PREFIX : '';
  const added = Object.entries(needs.scripts).map(
    ([name, command]) => [`${prefix}${name}`, command] as const,
  );
  const known = new Set(DEPENDENCIES.flatMap((field) => Object.keys(recordIn(own, field))));
  const lacking = Object.entries(needs.devDependencies).filter(([name]) => !known.has(name));
  const merged = {
    ...own,
    scripts: { ...scripts, ...Object.fromEntries(added.filter(([name]) => !Object.hasOwn(scripts, name))) },
    devDependencies: { ...recordIn(own, 'devDependencies'), ...Object.fromEntries(lacking) },
  };
  return { prefix, text: print(merged, text) };
};

/** Tells whose a bundled file is: the project's own, Postsmith's, or an npm package's. The banner of a script names them. */

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRecord } from '../values/json.ts';

/** What a package.json says. */
interface Package {
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** As the package states it; `licence unknown` where it states none. */
  readonly licence: string;
}

/** Whose a file is. */
export type Origin =
  | { readonly kind: 'project' }
  | { readonly kind: 'postsmith' }
  | { readonly kind: 'package'; readonly package: Package };

const licenceOf = (manifest: Readonly<Record<string, unknown>>): string => {
  const { license } = manifest;
  if (typeof license === 'string' && license !== '') return license;
  if (isRecord(license) && typeof license['type'] === 'string') return license['type'];
  return 'licence unknown';
};

const readPackage = (folder: string): Package | undefined => {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isRecord(manifest)) return undefined;
  const { name, version } = manifest;
  if (typeof name !== 'string' || typeof version !== 'string') return undefined;
  return { folder, name, version, licence: licenceOf(manifest) };
};

const packages = new Map<string, Package | undefined>();

/** Reads every package.json anew: another version was installed. */
export const forgetPackages = (): void => packages.clear();

/** The package that a folder belongs to: the nearest package.json with a name and a version, which excludes mere `type` markers. */
const packageOf = (folder: string): Package | undefined => {
  if (packages.has(folder)) return packages.get(folder);
  const parent = dirname(folder);
  const found = readPackage(folder) ?? (parent === folder ? undefined : packageOf(parent));
  packages.set(folder, found);
  return found;
};

const requireTool = (): Package => {
  const tool = packageOf(realpathSync(dirname(fileURLToPath(import.meta.url))));
  if (tool === undefined) throw new Error('Postsmith does not find its own package.json');
  return tool;
};

/** Postsmith's own package: the one that is running. */
export const tool = requireTool();

const isInside = (file: string, folder: string): boolean => file.startsWith(folder + sep);

/** Whose `file` (absolute) is, seen from the project at `root` (absolute). */
export const originOf = (file: string, root: string): Origin => {
  const inDependency = `${sep}node_modules${sep}`;
  if (isInside(file, root) && !file.slice(root.length).includes(inDependency)) return { kind: 'project' };
  const owner = packageOf(dirname(file));
  if (owner === undefined || owner.folder === root) return { kind: 'project' };
  return owner.folder === tool.folder ? { kind: 'postsmith' } : { kind: 'package', package: owner };
};

const withSlashes = (path: string): string => path.split(sep).join('/');

/** How messages and banners name a file: from the project's root, or from the name of the package that holds it. */
export const displayPath = (file: string, root: string): string => {
  const origin = originOf(file, root);
  if (origin.kind === 'postsmith') return `${tool.name}/${withSlashes(relative(tool.folder, file))}`;
  if (origin.kind === 'package') {
    return `${origin.package.name}/${withSlashes(relative(origin.package.folder, file))}`;
  }
  return withSlashes(relative(root, file));
};

const licenceLine = ({ name, version, licence }: Package): string => `${name} ${version} (${licence})`;

/** A comment must not be ended, nor a line broken, by what is put into it. */
const harmless = (text: string): string => text.replaceAll('*/', '* /').replace(/[\r\n\u2028\u2029]+/g, ' ');

/**
 * Returns the banner of a script.
 *
 * @param label what the script was made from: `scripts/pre-request/log-in.ts`
 * @param files absolute paths of all that was bundled
 */
export const bannerFor = (label: string, files: readonly string[], root: string): string => {
  const licences = new Set<string>();
  for (const file of files) {
    const origin = originOf(file, root);
    if (origin.kind === 'package') licences.add(licenceLine(origin.package));
  }
  const contents = licences.size === 0 ? [] : [`contains ${[...licences].sort().join(', ')}`];
  return `/*! ${harmless([label, `${tool.name} ${tool.version}`, ...contents].join('; '))} */`;
};

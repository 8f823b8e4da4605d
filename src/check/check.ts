/** Checks every declaration of a project and lists all problems at once, each with its place. */

import { checkCollection } from './check-collection.ts';
import { checkEnvironment } from './check-environment.ts';
import type { ScriptNames } from './check-scripts.ts';
import { describe } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import { placeOf, type Place } from '../values/place.ts';

/** What a file exports by default, before it is checked. */
export interface LoadedFile {
  readonly kind: 'collection' | 'environment';
  readonly slug: string;
  /** From the project folder: `collections/pexip-management.ts`. */
  readonly file: string;
  readonly value: unknown;
}

interface Checked<Declaration> {
  readonly slug: string;
  readonly file: string;
  readonly declaration: Declaration;
}

/** The declarations that have no problem, and the problems of those that have. */
export interface CheckedProject {
  readonly collections: readonly Checked<CollectionDeclaration>[];
  readonly environments: readonly Checked<EnvironmentDeclaration>[];
  readonly problems: readonly string[];
}

const constructors = { collection: 'defineCollection', environment: 'defineEnvironment' } as const;

type Declared = Readonly<Record<string, unknown>>;

const anotherKind = (kind: unknown): string | undefined =>
  kind === 'collection'
    ? 'declares a collection; move the file to collections/'
    : kind === 'environment'
      ? 'declares an environment; move the file to environments/'
      : undefined;

const openDeclaration = (place: Place, { kind, value }: LoadedFile): Declared | undefined => {
  const call = `export default ${constructors[kind]}({ … })`;
  if (value === undefined) place.report(`has no default export; write ${call}`);
  else if (!isRecord(value)) place.report(`exports ${describe(value)}; write ${call}`);
  else if (value['kind'] === kind) return value;
  else place.report(anotherKind(value['kind']) ?? `exports something that is no declaration; write ${call}`);
  return undefined;
};

/** What the declaration calls public, as far as it is texts: its check looks at the rest. */
const publicValuesOf = (value: unknown): string[] => {
  const values: unknown = isRecord(value) ? value['publicValues'] : undefined;
  return Array.isArray(values) ? values.filter((each) => typeof each === 'string' && each !== '') : [];
};

/** True when the value passed; then it is what its type says, as nothing in it was left unread. */
const passes = (file: LoadedFile, scripts: ScriptNames, problems: string[]): boolean => {
  const own: string[] = [];
  const place = placeOf(file.file, own, publicValuesOf(file.value));
  const value = openDeclaration(place, file);
  if (value !== undefined && file.kind === 'collection') checkCollection(place, value, scripts);
  if (value !== undefined && file.kind === 'environment') checkEnvironment(place, value);
  problems.push(...own);
  return own.length === 0;
};

/** Checks the default exports of a project's files. */
export const checkProject = (files: readonly LoadedFile[], scripts: ScriptNames): CheckedProject => {
  const problems: string[] = [];
  const collections: Checked<CollectionDeclaration>[] = [];
  const environments: Checked<EnvironmentDeclaration>[] = [];
  for (const file of files) {
    if (!passes(file, scripts, problems)) continue;
    const { slug, file: path, value } = file;
    // The door from untyped code: `passes` has just looked at every field of the value.
    if (file.kind === 'collection') {
      collections.push({ slug, file: path, declaration: value as CollectionDeclaration });
    } else environments.push({ slug, file: path, declaration: value as EnvironmentDeclaration });
  }
  return { collections, environments, problems };
};

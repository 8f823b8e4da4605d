/** Checks every declaration of a project and lists all problems at once, each with its place. */

import { checkCollection } from './check-collection.ts';
import { checkEnvironment } from './check-environment.ts';
import type { ScriptNames } from './check-scripts.ts';
import { describe } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import { recallNothing } from '../values/recall.ts';
import type { CollectionDeclaration } from '../model/collection.ts';
import type { EnvironmentDeclaration } from '../model/environment.ts';
import { placeOf, type Place } from '../values/place.ts';

interface Named {
  /** The file's name without its extension, which also names the artifact: `pexip-management`. */
  readonly slug: string;
  /** From the project folder, with forward slashes: `collections/pexip-management.ts`. */
  readonly file: string;
}

/** A file that declares one collection or environment. */
export interface SourceFile extends Named {
  readonly kind: keyof typeof kinds;
}

/** What a file exports by default, before it is checked. */
export interface LoadedFile extends SourceFile {
  readonly value: unknown;
}

/** A declaration and where it is declared. */
export interface Source<Declaration> extends Named {
  readonly declaration: Declaration;
}

/** The declarations that have no problem, and the problems of those that have. */
interface CheckedProject {
  readonly collections: readonly Source<CollectionDeclaration>[];
  readonly environments: readonly Source<EnvironmentDeclaration>[];
  readonly problems: readonly string[];
}

/** What is declared in the folders `collections/` and `environments/`. */
const kinds = {
  collection: { what: 'a collection', constructor: 'defineCollection', check: checkCollection },
  environment: { what: 'an environment', constructor: 'defineEnvironment', check: checkEnvironment },
};

const isKind = (kind: unknown): kind is keyof typeof kinds =>
  typeof kind === 'string' && Object.hasOwn(kinds, kind);

type Declared = Readonly<Record<string, unknown>>;

const openDeclaration = (place: Place, { kind, value }: LoadedFile): Declared | undefined => {
  const call = `export default ${kinds[kind].constructor}({ … })`;
  if (value === undefined) place.report(`has no default export; write ${call}`);
  else if (!isRecord(value)) place.report(`exports ${describe(value)}; write ${call}`);
  else if (value['kind'] === kind) return value;
  else if (isKind(value['kind'])) {
    place.report(`declares ${kinds[value['kind']].what}; move the file to ${value['kind']}s/`);
  } else place.report(`exports something that is no declaration; write ${call}`);
  return undefined;
};

/** A list of the declaration, as far as it is texts: its check looks at the rest. */
const textsIn = (value: unknown, list: string): string[] => {
  const values: unknown = isRecord(value) ? value[list] : undefined;
  return Array.isArray(values) ? values.filter((each) => typeof each === 'string' && each !== '') : [];
};

/** All that is wrong with the value. Where nothing is, it is what its type says, as nothing in it was left unread. */
const problemsOf = (file: LoadedFile, scripts: ScriptNames): readonly string[] => {
  const own: string[] = [];
  const place = placeOf(file.file, own, {
    publicValues: textsIn(file.value, 'publicValues'),
    literals: textsIn(file.value, 'literals'),
  });
  const value = openDeclaration(place, file);
  if (value !== undefined) kinds[file.kind].check(place, value, scripts);
  return own;
};

type Declaring = Source<CollectionDeclaration | EnvironmentDeclaration>;

/** Postman lists what it imports by its name, and replaces what has the same id, which is made of the key. */
const sharedBy = (
  what: 'name' | 'key',
  read: (source: Declaring) => string,
  sources: readonly Declaring[],
): string[] =>
  sources.flatMap((source, at) => {
    const first = sources.slice(0, at).find((other) => read(other) === read(source));
    if (first === undefined) return [];
    const value = JSON.stringify(read(source));
    return [`${source.file}: has the ${what} ${value}, as has ${first.file}; give each a ${what} of its own`];
  });

const sharedProblems = (sources: readonly Declaring[]): string[] => [
  ...sharedBy('name', ({ declaration }) => declaration.name, sources),
  ...sharedBy('key', ({ declaration, slug }) => declaration.key ?? slug, sources),
];

/** Checks the default exports of a project's files. */
export const checkProject = (
  files: readonly LoadedFile[],
  scripts: ScriptNames,
  recall = recallNothing,
): CheckedProject => {
  const problems: string[] = [];
  const names = JSON.stringify(scripts);
  const collections: Source<CollectionDeclaration>[] = [];
  const environments: Source<EnvironmentDeclaration>[] = [];
  for (const file of files) {
    const own = recall(`check ${file.file}`, [file.value, names], () => problemsOf(file, scripts));
    problems.push(...own);
    if (own.length > 0) continue;
    const { slug, file: path, value } = file;
    // The door from untyped code: `problemsOf` has just looked at every field of the value.
    if (file.kind === 'collection') {
      collections.push({ slug, file: path, declaration: value as CollectionDeclaration });
    } else environments.push({ slug, file: path, declaration: value as EnvironmentDeclaration });
  }
  problems.push(...sharedProblems(collections), ...sharedProblems(environments));
  return { collections, environments, problems };
};

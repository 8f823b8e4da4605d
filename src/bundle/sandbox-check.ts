/** Judges what a bundle expects of the sandbox: every name that one of the sandboxes lacks is a problem. Tells which variables it sets. */

import { evalMessage, type BundleReading, type FreeName } from './bundle-reading.ts';
import { displayPath, originOf } from './packages.ts';
import { inReadingOrder, type Problem } from './problem.ts';
import { sandboxFile } from './resolution.ts';
import { replacements, sandboxNames } from './sandbox-names.ts';
import type { FindPlace, SourcePlace } from './source-places.ts';

/**
 * Names that a file of an npm package has and never reaches: jsrsasign's RSA build leaves out the parts that they name
 * (other providers, keys as text, certificates), and Postsmith's own script hands it a key in numbers.
 */
const allowances: ReadonlyMap<string, readonly string[]> = new Map([
  ['jsrsasign/lib/jsrsasign-rsa-min.js', ['sjcl', 'KEYUTIL', 'X509', 'hEnc']],
]);

interface PlacedName extends FreeName {
  readonly place: SourcePlace;
}

const isAllowed = ({ name, place }: PlacedName, root: string): boolean =>
  allowances.get(displayPath(place.file, root))?.includes(name) ?? false;

const sentenceFor = (name: string): string => {
  const replacement = replacements.get(name);
  return replacement === undefined
    ? `\`${name}\` is not defined`
    : `\`${name}\` does not exist in Postman's sandbox; ${replacement}`;
};

const isOwn = (file: string, root: string): boolean => originOf(file, root).kind !== 'package';

const globalObjects: ReadonlySet<string> = new Set(['globalThis', 'window', 'self', 'global']);

/**
 * What a `typeof` guards in its file. A package that asks for one name of the global object knows that the others may
 * lack too: UMD's header tries them one after the other, behind `exports`, and the last without a guard of its own.
 */
const guardOf = ({ name, place }: PlacedName, root: string): string =>
  globalObjects.has(name) && !isOwn(place.file, root)
    ? `${place.file} global object`
    : `${place.file} ${name}`;

const nameProblems = (names: readonly PlacedName[], root: string): Problem[] => {
  const guarded = new Set(names.filter(({ isTypeof }) => isTypeof).map((name) => guardOf(name, root)));
  return names
    .filter((name) => !sandboxNames.has(name.name) && !guarded.has(guardOf(name, root)))
    .filter((name) => !isAllowed(name, root))
    .map(({ name, place }) => ({ place, message: sentenceFor(name) }));
};

/** Returns every problem of a bundle, by file and line. */
export const sandboxProblems = (
  { freeNames, misuses }: BundleReading,
  findPlace: FindPlace,
  root: string,
): Problem[] => {
  const placed = freeNames.flatMap((name) => {
    const place = findPlace(name);
    return place === undefined ? [] : [{ ...name, place }];
  });
  const evals = placed
    .filter(({ name, isTypeof, place }) => name === 'eval' && !isTypeof && isOwn(place.file, root))
    .map(({ place }) => ({ place, message: evalMessage }));
  const misused = misuses.flatMap(({ message, ...position }) => {
    const place = findPlace(position);
    return place !== undefined && isOwn(place.file, root) ? [{ place, message }] : [];
  });
  return [...nameProblems(placed, root), ...evals, ...misused].sort(inReadingOrder);
};

/** What `postsmith/sandbox` sets variables with. */
const keepers = /^keep(?:Json)?\b/;

const isKeeper = (place: SourcePlace | undefined): boolean =>
  place?.file === sandboxFile && keepers.test(place.code.slice(place.column - 1));

/** Returns the names that the project's own sources set as variables, sorted. */
export const providedNames = (
  { namingCalls }: BundleReading,
  findPlace: FindPlace,
  root: string,
): string[] => {
  const own = namingCalls.filter(({ setter, ...position }) => {
    const place = findPlace(position);
    const isSetter = setter.length === 0 || setter.some((declared) => isKeeper(findPlace(declared)));
    return isSetter && place !== undefined && isOwn(place.file, root);
  });
  return [...new Set(own.map(({ name }) => name))].sort();
};

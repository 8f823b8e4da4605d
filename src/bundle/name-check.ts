/** Judges what a bundle expects of the sandbox: every name that one of the sandboxes lacks is a problem. */

import { evalMessage, type BundleReading, type FreeName } from './output-check.ts';
import { originOf } from './packages.ts';
import { inReadingOrder, type Problem, type SourcePlace } from './problem.ts';
import { replacements, sandboxNames } from './sandbox-names.ts';
import type { FindPlace } from './source-places.ts';

/** Names in npm packages that are known to be safe, each with its reason. */
const allowances: readonly { readonly package: string; readonly name: string; readonly reason: string }[] =
  [];

interface PlacedName extends FreeName {
  readonly place: SourcePlace;
}

const isAllowed = ({ name, place }: PlacedName, root: string): boolean => {
  const origin = originOf(place.file, root);
  if (origin.kind !== 'package') return false;
  return allowances.some((allowance) => allowance.package === origin.package.name && allowance.name === name);
};

const sentenceFor = (name: string): string => {
  const replacement = replacements.get(name);
  return replacement === undefined
    ? `\`${name}\` is not defined`
    : `\`${name}\` does not exist in Postman's sandbox; ${replacement}`;
};

const nameProblems = (names: readonly PlacedName[], root: string): Problem[] => {
  const guarded = new Set(
    names.filter((name) => name.isTypeof).map(({ name, place }) => `${place.file} ${name}`),
  );
  return names
    .filter(({ name, place }) => !sandboxNames.has(name) && !guarded.has(`${place.file} ${name}`))
    .filter((name) => !isAllowed(name, root))
    .map(({ name, place }) => ({ place, message: sentenceFor(name) }));
};

const isOwn = (file: string, root: string): boolean => originOf(file, root).kind !== 'package';

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

/** Returns the names that the project's own sources set as variables, sorted. */
export const providedNames = (
  { setVariables }: BundleReading,
  findPlace: FindPlace,
  root: string,
): string[] => {
  const own = setVariables.filter((variable) => {
    const place = findPlace(variable);
    return place !== undefined && isOwn(place.file, root);
  });
  return [...new Set(own.map(({ name }) => name))].sort();
};

/** Says in what a collection file differs from what the sources make, by place. It never quotes what it found. */

import { matchParts, placedParts, type Matches, type PlacedPart } from './matching.ts';
import type { Part } from './parts.ts';

/** One difference. */
export interface Difference {
  /** Names from the top folder down, as the sources have them; as the file has them for what was added. Empty for the collection. */
  readonly place: readonly string[];
  /** What is at the place. */
  readonly part: Part['kind'];
  readonly kind: 'added' | 'removed' | 'renamed' | 'moved' | 'reordered' | 'changed' | 'filled in' | 'secret';
  /** Of the part what differs: `pre-request script`, `variable "host"`, … Absent for the part itself. */
  readonly what?: string;
  /** The name or the folder in the file, the line, the place of a secret. */
  readonly detail?: string;
}

type Field = Omit<Difference, 'place' | 'part'>;

/** Fields that a v3 folder does not carry as a file of v2.1 does. */
const LOST_BY_MIGRATION = /^example /;

/** `line 12`: the first in which two scripts differ. */
const firstLine = (one: string, other: string): string => {
  const [lines, others] = [one, other].map((text) => String(JSON.parse(text)).split('\n'));
  const at = lines?.findIndex((line, index) => line !== others?.[index]) ?? -1;
  return `line ${(at < 0 ? (lines?.length ?? 0) : at) + 1}`;
};

const fieldDifference = (
  name: string,
  found: string | undefined,
  wanted: string | undefined,
): Field | undefined => {
  if (found === wanted) return undefined;
  if (found === undefined) return { kind: 'removed', what: name };
  if (wanted === undefined) return { kind: 'added', what: name };
  if (name.endsWith(' script')) return { kind: 'changed', what: name, detail: firstLine(wanted, found) };
  const isFilled = name.startsWith('variable ') && wanted.includes('"value":""');
  return { kind: isFilled ? 'filled in' : 'changed', what: name };
};

const fieldDifferences = (found: Part, wanted: Part, isMigrated: boolean): Field[] => {
  const names = new Set([...wanted.fields.keys(), ...found.fields.keys()]);
  return (
    [...names]
      .filter((name) => !isMigrated || !LOST_BY_MIGRATION.test(name))
      // A v3 folder has no variables of its folders.
      .filter((name) => !isMigrated || wanted.kind === 'collection' || !name.startsWith('variable '))
      .flatMap((name) => fieldDifference(name, found.fields.get(name), wanted.fields.get(name)) ?? [])
  );
};

const ofPair = (
  wanted: PlacedPart,
  found: PlacedPart,
  matches: Matches,
  isMigrated: boolean,
): Difference[] => {
  const { kind: part, name } = wanted.part;
  const place = wanted.names;
  const isMoved = wanted.parent !== undefined && matches.get(wanted.parent) !== found.parent;
  const folder = found.parent?.names ?? [];
  return [
    ...(name === found.part.name ? [] : [{ place, part, kind: 'renamed' as const, detail: found.part.name }]),
    ...(isMoved
      ? [
          {
            place,
            part,
            kind: 'moved' as const,
            detail: folder.join(' › '),
          },
        ]
      : []),
    ...fieldDifferences(found.part, wanted.part, isMigrated).map((each) => ({ place, part, ...each })),
  ];
};

/** True where what stayed in a folder stands in another order. */
const isReordered = (folder: PlacedPart, inFolder: readonly PlacedPart[], matches: Matches): boolean => {
  const target = matches.get(folder);
  const positions = inFolder.flatMap((each) => {
    const found = matches.get(each);
    return found !== undefined && found.parent === target
      ? [target?.part.children.indexOf(found.part) ?? -1]
      : [];
  });
  return positions.some((position, at) => at > 0 && position < (positions[at - 1] ?? 0));
};

const childrenByParent = (parts: readonly PlacedPart[]): Map<PlacedPart, PlacedPart[]> => {
  const groups = new Map<PlacedPart, PlacedPart[]>();
  for (const placed of parts) {
    const { parent } = placed;
    if (parent !== undefined) groups.set(parent, [...(groups.get(parent) ?? []), placed]);
  }
  return groups;
};

/**
 * Returns every difference, in the order of the sources; what was added comes last. Of a folder that was added or removed
 * only itself is told.
 *
 * @param isMigrated true for what a v3 folder holds: what that does not carry is not compared
 */
export const differencesBetween = (found: Part, wanted: Part, isMigrated = false): readonly Difference[] => {
  const [all, sources] = [placedParts(found), placedParts(wanted)];
  const matches = matchParts(all, sources);
  const matched = new Set(matches.values());
  const children = childrenByParent(sources);
  const ofSources = sources.flatMap((placed): Difference[] => {
    const target = matches.get(placed);
    const { parent, names: place } = placed;
    const part = placed.part.kind;
    if (target === undefined) {
      const isTold = parent !== undefined && !matches.has(parent);
      return isTold ? [] : [{ place, part, kind: 'removed' }];
    }
    return [
      ...ofPair(placed, target, matches, isMigrated),
      ...(isReordered(placed, children.get(placed) ?? [], matches)
        ? [{ place, part, kind: 'reordered' as const }]
        : []),
    ];
  });
  const added = all
    .filter((placed) => !matched.has(placed) && (placed.parent === undefined || matched.has(placed.parent)))
    .map(({ names, part }): Difference => ({ place: names, part: part.kind, kind: 'added' }));
  return [...ofSources, ...added];
};

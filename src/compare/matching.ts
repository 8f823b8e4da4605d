/** Finds which part of a file became of which part of the sources: by id, by place, by content, by name. */

import type { Part } from './parts.ts';

/** A part with its place. */
export interface PlacedPart {
  readonly part: Part;
  /** Undefined for the collection. */
  readonly parent: PlacedPart | undefined;
  /** Names from the top folder down; empty for the collection. */
  readonly names: readonly string[];
}

/** All parts, each after the one that it lies in. */
export const placedParts = (part: Part, parent?: PlacedPart): readonly PlacedPart[] => {
  const placed = { part, parent, names: parent === undefined ? [] : [...parent.names, part.name] };
  return [placed, ...part.children.flatMap((child) => placedParts(child, placed))];
};

type Key = (placed: PlacedPart) => string | undefined;

const byId: Key = ({ part }) => (part.id === '' ? undefined : `${part.kind} ${part.id}`);
const byPlace: Key = ({ part, names }) => JSON.stringify([part.kind, names]);
const byNameAndContent: Key = ({ part }) =>
  part.kind === 'request' ? JSON.stringify([part.name, ...part.fields]) : undefined;
const byContent: Key = ({ part }) => (part.kind === 'request' ? JSON.stringify([...part.fields]) : undefined);
const byName: Key = ({ part }) => JSON.stringify([part.kind, part.name]);
const byAddress: Key = ({ part }) =>
  part.kind === 'request' ? JSON.stringify([part.fields.get('method'), part.fields.get('URL')]) : undefined;

/** Several that have the same key are taken in their order only where they have the same place. */
const KEYS: readonly { readonly key: Key; readonly mayRepeat: boolean }[] = [
  { key: byId, mayRepeat: false },
  { key: byPlace, mayRepeat: true },
  { key: byNameAndContent, mayRepeat: false },
  { key: byContent, mayRepeat: false },
  { key: byName, mayRepeat: false },
  { key: byAddress, mayRepeat: false },
];

const grouped = (parts: readonly PlacedPart[], key: Key): Map<string, PlacedPart[]> => {
  const groups = new Map<string, PlacedPart[]>();
  for (const placed of parts) {
    const value = key(placed);
    if (value === undefined) continue;
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [placed]);
    else group.push(placed);
  }
  return groups;
};

/** What became of each part of the sources. */
export type Matches = ReadonlyMap<PlacedPart, PlacedPart>;

/** A folder whose name and id are others is where what it held went. */
const matchFolders = (
  wanted: readonly PlacedPart[],
  matches: Map<PlacedPart, PlacedPart>,
  taken: Set<PlacedPart>,
): void => {
  for (const folder of wanted.filter(({ part }) => part.kind === 'folder').toReversed()) {
    if (matches.has(folder)) continue;
    const inside = wanted
      .filter(({ parent }) => parent === folder)
      .flatMap((each) => matches.get(each) ?? []);
    const target = inside
      .map(({ parent }) => parent)
      .find((each) => each?.part.kind === 'folder' && !taken.has(each));
    if (target === undefined) continue;
    matches.set(folder, target);
    taken.add(target);
  }
};

/** Returns for each part of the sources the one that it is in the file; none for one that is not there. */
export const matchParts = (found: readonly PlacedPart[], wanted: readonly PlacedPart[]): Matches => {
  const matches = new Map<PlacedPart, PlacedPart>();
  const taken = new Set<PlacedPart>();
  const [root, wantedRoot] = [found[0], wanted[0]];
  if (root !== undefined && wantedRoot !== undefined) {
    matches.set(wantedRoot, root);
    taken.add(root);
  }
  for (const { key, mayRepeat } of KEYS) {
    const free = grouped(
      found.filter((each) => !taken.has(each)),
      key,
    );
    const open = grouped(
      wanted.filter((each) => !matches.has(each)),
      key,
    );
    for (const [value, group] of open) {
      const candidates = free.get(value) ?? [];
      if (!mayRepeat && (group.length !== 1 || candidates.length !== 1)) continue;
      for (const [at, each] of group.entries()) {
        const candidate = candidates[at];
        if (candidate === undefined) continue;
        matches.set(each, candidate);
        taken.add(candidate);
      }
    }
    if (key === byContent) matchFolders(wanted, matches, taken);
  }
  return matches;
};

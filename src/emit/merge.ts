/**
 * Puts what was changed in a declaration into the JSON that it was read from, and nothing else: so that all that no
 * declaration can say stays as it was.
 */

import { isRecord } from '../values/json.ts';

type Members = Readonly<Record<string, unknown>>;

/** Deep equality of JSON, whatever the order of members. */
const isEqual = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, at) => isEqual(each, other[at]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
  );
};

const memberOf = (members: Members, name: string): unknown =>
  Object.hasOwn(members, name) ? members[name] : undefined;

const mergeMembers = (raw: Members, before: Members, now: Members): Members => {
  const kept = Object.entries(raw).flatMap(([name, value]): [string, unknown][] => {
    if (Object.hasOwn(now, name)) return [[name, mergeChanges(value, memberOf(before, name), now[name])]];
    // What declarations say nothing of is not theirs to remove.
    return Object.hasOwn(before, name) ? [] : [[name, value]];
  });
  const added = Object.entries(now).filter(
    ([name, value]) => !Object.hasOwn(raw, name) && !isEqual(memberOf(before, name), value),
  );
  return Object.fromEntries([...kept, ...added]);
};

/** What tells an entry of a list from others: its name, or what it listens to. */
const nameOf = (entry: unknown): unknown =>
  isRecord(entry) ? (entry['key'] ?? entry['listen'] ?? entry['name'] ?? entry['id']) : entry;

const isOff = (entry: unknown): boolean => isRecord(entry) && entry['disabled'] === true;

type Matches = (one: unknown, other: unknown) => boolean;

/** Links each entry to one of the others, by the first rule that finds a free one; undefined for what has none. */
const link = (
  entries: readonly unknown[],
  others: readonly unknown[],
  rules: readonly Matches[],
): (number | undefined)[] => {
  const links = entries.map((): number | undefined => undefined);
  const free = new Set(others.keys());
  for (const matches of rules) {
    for (const [at, entry] of entries.entries()) {
      if (links[at] !== undefined) continue;
      const found = [...free].find((index) => matches(entry, others[index]));
      if (found === undefined) continue;
      links[at] = found;
      free.delete(found);
    }
  }
  return links;
};

const isSameName: Matches = (one, other) => nameOf(one) === nameOf(other);
const isSameSwitch: Matches = (one, other) => isSameName(one, other) && isOff(one) === isOff(other);

/** An entry of the merged list; `from` is its place in the file's. */
interface Merged {
  readonly value: unknown;
  readonly from?: number | undefined;
}

/** What was renamed stands where it stood. */
const withRenamed = (links: readonly (number | undefined)[], count: number): (number | undefined)[] =>
  links.length === count
    ? links.map((each, at) => each ?? (links.includes(at) ? undefined : at))
    : [...links];

/** Puts back what no declaration has read, behind what it stood behind. */
const withUnread = (
  merged: readonly Merged[],
  raw: readonly unknown[],
  isUnread: (at: number) => boolean,
) => {
  const all = [...merged];
  for (const [at, value] of raw.entries()) {
    if (!isUnread(at)) continue;
    const behind = all.findIndex(({ from }) => from === at - 1);
    all.splice(behind < 0 && at > 0 ? all.length : behind + 1, 0, { value, from: at });
  }
  return all.map(({ value }) => value);
};

/** The file may hold more than declarations say, and a declaration may be made of several entries of the file. */
const mergeLists = (
  raw: readonly unknown[],
  before: readonly unknown[],
  now: readonly unknown[],
): readonly unknown[] => {
  const sources = link(before, raw, [isSameSwitch, isSameName]);
  const origins = withRenamed(link(now, before, [isEqual, isSameName]), before.length);
  const unread = new Set([...raw.keys()].filter((at) => !sources.includes(at)));
  const merged = now.flatMap((value, at): Merged[] => {
    const origin = origins[at];
    if (origin === undefined) {
      const from = [...unread].find((index) => isSameName(raw[index], value) && !isOff(raw[index]));
      if (from === undefined) return [{ value }];
      unread.delete(from);
      return [{ value: mergeChanges(raw[from], {}, value), from }];
    }
    const from = sources[origin];
    if (from !== undefined) return [{ value: mergeChanges(raw[from], before[origin], value), from }];
    // Emitted for what the file has in another way, and not changed.
    return isEqual(before[origin], value) ? [] : [{ value }];
  });
  const isPart = (entry: unknown): boolean =>
    !isOff(entry) && before.some((other) => isSameName(other, entry));
  return withUnread(merged, raw, (at) => unread.has(at) && !isPart(raw[at]));
};

/**
 * The JSON of a file with the differences between two emissions: of the declaration as it was read, and as it is now.
 * Members keep their order; new ones come last.
 */
export const mergeChanges = (raw: unknown, before: unknown, now: unknown): unknown => {
  if (isEqual(before, now)) return raw;
  if (Array.isArray(raw) && Array.isArray(before) && Array.isArray(now)) {
    // A list of texts is one text: a script's lines, a host.
    return now.every(isRecord) ? mergeLists(raw, before, now) : now;
  }
  return isRecord(raw) && isRecord(before) && isRecord(now) ? mergeMembers(raw, before, now) : now;
};

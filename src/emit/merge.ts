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

const mergeMembers = (raw: Members, before: Members, now: Members): Members => {
  const kept = Object.entries(raw).flatMap(([name, value]): [string, unknown][] => {
    if (Object.hasOwn(now, name)) return [[name, mergeChanges(value, before[name], now[name])]];
    // What declarations say nothing of is not theirs to remove.
    return Object.hasOwn(before, name) ? [] : [[name, value]];
  });
  const added = Object.entries(now).filter(
    ([name, value]) => !Object.hasOwn(raw, name) && !isEqual(before[name], value),
  );
  return Object.fromEntries([...kept, ...added]);
};

/** What tells an entry of a list from others: its id, its name, what it listens to. */
const identityOf = (entry: unknown): unknown =>
  isRecord(entry) ? (entry['id'] ?? entry['listen'] ?? entry['key'] ?? entry['name']) : entry;

const mergeLists = (
  raw: readonly unknown[],
  before: readonly unknown[],
  now: readonly unknown[],
): readonly unknown[] => {
  // Where the file has more than declarations say, nobody knows which entry is which.
  if (raw.length !== before.length) return now;
  const free = new Set(raw.keys());
  return now.map((entry, at) => {
    const same = [...free].find((index) => identityOf(before[index]) === identityOf(entry));
    const found = same ?? (free.has(at) && now.length === before.length ? at : undefined);
    if (found === undefined) return entry;
    free.delete(found);
    return mergeChanges(raw[found], before[found], entry);
  });
};

/**
 * The JSON of a file with the differences between two emissions: of the declaration as it was read, and as it is now.
 * Members keep their order; new ones come last.
 */
export const mergeChanges = (raw: unknown, before: unknown, now: unknown): unknown => {
  if (isEqual(before, now)) return raw;
  if (Array.isArray(raw) && Array.isArray(before) && Array.isArray(now)) return mergeLists(raw, before, now);
  return isRecord(raw) && isRecord(before) && isRecord(now) ? mergeMembers(raw, before, now) : now;
};

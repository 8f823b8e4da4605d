/** Finds what was renamed or moved between two builds, whose ids are others now: Postman takes it for something new. */

import { PostsmithError } from '../errors.ts';
import { indexCollection, type CollectionIndex, type FileItem } from '../format/read-collection.ts';
import { pathText, type Path } from '../model/key.ts';
import { isRecord, parseJson } from '../values/json.ts';

/** A folder, request or file under another name or in another place, with other ids than before. */
export interface Renamed {
  readonly before: string;
  readonly now: string;
  /** The key with which it keeps its ids. */
  readonly key: string;
  /** What has another id: itself and what lies in it. */
  readonly count: number;
}

/** What tells an item whatever its name: what a request sends, what a folder holds. */
const contentOf = ({ item, request }: FileItem): string =>
  item === undefined ? JSON.stringify(request) : JSON.stringify(item.map(contentOf));

const countIn = ({ item = [] }: FileItem): number => item.reduce((sum, each) => sum + countIn(each), 1);

interface Placed {
  readonly item: FileItem;
  /** Names of the folders around it. */
  readonly parent: Path;
}

/** The topmost items whose ids are not among these. */
const without = (items: readonly FileItem[], ids: ReadonlySet<string>, parent: Path = []): Placed[] =>
  items.flatMap((item) =>
    ids.has(item.id ?? '') ? without(item.item ?? [], ids, [...parent, item.name ?? '']) : [{ item, parent }],
  );

const isSamePlace = (one: Path, other: Path): boolean => pathText(one) === pathText(other);

/** What is gone, by its content. */
const byContent = (gone: readonly Placed[]): Map<string, Placed[]> => {
  const groups = new Map<string, Placed[]>();
  for (const placed of gone) {
    const content = contentOf(placed.item);
    groups.set(content, [...(groups.get(content) ?? []), placed]);
  }
  return groups;
};

/** What was the same at the same place, else anywhere; it is gone no more. */
const takeSame = (gone: Map<string, Placed[]>, { item, parent }: Placed): Placed | undefined => {
  const same = gone.get(contentOf(item)) ?? [];
  const found = same.find((each) => isSamePlace(each.parent, parent)) ?? same[0];
  if (found !== undefined) same.splice(same.indexOf(found), 1);
  return found;
};

const idsOf = ({ items }: CollectionIndex): ReadonlySet<string> => new Set(items.map(({ id }) => id));

const renamedAmong = (before: CollectionIndex, after: CollectionIndex): Renamed[] => {
  const gone = byContent(without(before.collection.item, idsOf(after)));
  return without(after.collection.item, idsOf(before)).flatMap((placed): Renamed[] => {
    const old = takeSame(gone, placed);
    const { name: now } = placed.item;
    if (old?.item.name === undefined || now === undefined) return [];
    const { name } = old.item;
    const count = countIn(placed.item);
    if (!isSamePlace(old.parent, placed.parent)) {
      const path = [...old.parent, name];
      return [
        {
          before: path.join(' › '),
          now: [...placed.parent, now].join(' › '),
          key: `/${pathText(path)}`,
          count,
        },
      ];
    }
    return name === now ? [] : [{ before: name, now, key: name, count }];
  });
};

/** Reads a collection; undefined for what somebody else has put there. */
const tryIndex = (text: string): CollectionIndex | undefined => {
  try {
    return indexCollection(text);
  } catch (error) {
    if (error instanceof PostsmithError) return undefined;
    throw error;
  }
};

/** What has the same content under another name, or in another folder. The first text may be anything. */
export const renamedIn = (before: string, now: string): readonly Renamed[] => {
  const [old, current] = [tryIndex(before), tryIndex(now)];
  return old === undefined || current === undefined ? [] : renamedAmong(old, current);
};

const namesIn = (text: string): string => {
  const file = parseJson(text);
  const values: readonly unknown[] = isRecord(file) && Array.isArray(file['values']) ? file['values'] : [];
  return JSON.stringify(values.filter(isRecord).map(({ key }) => key));
};

/** True for two files of which one is the other under another name. */
const isSameFile = (one: string, other: string): boolean => {
  const [first, second] = [tryIndex(one), tryIndex(other)];
  if (first === undefined || second === undefined) return first === second && namesIn(one) === namesIn(other);
  return contentOf(first.collection) === contentOf(second.collection);
};

/** A file of `dist`. */
interface Named {
  readonly path: string;
  readonly text: string;
}

const slugOf = (path: string): string => /([^/]+)\.postman_\w+\.json$/.exec(path)?.[1] ?? path;

/** Whether a new file is one that is gone, under another name: its ids are made of that name. */
export const renamedFile = (gone: readonly Named[], { path, text }: Named): readonly Renamed[] => {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const old = gone.find((each) => each.path.startsWith(`${folder}/`) && isSameFile(each.text, text));
  if (old === undefined || sameId(old.text, text)) return [];
  const count = tryIndex(text)?.items.length ?? 0;
  return [{ before: slugOf(old.path), now: slugOf(path), key: slugOf(old.path), count: count + 1 }];
};

const sameId = (one: string, other: string): boolean => {
  const ids = [one, other].map((text) => {
    const file = parseJson(text);
    const info = isRecord(file) && isRecord(file['info']) ? file['info'] : {};
    return isRecord(file) ? (info['_postman_id'] ?? file['id']) : undefined;
  });
  return ids[0] !== undefined && ids[0] === ids[1];
};

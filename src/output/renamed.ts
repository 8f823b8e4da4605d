/** Finds what was renamed between two builds of a collection, whose ids are others now: Postman takes it for something new. */

import { indexCollection, type FileItem } from '../format/read-collection.ts';
import { PostsmithError } from '../errors.ts';

/** A folder or request with another name and other ids than before. */
export interface Renamed {
  readonly before: string;
  readonly now: string;
  /** Folders and requests with another id: itself and what lies in it. */
  readonly count: number;
}

/** What tells an item whatever its name: what a request sends, what a folder holds. */
const contentOf = ({ item, request }: FileItem): string =>
  item === undefined ? JSON.stringify(request) : JSON.stringify(item.map(contentOf));

const countIn = ({ item = [] }: FileItem): number => item.reduce((sum, each) => sum + countIn(each), 1);

function renamedAmong(before: readonly FileItem[], now: readonly FileItem[]): Renamed[] {
  const gone = before.filter(({ id }) => now.every((other) => other.id !== id));
  return now.flatMap((item): Renamed[] => {
    const same = before.find(({ id }) => id === item.id);
    if (same !== undefined) return renamedAmong(same.item ?? [], item.item ?? []);
    const at = gone.findIndex((other) => contentOf(other) === contentOf(item));
    const [old] = at < 0 ? [] : gone.splice(at, 1);
    if (old?.name === undefined || item.name === undefined || old.name === item.name) return [];
    return [{ before: old.name, now: item.name, count: countIn(item) }];
  });
}

/** What has the same content at the same place under another name. The first text may be anything. */
export function renamedIn(before: string, now: string): readonly Renamed[] {
  try {
    return renamedAmong(indexCollection(before).collection.item, indexCollection(now).collection.item);
  } catch (error) {
    // Somebody has put something else there.
    if (error instanceof PostsmithError) return [];
    throw error;
  }
}

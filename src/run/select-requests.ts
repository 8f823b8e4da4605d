/** Which requests of a collection a run takes: what the command line names, and what may change nothing. */

import { PostsmithError } from '../errors.ts';
import { findItem, requestsIn, type CollectionIndex, type FileItem } from '../format/read-collection.ts';

/** What is wanted; all requests where nothing is. */
export interface Selection {
  /** Folders or requests: names, ids, or paths such as `Status/Alarms`. */
  readonly folders: readonly string[];
  /** Requests alone, named likewise. */
  readonly requests: readonly string[];
  /** Only those that change nothing (RFC 9110 §9.2.1). */
  readonly isSafe: boolean;
}

/** TRACE is safe as well, and nobody sends it. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** True for a request that is defined to change nothing. */
export const isSafeMethod = (method: string): boolean => SAFE.has(method.toUpperCase());

/**
 * The requests, in the order of the collection.
 *
 * @throws PostsmithError USAGE for a name that there is not, or that is not clear
 */
export const selectRequests = (
  index: CollectionIndex,
  { folders, requests, isSafe }: Selection,
): readonly FileItem[] => {
  const named = [
    ...folders.map((name) => findItem(index, name, 'folder or request')),
    ...requests.map((name) => findItem(index, name, 'request')),
  ];
  const wanted = named.length === 0 ? index.collection.item : named;
  const chosen = new Set(requestsIn(wanted));
  const found = [...requestsIn(index.collection.item)].filter(
    (item) => chosen.has(item) && (!isSafe || isSafeMethod(item.request?.method ?? 'GET')),
  );
  if (isSafe && found.length === 0 && chosen.size > 0) {
    throw new PostsmithError(
      'USAGE',
      'Nothing was sent, because none of these requests is a GET, HEAD or OPTIONS, and --safe leaves out all others.',
    );
  }
  return found;
};

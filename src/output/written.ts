/**
 * The list of the files that a build wrote. It lies beside them in `dist` and is committed with them. A file that is
 * not on it, or was changed since, belongs to somebody else.
 */

import { createHash } from 'node:crypto';
import type { Artifact } from '../build/build.ts';
import { isRecord, parseJson } from '../values/json.ts';

/** Where the list is. */
export const LIST = 'dist/postsmith-build.json';

/** Fingerprints by path. */
export type WrittenList = ReadonlyMap<string, string>;

/** Of a text, whatever its line ends: git may change those. */
const fingerprint = (text: string): string =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');

/** The list of these artifacts, as an artifact itself. */
export const listFile = (artifacts: readonly Artifact[]): Artifact => {
  const entries = artifacts.map(({ path, content }) => [path, fingerprint(content)]);
  return { path: LIST, content: `${JSON.stringify(Object.fromEntries(entries), null, '\t')}\n` };
};

/** Reads a list; one that is missing or broken lists nothing. */
export const parseList = (text: string | undefined): WrittenList => {
  const list = parseJson(text ?? '');
  return new Map(Object.entries(isRecord(list) ? list : {}).map(([path, print]) => [path, String(print)]));
};

/** True when this text is, to the letter, what a build wrote to this path. */
export const isAsBuilt = (list: WrittenList, path: string, text: string): boolean =>
  list.get(path) === fingerprint(text);

/** The list as lines: iterations, folders and requests, in the order in which they ran. */

import type { RowData } from '../page-data.ts';
import { nameOf } from '../words.ts';

interface Position {
  /** Counts from 1. */
  readonly level: number;
  /** Counts from 1, among those with the same parent. */
  readonly position: number;
  readonly siblings: number;
  /** The folder around it. */
  readonly parent: string | undefined;
}

interface FolderLine extends Position {
  readonly kind: 'folder';
  readonly key: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly requests: number;
  readonly failed: number;
}

interface RequestLine extends Position {
  readonly kind: 'request';
  readonly key: string;
  readonly name: string;
  readonly row: number;
}

export type Line = FolderLine | RequestLine;

interface Folder {
  readonly key: string;
  readonly name: string;
  readonly folders: Map<string, Folder>;
  readonly children: (Folder | number)[];
  requests: number;
  failed: number;
}

const newFolder = (key: string, name: string): Folder => ({
  key,
  name,
  folders: new Map(),
  children: [],
  requests: 0,
  failed: 0,
});

const enter = (folder: Folder, name: string): Folder => {
  const known = folder.folders.get(name);
  if (known !== undefined) return known;
  const made = newFolder(`${folder.key}/${encodeURIComponent(name)}`, name);
  folder.folders.set(name, made);
  folder.children.push(made);
  return made;
};

const growTree = (rows: readonly RowData[], shown: ReadonlySet<number>): Folder => {
  const top = newFolder('', '');
  const hasIterations = rows.some(({ iteration }) => iteration !== rows[0]?.iteration);
  for (const index of shown) {
    const row = rows[index];
    if (row === undefined) continue;
    const around = [...(hasIterations ? [`Iteration ${row.iteration + 1}`] : []), ...row.path.slice(0, -1)];
    let folder = top;
    for (const name of around) {
      folder = enter(folder, name);
      folder.requests += 1;
      if (row.outcome === 'failed') folder.failed += 1;
    }
    folder.children.push(index);
  }
  return top;
};

/** The lines of the rows that are shown, without what is in closed folders. */
export const linesOf = (
  rows: readonly RowData[],
  shown: ReadonlySet<number>,
  closed: ReadonlySet<string>,
): readonly Line[] => {
  const lines: Line[] = [];
  const add = ({ key, children }: Folder, level: number): void => {
    for (const [at, child] of children.entries()) {
      const position = { level, position: at + 1, siblings: children.length, parent: key };
      const row = typeof child === 'number' ? rows[child] : undefined;
      if (typeof child === 'number') {
        if (row === undefined) continue;
        lines.push({ ...position, kind: 'request', key: String(child), name: nameOf(row), row: child });
        continue;
      }
      const { name, requests, failed } = child;
      const isOpen = !closed.has(child.key);
      lines.push({ ...position, kind: 'folder', key: child.key, name, isOpen, requests, failed });
      if (isOpen) add(child, level + 1);
    }
  };
  add(growTree(rows, shown), 1);
  return lines;
};

/** From a place in a bundle back to the place in the source file that it came from. */

import { SourceMap } from 'node:module';
import { resolve } from 'node:path';
import type { BundlePosition } from './bundle-reading.ts';
import { isEntry } from './resolution.ts';

/** A place in a source file. */
export interface SourcePlace {
  /** Absolute, or relative to the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
  /** The whole line. */
  readonly code: string;
}

/** A place in a source file whose text is known. */
export interface PlaceInText extends SourcePlace {
  /** All lines of the file. */
  readonly lines: readonly string[];
}

/** Finds source places; undefined for code that is in no file: an entry's, or what esbuild puts in. */
export type FindPlace = (position: BundlePosition) => PlaceInText | undefined;

/** Reads a source map (version 3) whose sources are relative to `root`. */
export const sourcePlaces = (sourceMap: string, root: string): FindPlace => {
  // JSON.parse returns any; the text comes from esbuild, which writes version 3.
  const payload = JSON.parse(sourceMap) as ConstructorParameters<typeof SourceMap>[0];
  const map = new SourceMap(payload);
  const lines = new Map(
    payload.sources.map((source, index) => [source, (payload.sourcesContent[index] ?? '').split('\n')]),
  );
  return ({ line, column }) => {
    const entry = map.findEntry(line - 1, column);
    if (!('originalSource' in entry)) return undefined;
    const { originalSource, originalLine, originalColumn } = entry;
    // The sources of a source map are URLs.
    const file = resolve(root, decodeURIComponent(originalSource));
    if (isEntry(file)) return undefined;
    const text = lines.get(originalSource) ?? [];
    const code = text[originalLine] ?? '';
    return { file, line: originalLine + 1, column: originalColumn + 1, code, lines: text };
  };
};

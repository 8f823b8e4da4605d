/** Text that knows where each of its characters comes from: what a source map is made of. */

import { tokenizer } from 'acorn';
import type { SourceMapSegment } from '@jridgewell/sourcemap-codec';

/** Text, and for each of its UTF-16 units the offset in the source that it comes from; -1 for what was put in. */
export interface TracedText {
  readonly text: string;
  readonly origins: readonly number[];
}

/** What replaces a part of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  /** '' unless given. */
  readonly by?: string;
}

const slice = ({ text, origins }: TracedText, start: number, end: number): TracedText => ({
  text: text.slice(start, end),
  origins: origins.slice(start, end),
});

const join = (parts: readonly TracedText[]): TracedText => ({
  text: parts.map(({ text }) => text).join(''),
  origins: parts.flatMap(({ origins }) => origins),
});

const added = (text: string): TracedText => ({
  text,
  origins: Array.from({ length: text.length }, () => -1),
});

/** Text that is its own source. */
export const traced = (text: string): TracedText => ({
  text,
  origins: Array.from(text, () => 0).map((_, at) => at),
});

/** The text with its parts replaced; edits do not overlap. */
export const edited = (from: TracedText, edits: readonly Edit[]): TracedText => {
  const parts: TracedText[] = [];
  let done = 0;
  for (const { start, end, by = '' } of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(slice(from, done, start), added(by));
    done = end;
  }
  return join([...parts, slice(from, done, from.text.length)]);
};

/** Offsets at which the lines of a text begin. */
export const lineStarts = (text: string): number[] => [
  0,
  ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
];

/** Line and column of offsets, both from 0. */
export const positionsIn = (text: string): ((offset: number) => readonly [line: number, column: number]) => {
  const starts = lineStarts(text);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low, offset - (starts[low] ?? 0)];
  };
};

/** A segment for each token of JavaScript, by its line, to the first source of a map. */
export const segmentsOf = ({ text, origins }: TracedText, source: string): SourceMapSegment[][] => {
  const lines: SourceMapSegment[][] = lineStarts(text).map(() => []);
  const [at, from] = [positionsIn(text), positionsIn(source)];
  for (const { start } of tokenizer(text, { ecmaVersion: 2022, sourceType: 'script' })) {
    const origin = origins[start] ?? -1;
    const [line, column] = at(start);
    if (origin >= 0) lines[line]?.push([column, 0, ...from(origin)]);
  }
  return lines;
};

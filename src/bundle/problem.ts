/** How a problem of a script is told: place, sentence, the line of code. */

import { resolve } from 'node:path';
import { displayPath } from './packages.ts';
import type { PlaceInText, SourcePlace } from './source-places.ts';

/** A problem at a place in a source file, or of the script as a whole. */
export interface Problem {
  readonly message: string;
  readonly place?: SourcePlace;
}

/** Lines of minified packages are cut to what a person can read. */
const longestCode = 100;

const shorten = (code: string): string => {
  const line = code.trim();
  return line.length <= longestCode ? line : `${line.slice(0, longestCode)}…`;
};

/** So much of a line is shown, so that a terminal does not break it. */
const FRAME_WIDTH = 64;

/**
 * Returns `scripts/pre-request/x.ts:12:5` and, below it, that line with a caret under the column, between its neighbours;
 * only the place where the text of the file is not known.
 */
export const tellFrame = ({ file, line, column, lines }: PlaceInText, root: string): string => {
  const place = `${displayPath(resolve(root, file), root)}:${line}:${column}`;
  const code = lines[line - 1] ?? '';
  if (code.trim() === '') return place;
  const cut = code.length <= FRAME_WIDTH ? 0 : Math.max(0, column - FRAME_WIDTH * 0.75);
  const width = String(line + 1).length;
  const shown = [line - 1, line, line + 1].flatMap((number) => {
    const text = lines[number - 1];
    if (text === undefined) return [];
    const head = `${number === line ? '>' : ' '} ${String(number).padStart(width)} |`;
    const row = `${head} ${text.replaceAll('\t', ' ').slice(cut, cut + FRAME_WIDTH)}`.trimEnd();
    const caret = `${' '.repeat(head.length - 1)}| ${' '.repeat(column - 1 - cut)}^`;
    return number === line ? [row, caret] : [row];
  });
  return [place, ...shown].join('\n');
};

/** Returns `scripts/pre-request/x.ts:12:5: what is wrong | the code`, or the label of the script in front. */
export const tellProblem = ({ message, place }: Problem, label: string, root: string): string => {
  if (place === undefined) return `${label}: ${message}`;
  const file = displayPath(resolve(root, place.file), root);
  const code = place.code.trim() === '' ? '' : ` | ${shorten(place.code)}`;
  return `${file}:${place.line}:${place.column}: ${message}${code}`;
};

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Sorts problems as one reads the files. */
export const inReadingOrder = ({ place: a }: Problem, { place: b }: Problem): number => {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return order(a.file, b.file) || a.line - b.line || a.column - b.column;
};

/** How a problem of a script is told: place, sentence, the line of code. */

import { resolve } from 'node:path';
import { displayPath } from './packages.ts';
import type { SourcePlace } from './source-places.ts';

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

/** Returns `scripts/pre-request/x.ts:12:5 | the code`. */
export const tellPlace = ({ file, line, column, code }: SourcePlace, root: string): string =>
  `${displayPath(resolve(root, file), root)}:${line}:${column}${code.trim() === '' ? '' : ` | ${shorten(code)}`}`;

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

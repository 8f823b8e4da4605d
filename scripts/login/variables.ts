/** Reads and writes Postman's variables: as they are, through a reference, or filled into a text. */

import { fillPlaceholders, placeholdersIn } from './placeholders.ts';

/** The value as text; '' when there is none. */
export const valueOf = (name: string): string => String(pm.variables.get(name) ?? '');

/** Writes into the environment. */
export const put = (name: string, value: string): void => pm.environment.set(name, value);

/** Lasts for one run; in the app, for one press of Send. */
export const remember = (name: string, value: string): void => pm.variables.set(name, value);

const isDynamic = (name: string): boolean => name.startsWith('$');

/** A text, and the names of the placeholders that could not be filled. */
export interface Filled {
  readonly text: string;
  readonly missing: readonly string[];
}

/**
 * Fills `{{name}}` in, also in the values that are filled in.
 *
 * @param sends false: dynamic variables such as `{{$guid}}`, which differ each time, stay as they are
 */
export function fill(text: string, sends = true): Filled {
  const filled = fillPlaceholders(text, (name) => {
    if (!isDynamic(name)) return valueOf(name).trim() === '' ? undefined : valueOf(name);
    const value = sends ? pm.variables.replaceIn(`{{${name}}}`) : '';
    return value.startsWith('{{') || value === '' ? undefined : value;
  });
  return { text: filled, missing: placeholdersIn(filled).filter((name) => sends || !isDynamic(name)) };
}

const REFERENCE = /^\s*\{\{([^{}]+)\}\}\s*$/;

/** The name in a value that is nothing but a reference. */
export const referenceIn = (value: string): string | undefined => REFERENCE.exec(value)?.[1];

/**
 * A value that is taken literally, whatever it holds: client ids and secrets may contain `{{k}}` or end with a blank;
 * only line breaks around it are not its own. Only a value that is nothing but one `{{name}}` is a reference.
 */
export function literal(name: string): string {
  let value = valueOf(name);
  for (let depth = 0; depth < 20 && referenceIn(value) !== undefined; depth += 1) {
    const next = valueOf(referenceIn(value) ?? '');
    if (next.trim() === '') break;
    value = next;
  }
  return withoutLineBreaks(value);
}

const isLineBreak = (character: string | undefined): boolean => character === '\n' || character === '\r';

/** Those around the text. A regular expression would take a square of the time for thousands of them. */
function withoutLineBreaks(text: string): string {
  let start = 0;
  let end = text.length;
  while (isLineBreak(text[start])) start += 1;
  while (end > start && isLineBreak(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

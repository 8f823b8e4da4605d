/** Postman's `{{placeholders}}`: which there are in a text, and the text with them filled in. */

const PLACEHOLDER = /\{\{([^{}]+)\}\}/g;

/** A value may hold placeholders itself; Postman follows them as far. */
const DEPTH = 20;

/** Names of the placeholders in the text, in their order. */
export const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');

/** The text with every known placeholder filled in; an unknown one stays. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string => {
  let filled = text;
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const next = filled.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole);
    if (next === filled) break;
    filled = next;
  }
  return filled;
};

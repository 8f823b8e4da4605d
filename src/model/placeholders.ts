/** Postman's `{{placeholders}}`: which there are in a text, and which are malformed. */

const placeholder = /\{\{([^{}]*)\}\}/g;

/** Names of the placeholders in the text, in their order; a declaration may hold something else before it is checked. */
export const placeholdersIn = (text: string): string[] =>
  typeof text === 'string' && text.includes('{{')
    ? [...text.matchAll(placeholder)].map(([, name = '']) => name)
    : [];

/** A value may hold placeholders itself; Postman follows them as far. */
const depth = 20;

/** The text with every known placeholder filled in; an unknown one stays. */
export const fillPlaceholders = (text: string, values: Readonly<Record<string, string>>): string => {
  let filled = text;
  for (let level = 0; level < depth; level += 1) {
    const next = filled.replace(placeholder, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
    );
    if (next === filled) break;
    filled = next;
  }
  return filled;
};

/** The text with every placeholder replaced. */
export const replacePlaceholders = (text: string, by: string): string => text.replaceAll(placeholder, by);

/** True for what Postman fills in by itself (`$guid`, `$timestamp`, …) or from its vault. */
export const isDynamic = (name: string): boolean => name.startsWith('$') || name.startsWith('vault:');

/** What is wrong with the placeholders of a text, as clauses after the text's name. */
export const placeholderProblems = (text: string): string[] => {
  if (!text.includes('{{')) return [];
  const problems = placeholdersIn(text).flatMap((name) => {
    if (name.trim() === '') return ['holds a placeholder without a name: {{}}'];
    return name === name.trim() ? [] : [`has blanks inside {{${name}}}; write {{${name.trim()}}}`];
  });
  const open = replacePlaceholders(text, '').includes('{{');
  return open ? [...problems, 'opens a placeholder with {{ that no }} closes'] : problems;
};

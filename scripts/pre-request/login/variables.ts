/** Reads Postman's variables: as they are, through a reference, or filled into a template. */

/** References that lead to references; more is a circle. */
const DEPTH = 20;

const PLACEHOLDER = /\{\{([^{}]+)\}\}/g;
const REFERENCE = /^\s*\{\{([^{}]+)\}\}\s*$/;

/** A text, and the names of the variables that it lacks. */
export interface Resolved {
  readonly text: string;
  readonly missing: readonly string[];
}

/** The value as text; '' when there is none. */
export const valueOf = (name: string): string => String(pm.variables.get(name) ?? '');

/** Writes into the environment. */
export const put = (name: string, value: string): void => pm.environment.set(name, value);

/** Fills `{{name}}` in, also in the values that are filled in. */
export function resolve(template: string): Resolved {
  let text = template;
  const missing: string[] = [];
  for (let depth = 0; text.includes('{{') && depth <= DEPTH; depth += 1) {
    text = text.replace(PLACEHOLDER, (placeholder, name: string) => {
      const value = valueOf(name);
      if (depth < DEPTH && value.trim() !== '' && value !== placeholder) return value;
      missing.push(name);
      return '';
    });
  }
  return { text, missing };
}

/**
 * A value that is taken literally, whatever it holds: client ids and secrets may contain `{{k}}` or end with a blank;
 * only line breaks around it are not its own. Only a value that is nothing but one `{{name}}` is a reference. The last
 * one is returned when it leads nowhere.
 */
export function literal(name: string): string {
  let value = valueOf(name);
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const reference = unresolved(value);
    const next = reference === undefined ? '' : valueOf(reference);
    if (next.trim() === '') break;
    value = next;
  }
  return value.replace(/^[\r\n]+|[\r\n]+$/g, '');
}

/** The name in a value that is nothing but an unresolved reference. */
export const unresolved = (value: string): string | undefined => REFERENCE.exec(value)?.[1];

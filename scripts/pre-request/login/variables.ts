/** Reads Postman's variables: as they are, through a reference, or filled into a template. */

/** References that lead to references; more is a circle. */
const DEPTH = 20;

const PLACEHOLDER = /\{\{([^{}]+)\}\}/;
const REFERENCE = /^\{\{([^{}]+)\}\}$/;

/** A text, and the names of the variables that it lacks. */
export interface Resolved {
  readonly text: string;
  readonly missing: readonly string[];
}

/** The value as text; '' when there is none. */
export const valueOf = (name: string): string => String(pm.variables.get(name) ?? '');

/** Fills `{{name}}` in, also in the values that are filled in. */
export function resolve(template: string): Resolved {
  let text = template;
  const missing: string[] = [];
  for (let depth = 0; depth < DEPTH && PLACEHOLDER.test(text); depth += 1) {
    text = text.replace(new RegExp(PLACEHOLDER, 'g'), (placeholder, name: string) => {
      const value = valueOf(name);
      if (value.trim() !== '' && value !== placeholder) return value;
      missing.push(name);
      return '';
    });
  }
  const circle = PLACEHOLDER.exec(text)?.[1];
  return { text, missing: circle === undefined ? missing : [...missing, circle] };
}

/**
 * A value that is taken literally, whatever it holds: client ids and keys may contain `{{k}}`. Only a value that is
 * nothing but one `{{name}}` is a reference. The last one is returned when it leads nowhere.
 */
export function literal(name: string): string {
  let value = valueOf(name).trim();
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const reference = REFERENCE.exec(value)?.[1];
    if (reference === undefined) return value;
    const next = valueOf(reference).trim();
    if (next === '') return value;
    value = next;
  }
  return value;
}

/** The name in a value that is nothing but an unresolved reference. */
export const unresolved = (value: string): string | undefined => REFERENCE.exec(value)?.[1];

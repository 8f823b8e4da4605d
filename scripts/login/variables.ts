/** Reads Postman's variables: as they are, through a reference, or filled into a template. */

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

const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);

/** Fills `{{name}}` in, also in the values that are filled in. */
export function resolve(template: string): Resolved {
  const missing: string[] = [];
  let text = template.replace(PLACEHOLDER, (_placeholder, name: string) => {
    const value = valueOf(name);
    if (!value.trim()) missing.push(name);
    return value;
  });
  // Slower, so only for values that hold placeholders themselves: most requests find a live token.
  if (text.includes('{{')) text = pm.variables.replaceIn(text);
  return { text, missing: [...missing, ...namesIn(text)] };
}

/**
 * A value that is taken literally, whatever it holds: client ids and secrets may contain `{{k}}` or end with a blank;
 * only line breaks around it are not its own. Only a value that is nothing but one `{{name}}` is a reference.
 */
export function literal(name: string): string {
  const value = valueOf(name);
  const text = unresolved(value) ? pm.variables.replaceIn(value) : value;
  return text.replace(/^[\r\n]+|[\r\n]+$/g, '');
}

/** The name in a value that is nothing but a reference. */
export const unresolved = (value: string): string | undefined => REFERENCE.exec(value)?.[1];

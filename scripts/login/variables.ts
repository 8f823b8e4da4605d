/** Reads and writes Postman's variables: as they are, through a reference, or filled into a text. */

import type { Variables } from './attempt.ts';
import { fillPlaceholders, literalValue, placeholdersIn, type Filled } from './placeholders.ts';

/** The value as text; '' when there is none. */
export const valueOf = (name: string): string => String(pm.variables.get(name) ?? '');

/** Writes into the environment. */
export const put = (name: string, value: string): void => pm.environment.set(name, value);

/** Lasts for one run; in the app, for one press of Send. */
export const remember = (name: string, value: string): void => pm.variables.set(name, value);

const isDynamic = (name: string): boolean => name.startsWith('$');

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

/** A value that is taken literally. */
export const literal = (name: string): string => literalValue(name, valueOf);

/** What the app and the Postman CLI have and newman lacks. It asks the user, who may refuse. */
interface Vault {
  get(name: string): Promise<unknown>;
}

/** Postman's variables, as an attempt reads them. */
export const postman: Variables = {
  fill: (text) => fill(text),
  literal,
  get vault() {
    const { vault }: typeof pm & { vault?: Vault } = pm;
    return vault && (async (name: string) => String((await vault.get(name).catch(() => '')) ?? ''));
  },
  get hasEnvironment() {
    return Boolean(pm.environment.name) || JSON.stringify(pm.environment.toObject()) !== '{}';
  },
};

/** Values for a declared environment, from the process environment and a `.env` file. */

import type { PostmanEnvironment } from '../emit/environment.ts';

export interface Sources {
  readonly process: Readonly<Record<string, string | undefined>>;
  readonly file: ReadonlyMap<string, string>;
}

export interface FilledEnvironment {
  readonly environment: PostmanEnvironment;
  /** Which variables were filled from where: names, never values. */
  readonly fromProcess: readonly string[];
  readonly fromFile: readonly string[];
}

/** The name under which a variable is looked for: `client_private_key` → `CLIENT_PRIVATE_KEY`. */
export const variableName = (key: string): string => key.toUpperCase().replace(/[^A-Z0-9]/g, '_');

/**
 * Only variables that the environment declares are filled. As with dotenv, the process environment wins over the file; in each, the
 * upper-case name is looked for first, then the variable's own. An empty value counts as none.
 */
export const fillEnvironment = (declared: PostmanEnvironment, sources: Sources): FilledEnvironment => {
  const fromProcess: string[] = [];
  const fromFile: string[] = [];
  const values = declared.values.map((variable) => {
    const names = [variableName(variable.key), variable.key];
    const processValue = firstValue(names, (name) => sources.process[name]);
    const fileValue = firstValue(names, (name) => sources.file.get(name));
    if (processValue !== undefined) fromProcess.push(variable.key);
    else if (fileValue !== undefined) fromFile.push(variable.key);
    return { ...variable, value: processValue ?? fileValue ?? variable.value };
  });
  return { environment: { ...declared, values }, fromProcess, fromFile };
};

const firstValue = (
  names: readonly string[],
  read: (name: string) => string | undefined,
): string | undefined => names.map(read).find((value) => value !== undefined && value !== '');

const SECRET_NAME = /secret|password|private_?key|token|jwt|assertion/i;

/** Variables whose values must not be shown: those of Postman's type `secret`, and those whose name says it. */
export const secretsOf = ({ values }: PostmanEnvironment): readonly { name: string; value: string }[] =>
  values
    .filter(({ key, type }) => type === 'secret' || SECRET_NAME.test(key))
    .map(({ key, value }) => ({ name: key, value }));

/** The key of a new project: its files, the variables that it fills, and where its public half goes. */

import type { NewSource } from '../import/exported-project.ts';
import { adviseRegistration } from '../keys/advice.ts';
import { filledVariables, type KeyFacts } from '../keys/filled-variables.ts';
import { makeKey, type KeyForm, type KeyWish } from '../keys/key-files.ts';
import { configureLogin } from '../oauth/configuration.ts';
import type { Authorization } from '../oauth/authorization.ts';
import { partsOf } from '../oauth/parts.ts';
import { variableName } from '../values/variable-name.ts';

const FOLDER = 'keys';
const OWNER_ONLY = 0o600;

/** A key that is made and not yet written. */
export interface ProjectKey {
  readonly files: readonly NewSource[];
  /** By the names of variables. */
  readonly values: ReadonlyMap<string, string>;
  /** Lines. */
  readonly advice: readonly string[];
}

/** The algorithm of the private key that a login signs with, if it is the client that makes the key; undefined otherwise. */
export const ownKeyAlgorithm = (authorization: Authorization, facts: KeyFacts): string | undefined => {
  if ((facts.registration?.formats ?? []).length === 0) return undefined;
  const parts = partsOf(configureLogin(authorization));
  if (!parts.includes('key/private')) return undefined;
  return parts.find((part) => part.startsWith('sign/'))?.slice('sign/'.length);
};

/** Makes the key. */
export const makeProjectKey = async (wish: KeyWish, facts: KeyFacts): Promise<ProjectKey> => {
  const key = await makeKey(wish);
  const file = (form: KeyForm) => key.files.find((each) => each.form === form);
  const pathOf = (form: KeyForm): string | undefined => {
    const found = file(form);
    return found && `${FOLDER}/${found.name}`;
  };
  const advised = { key, facts, pathOf, processName: variableName };
  const values = filledVariables(advised).map(({ name, form, shellValue }): [string, string] => [
    name,
    form === undefined ? shellValue : (file(form)?.text ?? ''),
  ]);
  return {
    files: key.files.map(({ name, text, isSecret }) => ({
      path: `${FOLDER}/${name}`,
      content: text,
      ...(isSecret && { mode: OWNER_ONLY }),
    })),
    values: new Map(values),
    advice: adviseRegistration(advised),
  };
};

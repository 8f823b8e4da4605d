/** The environment of a collection whose login was replaced: without the library, with the variables of the new login. */

import type { Authorization } from '../oauth/grants.ts';
import { loginInputs, loginTemplates } from '../oauth/inputs.ts';
import { PostsmithError } from '../errors.ts';
import { isRecord } from '../values/json.ts';
import { isDynamic, placeholdersIn } from '../values/placeholders.ts';
import { isSecretName, secretIn } from '../values/secret-patterns.ts';
import { JsonText } from './json-text.ts';
import { characters } from './places.ts';

/** A variable that the login reads. */
export interface NeededVariable {
  readonly name: string;
  readonly isSecret: boolean;
}

/** Every variable that the login reads and that has to be there. */
export const neededVariables = (authorization: Authorization): readonly NeededVariable[] => {
  const inputs = loginInputs(authorization).filter(({ need }) => need !== 'optional');
  const names = new Map(inputs.map(({ name, isSecret }) => [name, isSecret]));
  for (const { text } of loginTemplates(authorization)) {
    for (const name of placeholdersIn(text)) {
      if (!isDynamic(name) && !names.has(name)) names.set(name, isSecretName(name));
    }
  }
  return [...names].map(([name, isSecret]) => ({ name, isSecret }));
};

interface EnvironmentInput {
  readonly text: string;
  readonly label: string;
  /** Variables that held the library. */
  readonly libraries: ReadonlySet<string>;
  /** What the login reads and the collection has no value for. */
  readonly needed: readonly NeededVariable[];
  /** Values that stood in scripts, by the variables into which they belong. */
  readonly found: ReadonlyMap<string, string>;
  readonly stripSecrets: boolean;
}

/** The environment's text, and what was done to it. */
interface EditedEnvironment {
  readonly text: string;
  readonly done: readonly string[];
}

const entriesOf = (json: JsonText, label: string) => {
  const values = isRecord(json.value) ? json.value['values'] : undefined;
  if (!Array.isArray(values)) {
    throw new PostsmithError('USAGE', `${label} is no Postman environment: it has no \`values\` list.`);
  }
  return values.map((each: unknown) => ({
    name: isRecord(each) ? String(each['key'] ?? '') : '',
    value: isRecord(each) ? String(each['value'] ?? '') : '',
    isSecret: isRecord(each) && each['type'] === 'secret',
  }));
};

/**
 * Edits an environment; every other byte stays.
 *
 * @throws PostsmithError USAGE when it is none
 */
export const editEnvironment = (input: EnvironmentInput): EditedEnvironment => {
  const { text, label, libraries, needed, found, stripSecrets } = input;
  const json = new JsonText(text, label);
  const entries = entriesOf(json, label);
  const done: string[] = [];
  const gone = entries.flatMap(({ name, value }, at) => {
    if (!libraries.has(name)) return [];
    done.push(`removed variable ${JSON.stringify(name)} of the environment: ${characters(value)}`);
    return [at];
  });
  const secrets = new Set(needed.filter(({ isSecret }) => isSecret).map(({ name }) => name));
  for (const [at, { name, value, isSecret }] of entries.entries()) {
    const holdsSecret = isSecret || secrets.has(name) || isSecretName(name) || secretIn(value) !== undefined;
    if (!stripSecrets || gone.includes(at) || value === '' || !holdsSecret) continue;
    json.replace(['values', at, 'value'], '');
    done.push(`emptied the secret variable ${JSON.stringify(name)} of the environment`);
  }
  const names = new Set(entries.map(({ name }) => name));
  const lacking = needed.filter(({ name }) => !names.has(name));
  json.removeAll(['values'], gone);
  json.append(
    ['values'],
    lacking.map(({ name, isSecret }) => ({
      key: name,
      value: found.get(name) ?? '',
      type: isSecret ? 'secret' : 'default',
      enabled: true,
    })),
  );
  for (const { name } of lacking) done.push(`added variable ${JSON.stringify(name)} to the environment`);
  return { text: json.print(), done };
};

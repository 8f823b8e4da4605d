/** Checks a collection with everything in it. */

import { checkAuthorization } from '../oauth/check.ts';
import { checkRequest, type Surroundings } from './check-request.ts';
import { checkScripts, type ScriptNames } from './check-scripts.ts';
import { checkSettings } from './check-settings.ts';
import { describe, Fields } from '../values/fields.ts';
import { isRecord } from '../values/json.ts';
import type { Place } from '../values/place.ts';
import { placeholderProblems } from '../values/placeholders.ts';
import { isPlaceholderOnly, isSecretName } from '../values/secret-patterns.ts';

const nameProblem = (name: unknown): string | undefined => {
  if (typeof name !== 'string') return `must be text, but is ${describe(name)}`;
  if (name.trim() === '') return 'is empty; folders, requests and ids are named by it';
  if (/\p{Cc}/u.test(name)) return 'holds a line break or control character';
  return name === name.trim() ? undefined : 'begins or ends with a blank';
};

interface Siblings {
  readonly surroundings: Surroundings;
  readonly keys: Set<string>;
  /** The folders around, to notice one that contains itself. */
  readonly outer: readonly unknown[];
}

const checkFolder = (
  place: Place,
  value: Readonly<Record<string, unknown>>,
  { surroundings, outer }: Siblings,
): void => {
  const fields = Fields.open(place, '', value, [
    'kind',
    'name',
    'key',
    'description',
    'scripts',
    'settings',
    'items',
  ]);
  if (fields === undefined) return;
  fields.key();
  fields.optionalText('description');
  checkScripts(fields, surroundings.scripts);
  checkSettings(fields);
  checkItems(fields, surroundings, [...outer, value]);
};

const checkItem = (parent: Place, label: string, value: unknown, siblings: Siblings): void => {
  if (!isRecord(value) || (value['kind'] !== 'request' && value['kind'] !== 'folder')) {
    parent.report(
      `${label} must be made with get(…), post(…), folder(…) or the like, but is ${describe(value)}`,
    );
    return;
  }
  const { name } = value;
  const problem = nameProblem(name);
  const place = parent.within(typeof name === 'string' && name.trim() !== '' ? name.trim() : label);
  if (problem !== undefined) place.report(`name ${problem}`);
  if (siblings.outer.includes(value)) {
    place.report('this folder contains itself');
    return;
  }
  const key = value['key'] ?? name;
  if (typeof key === 'string' && siblings.keys.has(key)) {
    place.report(
      'another folder or request beside it has the same name or key, of which ids are made; give one of them a key of its own',
    );
  }
  if (typeof key === 'string') siblings.keys.add(key);
  if (value['kind'] === 'folder') checkFolder(place, value, siblings);
  else checkRequest(place, value, siblings.surroundings);
};

const checkItems = (owner: Fields, surroundings: Surroundings, outer: readonly unknown[]): void => {
  if (!owner.has('items')) owner.report('items', 'is missing; it is the list of folders and requests');
  const siblings: Siblings = { surroundings, outer, keys: new Set() };
  for (const { value, label } of owner.list('items')) checkItem(owner.place, label, value, siblings);
};

const checkVariables = (collection: Fields): void => {
  const names = new Set<string>();
  for (const { value, label } of collection.list('variables')) {
    const fields = Fields.open(collection.place, label, value, ['name', 'value', 'description']);
    const name = fields?.text('name');
    const text = fields?.value('value') ?? '';
    fields?.optionalText('description');
    for (const problem of placeholderProblems(text)) fields?.report('value', problem);
    if (name === undefined) continue;
    if (names.has(name)) fields?.report('name', `is ${JSON.stringify(name)} for the second time`);
    if (isSecretName(name) && !isPlaceholderOnly(text) && !collection.place.publicValues.includes(text)) {
      fields?.report(
        'value',
        'looks like a secret; declare it in an environment with secret(), or, if it is public, list it in publicValues',
      );
    }
    names.add(name);
  }
};

const known = [
  'kind',
  'name',
  'key',
  'description',
  'authorization',
  'scripts',
  'settings',
  'variables',
  'items',
  'publicValues',
];

/** Checks what a file in `collections/` declares; reports every problem at its place. */
export const checkCollection = (
  place: Place,
  value: Readonly<Record<string, unknown>>,
  scripts: ScriptNames,
): void => {
  const fields = Fields.open(place, '', value, known);
  if (fields === undefined) return;
  const problem = nameProblem(value['name']);
  if (problem !== undefined) fields.report('name', problem);
  fields.key();
  fields.optionalText('description');
  checkAuthorization(fields);
  checkScripts(fields, scripts);
  checkSettings(fields);
  checkVariables(fields);
  fields.publicValues();
  checkItems(fields, { scripts, logsIn: fields.has('authorization') }, []);
};

/** Checks a collection with everything in it. */

import { unlessAsRead } from './as-read.ts';
import { checkAuthorization } from './check-authorization.ts';
import { around, checkRequest, type Surroundings } from './check-request.ts';
import { checkScripts, type ScriptNames } from './check-scripts.ts';
import { checkSettings } from './check-settings.ts';
import { checkVariables } from './check-variables.ts';
import { describe, Fields } from '../values/fields.ts';
import { pathBelow, pathText, type Path } from '../model/key.ts';
import { isAsRead } from '../model/original.ts';
import { isRecord } from '../values/json.ts';
import type { Place } from '../values/place.ts';

const nameProblem = (name: unknown): string | undefined => {
  if (typeof name !== 'string') return `must be text, but is ${describe(name)}`;
  if (name.trim() === '') return 'is empty; folders, requests and ids are named by it';
  if (/\p{Cc}/u.test(name)) return 'holds a line break or control character';
  return name === name.trim() ? undefined : 'begins or ends with a blank';
};

/** Where the items of a folder or of the collection stand. */
interface Inside {
  readonly surroundings: Surroundings;
  readonly path: Path;
  /** Ids of the whole collection, or the paths of which they are made. */
  readonly identities: Set<string>;
  /** The folders around, to notice one that contains itself. */
  readonly outer: readonly unknown[];
}

const checkIdentity = (place: Place, value: Readonly<Record<string, unknown>>, inside: Inside): Path => {
  const { key, name, id } = value;
  const path = pathBelow(inside.path, {
    name: typeof name === 'string' ? name : '',
    ...(typeof key === 'string' && { key }),
  });
  const identity = typeof id === 'string' ? id.toLowerCase() : `/${pathText(path)}`;
  // Ids of a file are those of the file.
  if (inside.identities.has(identity) && !isAsRead(value, 'id', 'name')) {
    place.report(
      id === undefined
        ? 'another folder or request beside it has the same name or key, of which ids are made; give one of them a key of its own'
        : 'another folder or request has the same id; give each an id of its own, or none',
    );
  }
  inside.identities.add(identity);
  return path;
};

const checkFolder = (place: Place, value: Readonly<Record<string, unknown>>, inside: Inside): void => {
  const fields = Fields.open(place, '', value, [
    'kind',
    'name',
    'key',
    'id',
    'description',
    'authorization',
    'scripts',
    'settings',
    'variables',
    'items',
  ]);
  if (fields === undefined) return;
  fields.identity();
  fields.optionalText('description');
  checkAuthorization(fields);
  checkScripts(fields, inside.surroundings.scripts);
  checkSettings(fields);
  checkVariables(fields);
  const surroundings = { ...inside.surroundings, authorization: around(fields, inside.surroundings) };
  checkItems(fields, { ...inside, surroundings, outer: [...inside.outer, value] });
};

const checkItem = (parent: Place, label: string, value: unknown, inside: Inside): void => {
  if (!isRecord(value) || (value['kind'] !== 'request' && value['kind'] !== 'folder')) {
    parent.report(
      `${label} must be made with get(…), post(…), folder(…) or the like, but is ${describe(value)}`,
    );
    return;
  }
  const { name } = value;
  const problem = nameProblem(name);
  const place = unlessAsRead(
    parent.within(typeof name === 'string' && name.trim() !== '' ? name.trim() : label),
    value,
  );
  if (problem !== undefined) place.report(`name ${problem}`);
  if (inside.outer.includes(value)) {
    place.report('this folder contains itself');
    return;
  }
  const path = checkIdentity(place, value, inside);
  if (value['kind'] === 'folder') checkFolder(place, value, { ...inside, path });
  else checkRequest(place, value, inside.surroundings);
};

const checkItems = (owner: Fields, inside: Inside): void => {
  if (!owner.has('items')) owner.report('items', 'is missing; it is the list of folders and requests');
  for (const { value, label } of owner.list('items')) checkItem(owner.place, label, value, inside);
};

const checkLiterals = (fields: Fields): void => {
  for (const { value, label } of fields.list('literals')) {
    if (typeof value === 'string' && (/^[^{}]+$/.test(value) || value === '{{')) continue;
    fields.place.report(`${label} must be what stands between {{ and }}, without them, or '{{' itself`);
  }
};

const known = [
  'kind',
  'name',
  'key',
  'id',
  'version',
  'description',
  'authorization',
  'scripts',
  'settings',
  'variables',
  'items',
  'publicValues',
  'literals',
];

/** Checks what a file in `collections/` declares; reports every problem at its place. */
export const checkCollection = (
  at: Place,
  value: Readonly<Record<string, unknown>>,
  scripts: ScriptNames,
): void => {
  const place = unlessAsRead(at, value);
  const fields = Fields.open(place, '', value, known);
  if (fields === undefined) return;
  const problem = nameProblem(value['name']);
  if (problem !== undefined) fields.report('name', problem);
  fields.identity();
  if (fields.has('version')) fields.text('version');
  fields.optionalText('description');
  checkAuthorization(fields);
  checkScripts(fields, scripts);
  checkSettings(fields);
  checkVariables(fields);
  fields.publicValues();
  checkLiterals(fields);
  const surroundings = { scripts, authorization: around(fields) };
  checkItems(fields, { surroundings, path: [''], identities: new Set(), outer: [] });
};

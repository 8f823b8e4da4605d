/** An exported collection's text, read: what its scripts do, the login that is there, and what an earlier run has put into it. */

import { PostsmithError } from '../errors.ts';
import { isRecord } from '../values/json.ts';
import { isSecretName, secretIn } from '../values/secret-patterns.ts';
import { loginInputs } from '../oauth/inputs.ts';
import { parseExported } from '../sources/postman/parse-exported.ts';
import { textOfEvent } from './event-edits.ts';
import { JsonText, type JsonPath } from './json-text.ts';
import { findLogin, type Login } from './login.ts';
import { propose } from './proposal.ts';
import { authorizationOf, type Proposal } from './declaration.ts';
import { readScripts, type ReadCollection } from './scripts.ts';
import { hasOurs, withoutOurs } from './script-text.ts';

type Members = Readonly<Record<string, unknown>>;

/** A collection file before it is changed. */
export interface CollectionFile {
  readonly json: JsonText;
  /** Where the collection is in the file: older exports wrap it. */
  readonly root: JsonPath;
  /** As it stands in the file. */
  readonly value: Members;
  /** What its scripts do, but for ours. */
  readonly read: ReadCollection;
  readonly login: Login | undefined;
  /** Where an earlier run has put a login, by the owner's place. */
  readonly earlier: readonly JsonPath[];
}

/** The file without the texts that an earlier run has put there. */
const blanked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(blanked);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (name !== 'event' || !Array.isArray(each)) return [name, name === 'item' ? blanked(each) : each];
      return [name, each.map((event: unknown) => (isRecord(event) ? blankedEvent(event) : event))];
    }),
  );
};

const blankedEvent = (event: Members): Members => {
  const text = textOfEvent(event);
  return hasOurs(text) ? { ...event, script: { exec: withoutOurs(text) } } : event;
};

const ownersOfOurs = (value: Members, at: JsonPath): JsonPath[] => {
  const { event, item } = value;
  const has = Array.isArray(event) && event.some((each) => isRecord(each) && hasOurs(textOfEvent(each)));
  const below = Array.isArray(item)
    ? item.flatMap((each: unknown, index) =>
        isRecord(each) ? ownersOfOurs(each, [...at, 'item', index]) : [],
      )
    : [];
  return [...(has ? [at] : []), ...below];
};

/**
 * Reads an exported collection.
 *
 * @param label what messages call the file
 * @throws PostsmithError USAGE when it is none
 */
export const readCollectionFile = (text: string, label: string): CollectionFile => {
  const exported = parseExported(text);
  if ('problem' in exported) throw new PostsmithError('USAGE', `${label}: ${exported.problem}.`);
  const json = new JsonText(text, label);
  const whole = isRecord(json.value) ? json.value : {};
  const isWrapped = isRecord(whole['collection']);
  const value = isWrapped && isRecord(whole['collection']) ? whole['collection'] : whole;
  const clean = blanked(value);
  const read = readScripts(isRecord(clean) ? clean : {});
  return {
    json,
    root: isWrapped ? ['collection'] : [],
    value,
    read,
    login: findLogin(read),
    earlier: ownersOfOurs(value, []),
  };
};

/** Values of the variables of a collection or environment file, by name. */
export const valuesIn = (list: unknown): Map<string, string> =>
  new Map(
    (Array.isArray(list) ? list : []).flatMap((each: unknown) =>
      isRecord(each) && each['disabled'] !== true && each['enabled'] !== false
        ? [[String(each['key'] ?? each['id'] ?? ''), String(each['value'] ?? '')] as const]
        : [],
    ),
  );

/** Variables that something else than the login writes or reads, in a script or in a request. */
const takenNames = ({ read, login }: CollectionFile): ReadonlySet<string> => {
  const { variable: _variables, ...rest } = read.value;
  const text = JSON.stringify(rest, (key, each: unknown) => (key === 'event' ? undefined : each));
  const used = [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name);
  return new Set(used.filter((name) => login?.tokenVariables.includes(name) !== true));
};

/** The login that is there, as a declaration; undefined where there is none. */
export const proposalOf = (
  file: CollectionFile,
  environment: ReadonlyMap<string, string>,
): Proposal | undefined => {
  if (file.login === undefined) return undefined;
  const values = new Map([...valuesIn(file.value['variable']), ...environment]);
  const taken = takenNames(file);
  const { machine } = file.read.reading;
  const proposal = propose(file.login, machine.marks, values, (name) => taken.has(name));
  return withDefaults(proposal, machine.defaults);
};

/** What a script takes where a variable is empty, `get('scope') || 'read'`, belongs into the variable. */
const withDefaults = (proposal: Proposal, defaults: ReadonlyMap<string, string>): Proposal => {
  const authorization = authorizationOf(proposal.call);
  const text = JSON.stringify(authorization);
  const secrets = new Set(
    loginInputs(authorization).flatMap(({ name, isSecret }) => (isSecret ? [name] : [])),
  );
  const isSecret = (name: string, value: string): boolean =>
    secrets.has(name) || isSecretName(name) || secretIn(value) !== undefined;
  const used = [...defaults].filter(
    ([name]) => text.includes(`{{${name}}}`) || text.includes(JSON.stringify(name)),
  );
  return {
    ...proposal,
    unclear: [
      ...proposal.unclear,
      ...used.map(
        ([name, value]) =>
          `where the variable ${name} is empty, the script takes ${isSecret(name, value) ? 'a value of its own' : JSON.stringify(value)}; the login reads the variable alone, so put that into it`,
      ),
    ],
    found: new Map([
      ...used.map(([name, value]) => [name, isSecret(name, value) ? '' : value] as const),
      ...proposal.found,
    ]),
  };
};

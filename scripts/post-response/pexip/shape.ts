/** Whether a body has the documented shape. Tolerant of other versions: fields may be missing, new, or null. */

import { isObject } from '../../json.ts';

/** Field names, separated by blanks, by their type. */
export interface Fields {
  readonly [type: string]: string;
}

const isText = (value: unknown): boolean => typeof value === 'string';

const IS_TYPE: { readonly [type: string]: (value: unknown) => boolean } = {
  boolean: (value) => typeof value === 'boolean',
  dict: isObject,
  float: (value) => typeof value === 'number',
  integer: Number.isInteger,
  list: Array.isArray,
  related: (value) => isText(value) || Array.isArray(value) || isObject(value),
};

/** Versions of the node differ in whether ids are numbers or texts, and nothing depends on it. */
const isId = (value: unknown): boolean => isText(value) || Number.isInteger(value);

const typeTest = (type: string, name: string): ((value: unknown) => boolean) =>
  name === 'id' ? isId : (IS_TYPE[type] ?? isText);

const describe = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

/** One sentence for each field of the wrong type, and for an object that does not say which it is. */
export const objectProblems = (value: unknown, fields: Fields, where: string): string[] => {
  if (!isObject(value)) return [`${where} is no object but ${describe(value)}`];
  const problems: string[] = [];
  const known: string[] = [];
  for (const type of Object.keys(fields)) {
    for (const name of (fields[type] ?? '').split(' ')) {
      known.push(name);
      const given = value[name];
      if (given !== undefined && given !== null && !typeTest(type, name)(given)) {
        problems.push(`${where}.${name} is ${describe(given)}, not ${type}`);
      }
    }
  }
  const core = ['id', 'resource_uri'].filter((name) => known.includes(name));
  if (core.length > 0 && core.every((name) => value[name] === undefined || value[name] === null)) {
    problems.push(`${where} has no ${core.join(' or ')}`);
  }
  return problems;
};

/** True for what means to be a page of a list. */
export const isAPage = (value: unknown): boolean => isObject(value) && 'objects' in value;

/** One sentence for each thing that is wrong with a page of a list. */
export const listProblems = (value: unknown, fields: Fields): string[] => {
  if (!isObject(value)) return [`the response is no object but ${describe(value)}`];
  const { meta, objects } = value;
  const problems = isObject(meta)
    ? objectProblems(meta, { integer: 'limit offset total_count', string: 'next previous' }, 'meta')
    : ['"meta" is missing'];
  if (!Array.isArray(objects)) return [...problems, '"objects" is no list'];
  return problems.concat(...objects.map((each, index) => objectProblems(each, fields, `objects[${index}]`)));
};

/** The last part of an object's address; empty when there is none. */
export const idOfUri = (uri: unknown): string =>
  (typeof uri === 'string' ? /([^/]+)\/?$/.exec(uri)?.[1] : undefined) ?? '';

/** The id of an object, by its address or its own word; empty when it has neither. */
export const idOf = (value: unknown): string =>
  isObject(value) ? idOfUri(value.resource_uri) || String(value.id ?? '') : '';

/** The id of the first object of a page; empty when the page is. */
export const firstId = (value: unknown): string =>
  idOf(isObject(value) && Array.isArray(value.objects) ? value.objects[0] : undefined);

/** The value of an object's field; undefined when it has none. */
export const fieldOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** Whether a JSON:API document has the shape that the specification and the service's facts say (https://jsonapi.org/format/1.0/). */

import { isObject, readJson, type JsonObject } from '../../json.ts';

/** What responses of one resource hold. */
export interface Shape {
  readonly type: string;
  /** Names of attributes, separated by blanks. */
  readonly attributes: string;
  /** Relation → true where it leads to many objects. */
  readonly relations?: { readonly [name: string]: boolean };
}

/** An array's members; nothing for what is none. */
export const membersOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** One sentence when the value does not name a resource of that type; any type when it is ''. */
const identifierProblems = (value: unknown, type: string, where: string): string[] => {
  if (!isObject(value)) return [`${where} is no object`];
  const problems = typeof value.id === 'string' && value.id !== '' ? [] : [`${where} has no id`];
  if (typeof value.type !== 'string') return [...problems, `${where} has no type`];
  return type === '' || value.type === type
    ? problems
    : [...problems, `${where} has the type ${value.type}, not ${type}`];
};

/** To-one: null or one identifier. To-many: a list of them. */
export const linkageProblems = (value: unknown, isMany: boolean, type: string, where: string): string[] => {
  if (isMany) {
    return Array.isArray(value)
      ? value.flatMap((each, index) => identifierProblems(each, type, `${where}[${index}]`))
      : [`${where} is no list`];
  }
  return value === null ? [] : identifierProblems(value, type, where);
};

const relationProblems = (value: unknown, { relations = {} }: Shape, where: string): string[] =>
  Object.keys(relations).flatMap((name) => {
    const relation = isObject(value) ? value[name] : undefined;
    if (!isObject(relation)) return [`${where} has no relationship ${name}`];
    return relation.data === undefined
      ? []
      : linkageProblems(relation.data, relations[name] === true, '', `${where}.relationships.${name}.data`);
  });

/** One sentence for each thing that is wrong with a resource object. */
export const resourceProblems = (value: unknown, shape: Shape, where: string): string[] => {
  const problems = identifierProblems(value, shape.type, where);
  if (!isObject(value) || problems.length > 0) return problems;
  const { attributes } = value;
  if (!isObject(attributes)) return [`${where} has no attributes`];
  const missing = shape.attributes.split(' ').filter((name) => name !== '' && !(name in attributes));
  return [
    ...missing.map((name) => `${where} has no attribute ${name}`),
    ...relationProblems(value.relationships, shape, where),
  ];
};

/** One sentence for each thing that is wrong with the paging of a list. */
export const pagingProblems = (document: JsonObject): string[] => {
  const pagination = isObject(document.meta) ? document.meta.pagination : undefined;
  const counts = ['page', 'pages', 'count'];
  const wrong = counts.filter((name) => !Number.isInteger(isObject(pagination) ? pagination[name] : ''));
  const links = isObject(document.links) ? document.links : {};
  return [
    ...wrong.map((name) => `meta.pagination.${name} is no number`),
    ...['first', 'last']
      .filter((name) => typeof links[name] !== 'string')
      .map((name) => `links.${name} is missing`),
  ];
};

/** The JSON:API document in a text, or why there is none. */
export const documentIn = (text: string, contentType: string): JsonObject | string => {
  const document = readJson(text);
  if (!/^application\/vnd\.api\+json\b/i.test(contentType)) {
    return `the response's Content-Type is "${contentType}", not application/vnd.api+json`;
  }
  return isObject(document) ? document : 'the response is no JSON object';
};

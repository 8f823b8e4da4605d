/** What one resource's answers should be, by method and path, and which id is to be remembered. */

import { statusProblem, type Answer } from './answer.ts';
import {
  documentIn,
  isObject,
  linkageProblems,
  membersOf,
  pagingProblems,
  readJson,
  resourceProblems,
  type Shape,
} from './document.ts';

export interface Expectation extends Shape {
  /** The variable for the id of what a POST has created. */
  readonly created?: string;
  /** The variable for the id of the first object of a list. */
  readonly listed?: string;
  /** An attribute whose value is made anew for each run: it's not compared with what was sent. */
  readonly unique?: string;
}

export interface Verdict {
  readonly statusProblem: string;
  readonly problems: readonly string[];
  /** Variables to set. */
  readonly remember: { readonly [variable: string]: string };
}

/** The parts of a path below `/v1/`: `/v1/courses/{id}/relationships/course_terms/`. */
interface Target {
  readonly isList: boolean;
  readonly isRelationship: boolean;
  /** '' for the resource itself. */
  readonly relation: string;
}

const targetOf = (path: string): Target => {
  const [, id = '', second = '', third = ''] = path.replace(/^.*\/v1\//, '').split('/');
  const isRelationship = second === 'relationships';
  return { isList: id === '', isRelationship, relation: isRelationship ? third : second };
};

const expectedStatuses = (method: string, target: Target, isMany: boolean): readonly number[] => {
  if (method === 'GET' || method === 'PATCH') return [200];
  // Adding to, and removing from, what holds one object only has no meaning. What changes nothing is answered 204.
  if (target.isRelationship) return isMany ? [200, 204] : [405];
  return method === 'POST' ? [201] : [204];
};

const dataOf = (document: unknown): unknown => (isObject(document) ? document.data : undefined);

const attributesOf = (resource: unknown): { readonly [name: string]: unknown } =>
  isObject(resource) && isObject(resource.attributes) ? resource.attributes : {};

/** One sentence for each attribute that is not as it was sent. */
const changedOnTheWay = (sent: string, answered: unknown, unique = ''): string[] => {
  const wanted = attributesOf(dataOf(readJson(sent)));
  const given = attributesOf(answered);
  return Object.keys(wanted)
    .filter((name) => name !== unique && JSON.stringify(given[name]) !== JSON.stringify(wanted[name]))
    .map((name) => `${name} is ${JSON.stringify(given[name])}, not ${JSON.stringify(wanted[name])} as sent`);
};

const relatedProblems = (data: unknown, isMany: boolean): readonly string[] => {
  const anything = { type: '', attributes: '' };
  if (!isMany) return data === null ? [] : resourceProblems(data, anything, 'data');
  return Array.isArray(data)
    ? data.flatMap((each, index) => resourceProblems(each, anything, `data[${index}]`))
    : ['data is no list'];
};

const shapeProblems = (answer: Answer, target: Target, expectation: Expectation): readonly string[] => {
  const { status, body, contentType, method, sent } = answer;
  if (status === 204) return body === '' ? [] : ['the answer has a body'];
  const document = documentIn(body, contentType);
  if (typeof document === 'string') return [document];
  const { data } = document;
  if (status === 405) return membersOf(document.errors).length > 0 ? [] : ['"errors" is no list'];
  const isMany = expectation.relations?.[target.relation] === true;
  if (target.isRelationship) return linkageProblems(data, isMany, '', 'data');
  if (target.relation !== '') return relatedProblems(data, isMany);
  if (target.isList && method === 'GET') {
    return [
      ...pagingProblems(document),
      ...(Array.isArray(data)
        ? data.flatMap((each, index) => resourceProblems(each, expectation, `data[${index}]`))
        : ['data is no list']),
    ];
  }
  return [
    ...resourceProblems(data, expectation, 'data'),
    ...(method === 'GET' ? [] : changedOnTheWay(sent, data, expectation.unique)),
  ];
};

const toRemember = ({ method, body }: Answer, target: Target, { created, listed }: Expectation) => {
  const variable = method === 'POST' ? created : listed;
  if (variable === undefined || !target.isList) return {};
  const data = dataOf(readJson(body));
  const first: unknown = Array.isArray(data) ? data[0] : data;
  return isObject(first) && typeof first.id === 'string' ? { [variable]: first.id } : {};
};

/** Judges an answer. An id is remembered of a good one only. */
export const judge = (answer: Answer, expectation: Expectation): Verdict => {
  const target = targetOf(answer.path);
  const isMany = expectation.relations?.[target.relation] === true;
  const problem = statusProblem(answer, expectedStatuses(answer.method, target, isMany));
  return problem === ''
    ? {
        statusProblem: '',
        problems: shapeProblems(answer, target, expectation),
        remember: toRemember(answer, target, expectation),
      }
    : { statusProblem: problem, problems: [], remember: {} };
};

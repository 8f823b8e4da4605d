/** Tests the responses of one JSON:API resource's requests, by method and path, and keeps the id of what was created or listed. */

import { keep } from 'postsmith/sandbox';
import { isObject, readJson } from '../json.ts';
import {
  documentIn,
  linkageProblems,
  membersOf,
  pagingProblems,
  resourceProblems,
  type Shape,
} from './json-api/document.ts';
import { responseNow, showVerdict, statusProblem, type Response } from './json-api/response.ts';

export interface Expectation extends Shape {
  /** The variable for the id of what a POST has created. */
  readonly created?: string;
  /** The variable for the id of the first object of a list. */
  readonly listed?: string;
  /** An attribute whose value is made anew for each run: it's not compared with what was sent. */
  readonly unique?: string;
  /** Objects may have been deleted before. */
  readonly mayBeGone?: boolean;
  /** The service fails with 500 at this resource, so that there may be no object either. */
  readonly isFaulty?: boolean;
}

export interface Verdict {
  readonly statusProblem: string;
  readonly problems: readonly string[];
  /** Ids to keep by variable; an empty one is forgotten. */
  readonly ids: { readonly [variable: string]: string };
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

const expectedStatuses = (
  method: string,
  target: Target,
  isMany: boolean,
  mayBeGone = false,
): readonly number[] => {
  if (method === 'GET' || method === 'PATCH') return [200];
  // Adding to, and removing from, what holds one object only has no meaning. What changes nothing gives 204.
  if (target.isRelationship) return isMany ? [200, 204] : [405];
  if (method === 'POST') return [201];
  return mayBeGone ? [204, 404] : [204];
};

const dataOf = (document: unknown): unknown => (isObject(document) ? document.data : undefined);

const attributesOf = (resource: unknown): { readonly [name: string]: unknown } =>
  isObject(resource) && isObject(resource.attributes) ? resource.attributes : {};

/** One sentence for each attribute that is not as it was sent. */
const changedOnTheWay = (sent: string, given: unknown, unique = ''): string[] => {
  const wanted = attributesOf(dataOf(readJson(sent)));
  const have = attributesOf(given);
  return Object.keys(wanted)
    .filter((name) => name !== unique && JSON.stringify(have[name]) !== JSON.stringify(wanted[name]))
    .map((name) => `${name} is ${JSON.stringify(have[name])}, not ${JSON.stringify(wanted[name])} as sent`);
};

const relatedProblems = (data: unknown, isMany: boolean): readonly string[] => {
  const anything = { type: '', attributes: '' };
  if (!isMany) return data === null ? [] : resourceProblems(data, anything, 'data');
  return Array.isArray(data)
    ? data.flatMap((each, index) => resourceProblems(each, anything, `data[${index}]`))
    : ['data is no list'];
};

const shapeProblems = (response: Response, target: Target, expectation: Expectation): readonly string[] => {
  const { status, body, contentType, method, sent } = response;
  if (status === 204) return body === '' ? [] : ['the response has a body'];
  if (status === 404) return [];
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

/** The id that is to be kept or, when there is none, forgotten. */
const idsIn = (
  { method, body }: Response,
  target: Target,
  { created, listed }: Expectation,
  isGood: boolean,
) => {
  const variable = method === 'POST' ? created : method === 'GET' ? listed : undefined;
  if (variable === undefined || !target.isList) return {};
  const data = isGood ? dataOf(readJson(body)) : undefined;
  const first: unknown = Array.isArray(data) ? data[0] : data;
  return { [variable]: isObject(first) && typeof first.id === 'string' ? first.id : '' };
};

/** Judges a response. An id is kept of a good one only, and forgotten otherwise. */
export const judge = (response: Response, expectation: Expectation): Verdict => {
  const target = targetOf(response.path);
  const isMany = expectation.relations?.[target.relation] === true;
  const expected = expectedStatuses(response.method, target, isMany, expectation.mayBeGone);
  const problem = statusProblem(response, expected);
  return {
    statusProblem: problem,
    problems: problem === '' ? shapeProblems(response, target, expectation) : [],
    ids: idsIn(response, target, expectation, problem === ''),
  };
};

/** The id of no object. */
const NOBODY = /\/00000000-0000-0000-0000-000000000000\//;

/** Why a response that a faulty service gives is not judged; '' when it is. */
const faultIn = ({ status, path }: Response): string => {
  if (status === 500) return '500: this version of the service fails at grades; its fault, not yours';
  return status === 404 && NOBODY.test(path)
    ? '404: there is no grade, as Create grade could not make one'
    : '';
};

export default (expectation: Expectation): void => {
  const response = responseNow();
  const { statusProblem: problem, problems, ids } = judge(response, expectation);
  for (const [variable, id] of Object.entries(ids)) keep(variable, id);
  const fault = expectation.isFaulty === true ? faultIn(response) : '';
  if (fault === '') showVerdict(problem, problems);
  else pm.test.skip(fault);
};

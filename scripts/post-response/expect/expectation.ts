/** What a resource's answers should be, by method and path, and what is to be remembered of them. */

import {
  fieldJson,
  firstId,
  idOf,
  idOfUri,
  isAPage,
  listProblems,
  objectProblems,
  readJson,
  type Fields,
} from './shape.ts';
import { statusProblem } from './status.ts';

export interface Expectation {
  /** How the path of the list ends: `/status/v1/alarm/`. */
  readonly path: string;
  readonly fields: Fields;
  /** The variable for the first id of a list. */
  readonly listed?: string;
  /** The variable for the id of the object that the collection has created. */
  readonly created?: string;
  /** The variable for the JSON of a setting that *Update* sends back, and the setting's name. */
  readonly kept?: string;
  readonly keptField?: string;
  /** The JSON that is kept from a node that does not have this setting: it ignores what it does not know. */
  readonly keptOtherwise?: string;
  /** Whether the answer is a list or one object is not known. */
  readonly either?: boolean;
}

export interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
}

export interface Verdict {
  readonly statusProblem: string | undefined;
  readonly problems: readonly string[];
  /** Variables to set. */
  readonly remember: { readonly [variable: string]: string };
}

/** Created: with the new object's address, where objects have one. Else what the facts and the framework's habit say. */
const expectedStatuses = (method: string, created: string | undefined): readonly number[] => {
  if (method === 'GET') return [200];
  if (method === 'POST') return created === undefined ? [200, 201, 202] : [201];
  return method === 'DELETE' ? [204] : [200, 202, 204];
};

const shapeProblems = (
  answer: Answer,
  isList: boolean,
  { fields, either }: Expectation,
): readonly string[] => {
  if (answer.body.trim() === '' && answer.method !== 'GET') return [];
  if (answer.method === 'DELETE') return ['the answer has a body'];
  const value = readJson(answer.body);
  if (value === undefined) return ['the answer is no JSON'];
  const isPage = isList && answer.method === 'GET' && (either !== true || isAPage(value));
  return isPage ? listProblems(value, fields) : objectProblems(value, fields, 'object');
};

const toRemember = (answer: Answer, isList: boolean, expectation: Expectation, isGood: boolean) => {
  const { listed, created, kept, keptField = '', keptOtherwise = '' } = expectation;
  const remember: { [variable: string]: string } = {};
  if (answer.method === 'GET' && isList && listed !== undefined) {
    remember[listed] = isGood ? firstId(readJson(answer.body)) : '';
  }
  if (answer.method === 'GET' && !isList && kept !== undefined) {
    remember[kept] = isGood ? fieldJson(readJson(answer.body), keptField) || keptOtherwise : '';
  }
  if (answer.method === 'POST' && created !== undefined) {
    remember[created] = isGood ? idOfUri(answer.location) || idOf(readJson(answer.body)) : '';
  }
  if (answer.method === 'DELETE' && created !== undefined && isGood) remember[created] = '';
  return remember;
};

/** Judges an answer. An id is remembered only of a good one, and forgotten otherwise. */
export const judge = (answer: Answer, expectation: Expectation): Verdict => {
  const isList = answer.path.endsWith(expectation.path);
  const problem = statusProblem(
    answer.status,
    expectedStatuses(answer.method, expectation.created),
    answer.body,
  );
  const remember = toRemember(answer, isList, expectation, problem === undefined);
  const problems = problem === undefined ? [...shapeProblems(answer, isList, expectation)] : [];
  const { created } = expectation;
  if (
    problem === undefined &&
    answer.method === 'POST' &&
    created !== undefined &&
    remember[created] === ''
  ) {
    problems.push('neither the Location header nor the answer names the new object');
  }
  return { statusProblem: problem, problems, remember };
};

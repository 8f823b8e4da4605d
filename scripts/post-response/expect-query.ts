/** Tests that a list is what its query demands: how many objects, in which order, with which attributes, and what is included. */

import { isObject } from '../json.ts';
import { documentIn, membersOf } from './json-api/document.ts';
import { responseNow, showVerdict, statusProblem } from './json-api/response.ts';
import { isServiceClient } from './json-api/token-holder.ts';

export interface ExpectedQuery {
  /** The root of the API: the name of a resource whose address it must list, as data or as a link. */
  readonly address?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** An attribute by which the objects rise, or fall with `-` before it. */
  readonly sorted?: string;
  /** Attribute → what it must hold, capitals or not. */
  readonly contains?: { readonly [attribute: string]: string };
  /** The only attributes that are there, separated by blanks. */
  readonly only?: string;
  /** Types of which something must be included, separated by blanks. */
  readonly included?: string;
}

type Attributes = { readonly [name: string]: unknown };

const attributesOf = (resource: unknown): Attributes =>
  isObject(resource) && isObject(resource.attributes) ? resource.attributes : {};

const sortProblems = (objects: readonly Attributes[], sorted: string): string[] => {
  const name = sorted.replace(/^-/, '');
  const values = objects.map((each) => String(each[name]));
  const isWrong = values.some((value, index) => {
    const before = values[index - 1];
    return before !== undefined && (sorted.startsWith('-') ? before < value : before > value);
  });
  return isWrong ? [`the objects are not sorted by ${sorted}`] : [];
};

const containsProblems = (objects: readonly Attributes[], wanted: { readonly [name: string]: string }) =>
  Object.keys(wanted).flatMap((name) => {
    const text = wanted[name] ?? '';
    const other = objects.find((each) => !String(each[name]).toLowerCase().includes(text.toLowerCase()));
    return other === undefined ? [] : [`${name} is "${String(other[name])}", which does not hold "${text}"`];
  });

const onlyProblems = (objects: readonly Attributes[], only: string): string[] => {
  const names = only.split(' ').sort().join(' ');
  const other = objects.find((each) => Object.keys(each).sort().join(' ') !== names);
  return other === undefined
    ? []
    : [`the attributes are ${Object.keys(other).sort().join(' ')}, not ${names}`];
};

const addressProblems = ({ data, links }: Attributes, name: string): string[] =>
  [data, links].some((place) => isObject(place) && typeof place[name] === 'string')
    ? []
    : [`neither data nor links has the address of ${name}`];

/** One sentence for each thing that is not as the query demands. */
export const queryProblems = (document: Attributes, expected: ExpectedQuery): readonly string[] => {
  if (expected.address !== undefined) return addressProblems(document, expected.address);
  const { atLeast = 0, atMost = Infinity, sorted, contains = {}, only, included = '' } = expected;
  if (!Array.isArray(document.data)) return ['data is no list'];
  const objects = document.data.map(attributesOf);
  const types = new Set(membersOf(document.included).map((each) => (isObject(each) ? each.type : '')));
  return [
    ...(objects.length < atLeast ? [`there are ${objects.length} objects, not ${atLeast} or more`] : []),
    ...(objects.length > atMost ? [`there are ${objects.length} objects, not ${atMost} or less`] : []),
    ...(sorted === undefined ? [] : sortProblems(objects, sorted)),
    ...containsProblems(objects, contains),
    ...(only === undefined ? [] : onlyProblems(objects, only)),
    ...included
      .split(' ')
      .filter((type) => type !== '' && !types.has(type))
      .map((type) => `nothing of the type ${type} is included`),
  ];
};

/** What is expected, by the name of the request. */
export default (queries: { readonly [request: string]: ExpectedQuery }): void => {
  const expected = queries[pm.info.requestName];
  if (expected === undefined) {
    pm.test.skip('There is no test for a request of this name');
    return;
  }
  const response = responseNow();
  const problem = statusProblem(response, [200]);
  const document = documentIn(response.body, response.contentType);
  const isEmpty = typeof document === 'object' && Array.isArray(document.data) && document.data.length === 0;
  if (problem === '' && isEmpty && isServiceClient(response.granted)) {
    pm.test.skip('Nothing was found, as a service client does not create what the query looks for');
    return;
  }
  showVerdict(problem, typeof document === 'string' ? [document] : queryProblems(document, expected));
};

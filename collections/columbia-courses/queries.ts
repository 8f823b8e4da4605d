/** Ready-made queries, each with a test that the response is what was asked for (https://jsonapi.org/format/1.0/#fetching). */

import { folder } from 'postsmith';
import type { FolderDeclaration, Json, QueryParameter, RequestDeclaration } from 'postsmith';
import { listUrl, ownId } from './addresses.ts';
import { exampleList, exampleObject, exampleOf, type JsonObject } from './documents.ts';
import { resource, type Resource } from './facts.ts';
import { apiRequest } from './requests.ts';

interface Query {
  readonly name: string;
  readonly of: Resource;
  readonly description: string;
  readonly query: readonly (readonly [string, string, string])[];
  /** What the script tests: see scripts/post-response/expect-query.ts. */
  readonly expected: JsonObject;
  /** The example's document, where it isn't a plain list. */
  readonly example?: JsonObject;
}

const courses = resource('courses');
const courseTerms = resource('course_terms');
const people = resource('people');
const OWN_COURSE: readonly [string, string, string] = [
  'filter[id]',
  `{{${ownId(courses)}}}`,
  'The course of *Prepare*',
];

const plainList = (of: Resource): JsonObject => exampleList(of, [exampleObject(of)]);

const withIncluded = (of: Resource, included: readonly Resource[]): JsonObject => ({
  ...plainList(of),
  included: included.map((each): Json => exampleObject(each)),
});

const sparse = (of: Resource, names: readonly string[]): JsonObject => {
  const object = exampleObject(of);
  const { attributes = {}, relationships: _, ...rest } = object;
  const kept = Object.entries(attributes ?? {}).filter(([name]) => names.includes(name));
  return exampleList(of, [{ ...rest, attributes: Object.fromEntries(kept) as JsonObject }]);
};

const PAGING: readonly Query[] = [
  {
    name: 'Page by page',
    of: courses,
    description: 'Two courses at a time. `links.next` is the address of the next page.',
    query: [
      ['page[size]', '2', 'Objects per page'],
      ['page[number]', '1', 'Which page, from 1'],
    ],
    expected: { atLeast: 1, atMost: 2 },
  },
  {
    name: 'Sorted, falling',
    of: courses,
    description:
      'The last identifier first. Several attributes are separated by commas: `sort=-course_name,course_number`.',
    query: [['sort', '-course_identifier', 'Attributes; `-` before one for descending']],
    expected: { atLeast: 1, sorted: '-course_identifier' },
  },
];

const FILTERS: readonly Query[] = [
  {
    name: 'Search',
    of: courses,
    description: 'Words that must all be found, in name, description, identifier or number.',
    query: [['filter[search]', 'made postsmith', 'Words']],
    expected: { atLeast: 1 },
  },
  {
    name: 'Filter by an attribute',
    of: courses,
    description: 'An attribute alone means equality.',
    query: [['filter[subject_area_code]', 'TEST', 'The whole value']],
    expected: { atLeast: 1, contains: { subject_area_code: 'TEST' } },
  },
  {
    name: 'Filter by a part of an attribute',
    of: courses,
    description:
      'Another lookup stands behind a dot: `lt`, `gt`, `gte`, `lte`, `in`, `icontains`, `iexact`, `contains`, `regex`; each list request shows which of them its attributes have.',
    query: [['filter[course_name.icontains]', 'POSTSMITH', 'A part of it, capitals or not']],
    expected: { atLeast: 1, contains: { course_name: 'postsmith' } },
  },
  {
    name: 'Filter by a list',
    of: courses,
    description: 'One of several values, separated by commas.',
    query: [['filter[subject_area_code.in]', 'TEST,NONE', 'Values']],
    expected: { atLeast: 1, contains: { subject_area_code: 'TEST' } },
  },
  {
    name: 'Several filters',
    of: courses,
    description: 'All of them must hold.',
    query: [
      ['filter[subject_area_code]', 'TEST', 'The whole value'],
      ['filter[school_bulletin_prefix_code.regex]', 'PSM..H', 'A regular expression'],
    ],
    expected: { atLeast: 1, contains: { subject_area_code: 'TEST', school_bulletin_prefix_code: 'PS' } },
  },
  {
    name: 'Filter across a relation',
    of: courses,
    description:
      'Courses with a term before the year 2027. The path of relations has dots; a lookup may follow.',
    query: [OWN_COURSE, ['filter[course_terms.term_identifier.lt]', '2027', 'Less than']],
    expected: { atLeast: 1, atMost: 1 },
  },
  {
    name: 'Terms of one course',
    of: courseTerms,
    description: 'The same the other way round, by the id of what it belongs to.',
    query: [['filter[course.id]', `{{${ownId(courses)}}}`, 'The course of *Prepare*']],
    expected: { atLeast: 1 },
  },
  {
    name: 'People by name',
    of: people,
    description: 'People have no filter but the search.',
    query: [['filter[search]', 'Postsmith', 'Words']],
    expected: { atLeast: 1 },
  },
];

const COMPOUND: readonly Query[] = [
  {
    name: 'With related objects',
    of: courses,
    description: '`include` brings what an object is related to along, under `included`.',
    query: [OWN_COURSE, ['include', 'course_terms', 'Relations, separated by commas']],
    expected: { atLeast: 1, atMost: 1, included: 'course_terms' },
    example: withIncluded(courses, [courseTerms]),
  },
  {
    name: 'With objects related to the related',
    of: resource('instructors'),
    description: 'A path of relations has dots.',
    query: [
      ['filter[id]', `{{${ownId(resource('instructors'))}}}`, 'The instructor of *Prepare*'],
      ['include', 'person', 'Relations, or paths of them such as `course_terms.course`'],
    ],
    expected: { atLeast: 1, atMost: 1, included: 'people' },
    example: withIncluded(resource('instructors'), [people]),
  },
  {
    name: 'Only some attributes',
    of: courses,
    description: 'A sparse fieldset: what is not named, relations as well, is left out.',
    query: [OWN_COURSE, ['fields[courses]', 'course_name,course_number', 'What to send']],
    expected: { atLeast: 1, only: 'course_name course_number' },
    example: sparse(courses, ['course_name', 'course_number']),
  },
  {
    name: 'All at once',
    of: courses,
    description: 'The parts of a query go together.',
    query: [
      ['filter[search]', 'Postsmith', 'Words'],
      ['sort', 'course_identifier', 'Attributes'],
      ['page[size]', '5', 'Objects per page'],
      ['include', 'course_terms', 'Relations'],
      ['fields[courses]', 'course_identifier,course_terms', 'What to send'],
    ],
    expected: { atLeast: 1, atMost: 5, sorted: 'course_identifier', only: 'course_identifier' },
    example: sparse(courses, ['course_identifier']),
  },
];

const parameter = ([name, value, description]: readonly [string, string, string]): QueryParameter => ({
  name,
  value,
  description,
});

const queryRequest = ({ name, of, description, query, example }: Query): RequestDeclaration =>
  apiRequest('GET', {
    name,
    url: listUrl(of),
    description,
    query: query.map(parameter),
    examples: [exampleOf('what was asked for', 200, example ?? plainList(of))],
  });

const QUERIES: readonly Query[] = [...PAGING, ...FILTERS, ...COMPOUND];

export const queries = (): FolderDeclaration =>
  folder('Queries', QUERIES.map(queryRequest), {
    scripts: {
      postResponse: [
        {
          name: 'expect-query',
          parameters: Object.fromEntries(QUERIES.map(({ name, expected }) => [name, expected])),
        },
      ],
    },
    description:
      'What a list can be asked for. The tests count on the objects of *Prepare*; more of them do no harm.',
  });

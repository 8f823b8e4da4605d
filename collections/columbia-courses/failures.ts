/** Requests that fail on purpose: what each failure looks like, and a test that it's just that one. */

import { folder, request } from 'postsmith';
import type {
  Body,
  FolderDeclaration,
  Header,
  Json,
  Method,
  RequestDeclaration,
  RequestOptions,
} from 'postsmith';
import { listUrl, NOBODY, ownId } from './addresses.ts';
import { createdAttributes, exampleErrors, exampleOf, jsonApi, type JsonObject } from './documents.ts';
import { resource, scopesOf } from './facts.ts';
import { ACCEPT } from './requests.ts';

const courses = resource('courses');
const COURSES = listUrl(courses);

interface Failure {
  readonly name: string;
  readonly method: Method;
  readonly description: string;
  readonly status: number;
  readonly code?: string;
  /** What the server says. */
  readonly detail: string;
  readonly url?: string;
  readonly headers?: readonly Header[];
  readonly query?: readonly (readonly [string, string])[];
  readonly body?: Body;
  readonly pathVariables?: RequestOptions['pathVariables'];
  readonly pointers?: readonly string[];
  readonly challenge?: string;
  readonly authorization?: 'none';
}

const ownCourse: RequestOptions['pathVariables'] = {
  id: { value: `{{${ownId(courses)}}}`, description: 'The course of *Prepare*' },
};

const courseDocument = (attributes: JsonObject, id?: string): Json => ({
  data: { type: courses.type, ...(id === undefined ? {} : { id }), attributes },
});

const WITHOUT_RIGHT: readonly Failure[] = [
  {
    name: '401 without a token',
    method: 'GET',
    description:
      'Nothing says who asks. The `WWW-Authenticate` header says what is wanted: a bearer token. Whether there is such a course is not told.',
    status: 401,
    code: 'not_authenticated',
    detail: 'Authentication credentials were not provided.',
    url: `${COURSES}${NOBODY}/`,
    challenge: 'Bearer realm="api"',
    authorization: 'none',
  },
  {
    name: '401 with a bad token',
    method: 'GET',
    description:
      'The `WWW-Authenticate` header says why the token is rejected: it was never issued, or it has expired.',
    status: 401,
    detail: 'Authentication credentials were not provided.',
    challenge: 'error="invalid_token"',
    headers: [{ name: 'Authorization', value: 'Bearer wrong' }],
    url: `${listUrl(resource('people'))}${NOBODY}/`,
    authorization: 'none',
  },
  {
    name: '403 for PUT',
    method: 'PUT',
    description:
      'No scope permits PUT: JSON:API changes objects with PATCH. A token without the scope of a request, or of a person without the group, gets the same response. Then `scope` in the environment shows what was granted.',
    status: 403,
    code: 'permission_denied',
    detail: 'You do not have permission to perform this action.',
    url: `${COURSES}:id/`,
    pathVariables: ownCourse,
    body: jsonApi(courseDocument({ course_name: 'Postsmith course' }, `{{${ownId(courses)}}}`)),
  },
];

const WRONG_PLACE: readonly Failure[] = [
  {
    name: '404 for an unknown id',
    method: 'GET',
    description: 'No instructor has this id.',
    status: 404,
    code: 'not_found',
    detail: 'Not found.',
    url: `${listUrl(resource('instructors'))}${NOBODY}/`,
  },
  {
    name: '404 past the last page',
    method: 'GET',
    description: 'There is no such page.',
    status: 404,
    code: 'not_found',
    detail: 'Invalid page.',
    query: [['page[number]', '99999']],
  },
  {
    name: '406 for another Accept',
    method: 'GET',
    description: 'The service speaks JSON:API and says so; whoever accepts only plain JSON gets nothing.',
    status: 406,
    code: 'not_acceptable',
    detail: 'Could not satisfy the request Accept header.',
    headers: [{ name: 'Accept', value: 'application/json' }],
  },
  {
    name: '409 for another type',
    method: 'PATCH',
    description: 'The `type` in the body is not the type of the address.',
    status: 409,
    detail:
      "The resource object's type (people) is not the type that constitute the collection represented by the endpoint (courses).",
    url: `${COURSES}:id/`,
    pathVariables: ownCourse,
    body: jsonApi({ data: { type: 'people', id: `{{${ownId(courses)}}}`, attributes: {} } }),
  },
  {
    name: '415 for another Content-Type',
    method: 'POST',
    description: 'What is sent must be `application/vnd.api+json`.',
    status: 415,
    code: 'unsupported_media_type',
    detail: 'Unsupported media type "application/json" in request.',
    body: { json: courseDocument({}), mediaType: 'application/json' },
  },
];

/** Neither the identifier nor the two names that are missing get past the server. */
const badAttributes = (): JsonObject => {
  const { course_name: _, course_description: __, ...rest } = createdAttributes(courses);
  return { ...rest, course_identifier: 'short' };
};

const badQuery = (
  name: string,
  parameter: string,
  value: string,
  description: string,
  detail: string,
): Failure => ({
  name,
  method: 'GET',
  description,
  status: 400,
  detail,
  query: [[parameter, value]],
});

const BAD_REQUEST: readonly Failure[] = [
  {
    name: '400 for bad attributes',
    method: 'POST',
    description: 'One error object for each attribute; `source.pointer` says which.',
    status: 400,
    detail: 'This field is required.',
    body: jsonApi(courseDocument(badAttributes())),
    pointers: ['course_identifier', 'course_name', 'course_description'].map(
      (name) => `/data/attributes/${name}`,
    ),
  },
  badQuery(
    '400 for an unknown sort',
    'sort',
    'no_such_attribute',
    'Only attributes can be sorted by.',
    'invalid sort parameter: no_such_attribute',
  ),
  badQuery(
    '400 for an unknown filter',
    'filter[no_such_attribute]',
    'x',
    'Only some attributes can be filtered by; each list request shows which.',
    'invalid filter[no_such_attribute]',
  ),
  badQuery(
    '400 for an unknown include',
    'include',
    'no_such_relation',
    'Only relations can be included.',
    'This endpoint does not support the include parameter for path no_such_relation',
  ),
  badQuery(
    '400 for an unknown parameter',
    'page_size',
    '2',
    'JSON:API knows `sort`, `include`, `filter[…]`, `fields[…]` and `page[…]`.',
    'invalid query parameter: page_size',
  ),
];

const failureExample = ({ status, code = 'invalid', detail, pointers, challenge }: Failure) => {
  const errors = (pointers ?? ['/data']).flatMap(
    (pointer) => exampleErrors(status, code, detail, pointer)['errors'],
  );
  const document: Json = { errors: errors.flatMap((each) => each ?? []) };
  return exampleOf(
    `an error ${status}`,
    status,
    document,
    challenge === undefined
      ? []
      : [
          {
            name: 'WWW-Authenticate',
            value: challenge.startsWith('Bearer') ? challenge : `Bearer realm="api",${challenge}`,
          },
        ],
  );
};

const withAccept = (headers: readonly Header[]): readonly Header[] =>
  headers.some(({ name }) => name === 'Accept') ? headers : [ACCEPT, ...headers];

const failing = (failure: Failure): RequestDeclaration => {
  const { name, method, url = COURSES, headers = [], query, body, pathVariables, authorization } = failure;
  return request(method, {
    name,
    url,
    description: `${failure.description}\n\nThe test is green when it fails with ${failure.status}.`,
    headers: withAccept(headers),
    ...(query === undefined ? {} : { query: query.map(([key, value]) => ({ name: key, value })) }),
    ...(body === undefined ? {} : { body }),
    ...(pathVariables === undefined ? {} : { pathVariables, scripts: { preRequest: ['skip-impossible'] } }),
    ...(authorization === undefined ? scopeOf(method) : { authorization }),
    examples: [failureExample(failure)],
  });
};

/** No scope permits PUT. */
const scopeOf = (method: Method): Pick<RequestDeclaration, 'scope'> =>
  method === 'PUT' ? {} : { scope: scopesOf(method) };

const FAILURES: readonly Failure[] = [...WITHOUT_RIGHT, ...WRONG_PLACE, ...BAD_REQUEST];

/** What the test expects of a failure. */
const expectation = ({ status, code, challenge, pointers }: Failure): Json => ({
  status,
  ...(code === undefined ? {} : { code }),
  ...(challenge === undefined ? {} : { challenge }),
  ...(pointers === undefined ? {} : { pointers: pointers.join(' ') }),
});

export const failures = (): FolderDeclaration =>
  folder('What goes wrong', FAILURES.map(failing), {
    scripts: {
      postResponse: [
        {
          name: 'expect-failure',
          parameters: Object.fromEntries(FAILURES.map((each) => [each.name, expectation(each)])),
        },
      ],
    },
    description:
      'Each request makes one mistake, to show what the service says then; its test expects just that. Nothing is created or changed. Send *Prepare* before.',
  });

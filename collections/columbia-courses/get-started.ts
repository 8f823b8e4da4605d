/** The first folder: does the login work, and what is there. */

import { folder, get } from 'postsmith';
import type { Example, FolderDeclaration, RequestDeclaration } from 'postsmith';
import { API, newId } from './addresses.ts';
import { exampleErrors, exampleOf } from './documents.ts';
import { resource } from './facts.ts';
import { ACCEPT } from './requests.ts';
import { expectJsonApi, listRequest } from './resource-folder.ts';

const ERRORS: readonly Example[] = [
  exampleOf(
    'the token is not accepted',
    401,
    exampleErrors(401, 'not_authenticated', 'Authentication credentials were not provided.'),
    [{ name: 'WWW-Authenticate', value: 'Bearer realm="api"' }],
  ),
  exampleOf(
    'a scope or a group is missing',
    403,
    exampleErrors(403, 'permission_denied', 'You do not have permission to perform this action.'),
  ),
];

const first = (type: string, name: string, description: string): RequestDeclaration => {
  const of = resource(type);
  const request = listRequest(of, name);
  return {
    ...request,
    description: `${description}\n\n${request.description ?? ''}`,
    examples: [...(request.examples ?? []), ...ERRORS],
    scripts: { postResponse: [expectJsonApi(of, newId(of))] },
  };
};

const ROOT = 'What the API offers';

const root = (): RequestDeclaration =>
  get({
    name: ROOT,
    url: API,
    description:
      'The addresses of all resources. The service describes itself at greater length in its OpenAPI document, `{{base_url}}/api/schema/`. No scope is needed.',
    headers: [ACCEPT],
    examples: [
      exampleOf('addresses', 200, {
        data: null,
        links: {
          courses: 'http://localhost:8000/v1/courses/',
          course_terms: 'http://localhost:8000/v1/course_terms/',
        },
      }),
    ],
    scripts: { postResponse: [{ name: 'expect-query', parameters: { [ROOT]: { address: 'courses' } } }] },
  });

/** Reads only. */
export const getStarted = (): FolderDeclaration =>
  folder(
    'Get started',
    [first('courses', 'All courses', 'Send this first: it shows that you are logged in.'), root()],
    { description: 'Reads only. Send *All courses* first.' },
  );

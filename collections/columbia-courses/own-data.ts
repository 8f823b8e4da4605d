/** The collection's own data: what others are related to is created first, and everything is deleted last. */

import { folder } from 'postsmith';
import type { FolderDeclaration, RequestDeclaration } from 'postsmith';
import { listUrl, LOOSE_TERM, newId, ownId } from './addresses.ts';
import { exampleOf } from './documents.ts';
import { resource, resources, type Resource } from './facts.ts';
import { apiRequest } from './requests.ts';
import { createRequest, expectJsonApi } from './resource-folder.ts';

const prepared = (
  type: string,
  name: string,
  related: readonly string[],
  variable = ownId(resource(type)),
): RequestDeclaration => {
  const request = createRequest(resource(type), name, related);
  return {
    ...request,
    scripts: { ...request.scripts, postResponse: [expectJsonApi(resource(type), variable)] },
  };
};

/** In this order, each is created before what is related to it. */
export const prepare = (): FolderDeclaration =>
  folder(
    'Prepare',
    [
      prepared('people', 'Create a person', []),
      prepared('instructors', 'Create an instructor', ['person']),
      prepared('courses', 'Create a course', []),
      prepared('course_terms', 'Create a course term', ['course']),
      prepared('course_terms', 'Create a course term without a course', [], LOOSE_TERM),
    ],
    {
      scripts: { preRequest: ['skip-impossible'] },
      description:
        'Creates what the other folders relate their objects to. Send these five before single requests of those folders; *Clean up* deletes them again. Nothing that was there before is ever changed.',
    },
  );

const deletion = (of: Resource, name: string, variable: string): RequestDeclaration =>
  apiRequest('DELETE', {
    name,
    url: `${listUrl(of)}:id/`,
    pathVariables: { id: { value: `{{${variable}}}`, description: 'One that the collection has made.' } },
    description: 'The response is 204, or 404 when it was deleted before.',
    examples: [exampleOf('deleted', 204)],
  });

/** What belongs to something goes before it: a grade keeps its course term from being deleted. */
const ORDER = ['grades', 'course_terms', 'courses', 'instructors', 'people'];

/** Runs last, also when something failed on the way. */
export const cleanUp = (): FolderDeclaration => {
  const of = ORDER.map((type) => resource(type));
  return folder(
    'Clean up',
    [
      ...of.map((each) => deletion(each, `Delete the new ${each.one}`, newId(each))),
      deletion(resource('course_terms'), 'Delete the course term without a course', LOOSE_TERM),
      ...of
        .filter(({ hasRelationPaths }) => hasRelationPaths)
        .map((each) => deletion(each, `Delete the ${each.one}`, ownId(each))),
    ],
    {
      description: `Deletes everything that the collection has created, whatever failed on the way. What a broken-off run has left behind is found by its name: \`filter[search]=Postsmith\` among ${resources
        .filter(({ type }) => type === 'courses' || type === 'people')
        .map(({ type }) => `\`${type}\``)
        .join(' and ')}, and \`filter[search]=PS\` among \`course_terms\`.`,
      scripts: {
        preRequest: ['skip-impossible'],
        postResponse: [
          { name: 'expect-json-api', parameters: { type: '', attributes: '', mayBeGone: true } },
        ],
      },
    },
  );
};

/** Checks single declarations as a project's files would be checked. */

import { checkProject } from '../../src/check/check.ts';

const scripts = { preRequest: ['refuse-changes'], postResponse: ['expect-json'] };

const problemsOf = (kind: 'collection' | 'environment', value: unknown): readonly string[] => {
  const file = kind === 'collection' ? 'collections/api.ts' : 'environments/api.ts';
  return checkProject([{ kind, slug: 'api', file, value }], scripts).problems;
};

/** The problems of a collection with these fields. */
export const collectionProblems = (fields: object): readonly string[] =>
  problemsOf('collection', { kind: 'collection', name: 'API', items: [], ...fields });

/** The problems of a collection with one request `Read`, without the place of the request. */
export const requestProblems = (fields: object): readonly string[] =>
  collectionProblems({
    items: [{ kind: 'request', name: 'Read', method: 'GET', url: 'https://{{host}}/', ...fields }],
  }).map((problem) => problem.replace('collections/api.ts › Read: ', ''));

/** The problems of an environment with these fields. */
export const environmentProblems = (fields: object): readonly string[] =>
  problemsOf('environment', { kind: 'environment', name: 'API', variables: {}, ...fields }).map((problem) =>
    problem.replace('environments/api.ts: ', ''),
  );

export { problemsOf };

/** What is declared beside a document, put into what is made of it. */

import { ownValue } from '../../values/json.ts';
import { nearest } from '../../did-you-mean.ts';
import { PostsmithError } from '../../errors.ts';
import type { RequestDeclaration } from '../../model/collection.ts';
import type { Operation } from './operations.ts';
import type { OpenApiOptions, RequestChange } from './options.ts';

/** Those of the one, each in its place, and then what is new. */
const byName = <Each extends { readonly name: string }>(
  theirs: readonly Each[] | undefined,
  own: readonly Each[] | undefined,
): readonly Each[] => {
  const rest = [...(own ?? [])];
  const changed = (theirs ?? []).map((each): Each => {
    const at = rest.findIndex(({ name }) => name === each.name);
    const [change] = at < 0 ? [] : rest.splice(at, 1);
    if (change === undefined) return each;
    // A parameter that is declared is sent, unless the declaration says otherwise.
    const { enabled: _enabled, ...known } = each as Each & { readonly enabled?: boolean };
    return { ...(known as unknown as Each), ...change };
  });
  return [...changed, ...rest];
};

const merged = (request: RequestDeclaration, change: RequestChange): RequestDeclaration => ({
  ...request,
  ...change,
  ...(change.query && { query: byName(request.query, change.query) }),
  ...(change.headers && { headers: byName(request.headers, change.headers) }),
  ...(change.pathVariables && {
    pathVariables: {
      ...request.pathVariables,
      ...Object.fromEntries(
        Object.entries(change.pathVariables).map(([name, own]) => [
          name,
          { ...request.pathVariables?.[name], ...own },
        ]),
      ),
    },
  }),
});

/** The request as the declaration wants it; undefined for one that it leaves out. */
export const changed = (
  request: RequestDeclaration,
  { name, method, path }: Operation,
  { requests = {} }: OpenApiOptions,
): RequestDeclaration | undefined => {
  const change = ownValue(requests, name) ?? ownValue(requests, `${method} ${path}`);
  if (change === undefined) return request;
  if (change === false) return undefined;
  return typeof change === 'function' ? change(request) : merged(request, change);
};

/** Names of the one that the other does not know, as sentences. */
const unknownNames = (
  option: string,
  given: readonly string[],
  known: readonly string[],
  what: string,
): string[] =>
  given
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return `${option}: ${JSON.stringify(name)} is ${what}${meant === undefined ? '' : `; the nearest is ${JSON.stringify(meant)}`}`;
    });

/**
 * Refuses what no longer fits anything.
 *
 * @param names of what the document has
 * @throws PostsmithError INVALID_DECLARATION that names what is nearest
 */
export const refuseUnknown = (
  document: string,
  options: OpenApiOptions,
  names: {
    readonly operations: readonly Operation[];
    readonly folders: readonly string[];
    readonly schemes: readonly string[];
  },
): void => {
  const operations = names.operations.flatMap(({ name, method, path }) => [name, `${method} ${path}`]);
  const schemes = [...Object.keys(options.securitySchemes ?? {}), ...(options.prefer ?? [])];
  const problems = [
    ...unknownNames('requests', Object.keys(options.requests ?? {}), operations, 'no operation of it'),
    ...unknownNames('folders', Object.keys(options.folders ?? {}), names.folders, 'no folder of it'),
    ...unknownNames('securitySchemes', schemes, names.schemes, 'no security scheme of it'),
  ];
  if (problems.length === 0) return;
  throw new PostsmithError(
    'INVALID_DECLARATION',
    `What is declared beside ${document} fits nothing in it any more: ${problems.join('; ')}.`,
  );
};

/** Refuses a request whose path lacks an id: a detail path with an empty id is the path of the whole list. */

import { refuse } from 'postsmith/sandbox';

/** `.` and `..`, also escaped: a URL parser would climb to the list path with them (RFC 3986 §5.2.4). */
const DOTS = /^(\.|%2e){1,2}$/i;

/** The problem with a filled-in path segment, as the end of a sentence; '' when there is none. */
function problemOf(value: string): string {
  if (value.trim() === '') return 'is empty';
  if (value.includes('{{')) return 'names a variable that has no value';
  if (/[/\\?#\s]/.test(value) || DOTS.test(value))
    return 'holds a character or dots that would change the path';
  return '';
}

/** Problems of all segments. The last one may be empty: that is a trailing slash. */
function pathProblems(segments: readonly string[]): string[] {
  return segments.flatMap((segment, index) => {
    const isVariable = /^:./.test(segment);
    const template = isVariable ? pm.request.url.variables.get(segment.slice(1)) : segment;
    const problem = problemOf(pm.variables.replaceIn(String(template ?? '')));
    const isTrailingSlash = segment === '' && index === segments.length - 1;
    if (problem === '' || isTrailingSlash) return [];
    return [`"${segment}"${isVariable && template ? ` (${template})` : ''} ${problem}`];
  });
}

const segments = pm.request.url.path ?? [];
const problems = pathProblems(segments);

if (problems.length > 0) {
  refuse(
    'Not sent: the id is missing',
    `In /${segments.join('/')}: ${problems.join('; ')}. Without an id this is the path of the whole list, and the ` +
      'request would act on all of it. Run the list request of this folder first, which stores an id, or fill in the ' +
      'id under Params › Path variables or in the environment.',
  );
}

/**
 * Refuses a request without an id in its path, as that would be the path of the whole list, or without a value in its
 * body.
 */

import { refuse } from 'postsmith/sandbox';

/** `.` and `..`, also escaped: a URL parser would climb to the list path with them (RFC 3986 §5.2.4). */
const DOTS = /^(\.|%2e){1,2}$/i;

/** Names of the placeholders in a text that nothing fills in. `{{$guid}}` and its like fill themselves in. */
const emptyIn = (text: string): string[] =>
  [...text.matchAll(/\{\{([^{}$][^{}]*)\}\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => String(pm.variables.get(name) ?? '').trim() === '');

/** Where the value of a variable comes from, as its name tells in this collection. */
function whereFrom(name: string): string {
  const created = /^new_(\w+)_id$/.exec(name)?.[1];
  if (created !== undefined) return `send "Create ${created}" first, which keeps the id of what it creates`;
  if (name.startsWith('kept_')) return 'send the Read request of this folder first, which keeps it';
  const [, area = 'Status', listed = '', live = ''] =
    /^(?:(configuration|status|history)_(\w+)|(conference|participant))_id$/i.exec(name) ?? [];
  return listed + live === ''
    ? 'fill it in, in the environment'
    : `send "List ${listed}${live}" of the folder ${area.charAt(0).toUpperCase()}${area.slice(1)} first, which keeps the id of the first one; when the list is empty, there is none`;
}

const missing = (names: readonly string[]): string =>
  names.map((name) => `"${name}" is empty: ${whereFrom(name)}.`).join(' ');

/** What is wrong with a segment of the path, as a sentence; '' when nothing is. */
function segmentProblem(segment: string): string {
  // Postman ends the name of a path variable at the first dot.
  const name = /^:([^.]+)/.exec(segment)?.[1];
  const template = String((name === undefined ? segment : pm.request.url.variables.get(name)) ?? '');
  const empty = emptyIn(template);
  if (empty.length > 0) return missing(empty);
  const value = pm.variables.replaceIn(template);
  if (value.trim() === '') return `"${segment}" is empty.`;
  if (value.includes('{{')) return `"${template}" names a variable that has no value.`;
  return /[/\\?#\s]/.test(value) || DOTS.test(value)
    ? `"${template}" holds a character or dots that would change the path.`
    : '';
}

const path = pm.request.url.path ?? [];
const problems = path
  // The last one may be empty: that is a trailing slash.
  .filter((segment, index) => segment !== '' || index < path.length - 1)
  .map(segmentProblem)
  .filter((problem) => problem !== '');
const empty = emptyIn(pm.request.body?.raw ?? '');

if (problems.length > 0) {
  refuse(
    'Not sent: the id is missing',
    `In /${path.join('/')}: ${problems.join(' ')} Without an id this is the path of the whole list, and the request ` +
      'would act on all of it. You can also write an id under Params › Path variables.',
  );
} else if (empty.length > 0) {
  refuse('Not sent: a value in the body is missing', `${missing(empty)} Or write the value into the body.`);
}

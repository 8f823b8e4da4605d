/** Judges a node's response by the path of its request: a resource, a command, or the node's description of itself. */

import { judgeResource, type Expectation } from './resource.ts';
import { isObject, readJson } from '../../json.ts';
import { idOfUri, objectProblems } from './shape.ts';
import { statusProblem, type Response, type Verdict } from './verdict.ts';

const outcomeProblems = (value: unknown): readonly string[] => {
  const problems = objectProblems(value, { string: 'status' }, 'response');
  if (problems.length > 0 || !isObject(value) || value.status === 'success') return problems;
  const reason = JSON.stringify(value.error ?? value.message ?? value.data);
  return [
    `"status" is ${JSON.stringify(value.status)}, not "success"${reason === undefined ? '' : `: ${reason.slice(0, 300)}`}`,
  ];
};

/** `{"status": "success", "data": …}`. A participant that was dialed is the one that later commands act on. */
const judgeCommand = (response: Response): Verdict => {
  const problem = statusProblem(response, [200, 202]);
  if (problem !== undefined) return { statusProblem: problem, problems: [] };
  const value = readJson(response.body);
  const problems = outcomeProblems(value);
  const data = isObject(value) && problems.length === 0 ? value.data : undefined;
  const dialed = isObject(data) ? idOfUri(data.participant_id) : '';
  return {
    statusProblem: undefined,
    problems,
    ...(dialed === '' ? {} : { ids: { participant_id: dialed } }),
  };
};

/** A root lists resources: `{name: {list_endpoint, schema}}`. */
const rootProblems = (value: { readonly [name: string]: unknown }): readonly string[] => {
  const entries = Object.entries(value);
  if (entries.length === 0) return ['the node lists no resource'];
  return entries.flatMap(([name, entry]) => [
    ...objectProblems(entry, { string: 'list_endpoint schema' }, name),
    ...(isObject(entry) && !('schema' in entry) ? [`${name} has no "schema"`] : []),
  ]);
};

/** A schema describes the fields of a resource, its methods and filters. */
const schemaProblems = (value: { readonly [name: string]: unknown }): readonly string[] => [
  ...objectProblems(
    value,
    {
      dict: 'fields filtering',
      list: 'allowed_detail_http_methods allowed_list_http_methods ordering',
      integer: 'default_limit',
      string: 'default_format',
    },
    'schema',
  ),
  ...('fields' in value ? [] : ['"fields" is missing']),
];

const judgeSelfDescription = (
  response: Response,
  problemsOf: typeof rootProblems | typeof schemaProblems,
): Verdict => {
  const problem = statusProblem(response, [200]);
  if (problem !== undefined) return { statusProblem: problem, problems: [] };
  const value = readJson(response.body);
  const problems = isObject(value) ? problemsOf(value) : ['the response is no JSON object'];
  return { statusProblem: undefined, problems };
};

/**
 * Undefined for a path of which the collection knows nothing.
 *
 * @param expectationOf by area and name: `status/alarm`, `status/participant/media_stream`
 */
export const judge = (
  response: Response,
  expectationOf: (resource: string) => Expectation | undefined,
): Verdict | undefined => {
  const [, area = '', below = ''] = /\/api\/admin\/(\w+)\/v1\/(.*)$/.exec(response.path) ?? [];
  const [name = '', id = '', part = ''] = below.split('/');
  if (id === 'schema' || part === 'schema') return judgeSelfDescription(response, schemaProblems);
  if (area === 'command' && id !== '') return judgeCommand(response);
  if (area === 'command' || (area !== '' && name === '')) return judgeSelfDescription(response, rootProblems);
  const expectation = expectationOf(part === '' ? `${area}/${name}` : `${area}/${name}/${part}`);
  if (expectation === undefined) return undefined;
  return judgeResource(response, expectation, part !== '' ? 'below' : id === '' ? 'list' : 'object');
};

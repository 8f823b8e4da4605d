/** What a node answers about itself: `{name: {list_endpoint, schema}}` at a root, fields and methods in a schema. */

import { objectProblems, readJson } from './shape.ts';
import { statusProblem } from './status.ts';

const rootProblems = (value: object): readonly string[] => {
  const names = Object.keys(value);
  return names.length === 0
    ? ['the node lists no resource']
    : names.flatMap((name) => {
        const entry: unknown = Reflect.get(value, name);
        const problems = objectProblems(entry, { string: 'list_endpoint schema' }, name);
        const isEmpty = typeof entry === 'object' && entry !== null && !('schema' in entry);
        return isEmpty ? [...problems, `${name} has no "schema"`] : problems;
      });
};

const schemaProblems = (value: object): readonly string[] => {
  const types = {
    dict: 'fields filtering',
    list: 'allowed_detail_http_methods allowed_list_http_methods ordering',
    integer: 'default_limit',
    string: 'default_format',
  };
  const problems = objectProblems(value, types, 'schema');
  return 'fields' in value ? problems : [...problems, '"fields" is missing'];
};

/** Judges a node's description of itself. The first is the status's problem, the others are the shape's. */
export const judgeSelfDescription = (
  status: number,
  body: string,
  kind: 'root' | 'schema',
): { readonly statusProblem: string | undefined; readonly problems: readonly string[] } => {
  const problem = statusProblem(status, [200], body);
  if (problem !== undefined) return { statusProblem: problem, problems: [] };
  const value = readJson(body);
  if (typeof value !== 'object' || value === null)
    return { statusProblem: undefined, problems: ['the answer is no JSON object'] };
  return {
    statusProblem: undefined,
    problems: kind === 'root' ? rootProblems(value) : schemaProblems(value),
  };
};

/**
 * A request's URL with its path variables and query.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/url.html
 */

import type { RequestDeclaration } from '../model/collection.ts';
import type { PostmanParameter, PostmanUrl } from '../format/collection.ts';
import { emitPathVariable, emitQuery } from './parameter.ts';
import { pathVariableIn } from '../values/url.ts';
import { joinQuery, splitUrl } from './sdk.ts';

/** Without the parameters that are switched off. */
const withQuery = (url: string, query: readonly PostmanParameter<string | null>[]): string => {
  const sent = query.filter(({ disabled }) => disabled !== true);
  return sent.length === 0 ? url : `${url}?${joinQuery(sent)}`;
};

/**
 * The path variables. In Postman's format v3 a name is the whole segment, `id.jpeg`: so that one is there as well, and what
 * `postman collection migrate` makes of the file sends the same path.
 */
const emitPathVariables = (
  path: readonly string[] = [],
  variables: RequestDeclaration['pathVariables'] = {},
): PostmanParameter[] => {
  const named = Object.entries(variables).map(([name, variable]) => emitPathVariable(name, variable));
  const whole = path.flatMap((segment) => {
    const { name = '', rest = '' } = pathVariableIn(segment) ?? {};
    const variable = variables[name];
    return rest === '' || variable === undefined
      ? []
      : [emitPathVariable(`${name}${rest}`, { ...variable, value: `${variable.value}${rest}` })];
  });
  return [...named, ...whole];
};

/** The URL in both of its forms, `raw` and in parts. */
export const emitUrl = ({
  url,
  query = [],
  fragment,
  pathVariables,
}: Pick<RequestDeclaration, 'url' | 'query' | 'fragment' | 'pathVariables'>): PostmanUrl => {
  const parameters = query.map(emitQuery);
  const parts = splitUrl(url);
  const variables = emitPathVariables(parts.path, pathVariables);
  return {
    raw: withQuery(url, parameters) + (fragment === undefined ? '' : `#${fragment}`),
    ...parts,
    ...(parameters.length === 0 ? {} : { query: parameters }),
    ...(fragment === undefined ? {} : { hash: fragment }),
    ...(variables.length === 0 ? {} : { variable: variables }),
  };
};

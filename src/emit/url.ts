/**
 * A request's URL with its path variables and query.
 * https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/definitions/url.html
 */

import type { RequestDeclaration } from '../model/collection.ts';
import type { PostmanParameter, PostmanUrl } from '../format/collection.ts';
import { emitPathVariable, emitQuery } from './parameter.ts';
import { joinQuery, splitUrl } from './sdk.ts';

/** Without the parameters that are switched off. */
const withQuery = (url: string, query: readonly PostmanParameter<string | null>[]): string => {
  const sent = query.filter(({ disabled }) => disabled !== true);
  return sent.length === 0 ? url : `${url}?${joinQuery(sent)}`;
};

/** The URL in both of its forms, `raw` and in parts. */
export const emitUrl = ({
  url,
  query = [],
  fragment,
  pathVariables = {},
}: Pick<RequestDeclaration, 'url' | 'query' | 'fragment' | 'pathVariables'>): PostmanUrl => {
  const parameters = query.map(emitQuery);
  const variables = Object.entries(pathVariables).map(([name, variable]) => emitPathVariable(name, variable));
  return {
    raw: withQuery(url, parameters) + (fragment === undefined ? '' : `#${fragment}`),
    ...splitUrl(url),
    ...(parameters.length === 0 ? {} : { query: parameters }),
    ...(fragment === undefined ? {} : { hash: fragment }),
    ...(variables.length === 0 ? {} : { variable: variables }),
  };
};

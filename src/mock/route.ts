/** Finds the declared request that a method and path belong to. */

import type { RequestDeclaration } from '../model/collection.ts';
import type { AuthorizedRequest, EffectiveAuthorization } from '../model/identities.ts';
import { locate } from './locate.ts';
import { literally } from './login/matches.ts';
import type { Values } from '../values/placeholders.ts';
import { percentDecoded } from '../values/percent-decoded.ts';
import { pathVariableIn } from '../values/url.ts';

/** A declared request and the paths that lead to it. */
export interface Route {
  readonly request: RequestDeclaration;
  /** What it is sent with. */
  readonly authorization: EffectiveAuthorization;
  readonly segments: readonly Segment[];
}

/** A literal segment, or a pattern whose groups are the variable parts. */
type Segment = string | RegExp;

/** A declared request that may have been sent. */
export interface Candidate extends Pick<Route, 'request' | 'authorization'> {
  /** The variable parts of its path. */
  readonly variables: readonly string[];
}

/** What came of looking for a route: the likeliest request, and those that are exactly as likely. */
export type RouteMatch =
  | ({ readonly found: 'request'; readonly equals: readonly Candidate[] } & Candidate)
  | { readonly found: 'path'; readonly methods: readonly string[] }
  | { readonly found: 'nothing' };

const VARIABLE_PART = /(\{\{[^{}]+\}\})/;

/** Makes the routes of declared requests; `values` are the environment's, as a variable may stand for several segments. */
export const routesOf = (
  requests: readonly Pick<AuthorizedRequest, 'item' | 'authorization'>[],
  values: Values,
  origin: string,
): readonly Route[] =>
  requests.map(({ item: request, authorization }) => ({
    request,
    authorization,
    segments: fillLongPaths(locate(request.url, values, origin).path || '/', values)
      .split('/')
      .map(segment),
  }));

/** A variable whose value has slashes is several segments: those are matched as they are. */
const fillLongPaths = (path: string, values: Values): string =>
  path.replace(/\{\{([^{}]+)\}\}/g, (whole, name: string) => {
    const value = values[name] ?? '';
    return value.includes('/') ? value : whole;
  });

const segment = (text: string): Segment => {
  const variable = pathVariableIn(text);
  const rest = variable?.rest ?? text;
  if (variable === undefined && !VARIABLE_PART.test(text)) return percentDecoded(text);
  const parts = rest
    .split(VARIABLE_PART)
    .map((part) => (VARIABLE_PART.test(part) ? '(.*)' : literally(part)));
  return new RegExp(`^${variable === undefined ? '' : '(.*)'}${parts.join('')}$`);
};

/**
 * Finds the route of a path (without query); the one with the fewest variables wins, then the one whose request differs
 * least from what arrived, then the first.
 */
export const findRoute = (
  routes: readonly Route[],
  method: string,
  path: string,
  differenceOf: (request: RequestDeclaration) => number = () => 0,
): RouteMatch => {
  const segments = path.split('/').map(percentDecoded);
  const matches = routes
    .map((route) => ({ route, variables: matchSegments(route.segments, segments) }))
    .filter((match) => match.variables !== undefined)
    .map(({ route: { request, authorization }, variables = [] }) => ({ request, authorization, variables }));
  if (matches.length === 0) return { found: 'nothing' };
  const byLikeness = (left: Candidate, right: Candidate): number =>
    left.variables.length - right.variables.length ||
    differenceOf(left.request) - differenceOf(right.request);
  const [best, ...others] = matches.filter((match) => match.request.method === method).sort(byLikeness);
  if (best !== undefined) {
    return { found: 'request', ...best, equals: others.filter((other) => byLikeness(best, other) === 0) };
  }
  return { found: 'path', methods: [...new Set(matches.map((match) => match.request.method))] };
};

/** The variable parts of a path, or undefined when it is another path. */
const matchSegments = (
  pattern: readonly Segment[],
  segments: readonly string[],
): readonly string[] | undefined => {
  if (pattern.length !== segments.length) return undefined;
  const variables: string[] = [];
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (typeof expected === 'string') {
      if (expected !== actual) return undefined;
      continue;
    }
    const match = expected.exec(actual);
    if (match === null) return undefined;
    variables.push(...match.slice(1));
  }
  return variables;
};

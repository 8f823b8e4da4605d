/** What of the asked scope was not granted, and which requests of a collection feel it (RFC 6749 §3.3). */

import type { ItemDeclaration, RequestDeclaration } from '../model/collection.ts';

/** A request that cannot be answered with what was granted. */
export interface DeprivedRequest {
  /** Names of its folders, then its own. */
  readonly path: readonly string[];
  /** Scope tokens that it lacks; of alternatives, those of the one that lacks fewest. */
  readonly lacks: readonly string[];
}

/** The tokens of a scope, each once. */
export const scopeTokens = (scope: string): readonly string[] => [
  ...new Set(scope.split(/\s+/).filter((token) => token !== '')),
];

/** Tokens of `asked` that `granted` lacks, in their order. */
export const notGranted = (asked: string, granted: string): readonly string[] => {
  const has = new Set(scopeTokens(granted));
  return scopeTokens(asked).filter((token) => !has.has(token));
};

/** The requests for which `granted` is not enough, in the collection's order. */
export const deprivedRequests = (
  items: readonly ItemDeclaration[],
  granted: string,
): readonly DeprivedRequest[] => {
  const below = (item: ItemDeclaration, parents: readonly string[]): readonly DeprivedRequest[] => {
    const path = [...parents, item.name];
    if (item.kind === 'folder') return item.items.flatMap((inner) => below(inner, path));
    const lacks = lackOf(item, granted);
    return lacks.length === 0 ? [] : [{ path, lacks }];
  };
  return items.flatMap((item) => below(item, []));
};

const lackOf = ({ scope, authorization }: RequestDeclaration, granted: string): readonly string[] => {
  if (scope === undefined || authorization === 'none') return [];
  const alternatives = typeof scope === 'string' ? [scope] : scope;
  const [fewest = []] = alternatives
    .map((alternative) => notGranted(alternative, granted))
    .sort((one, other) => one.length - other.length);
  return fewest;
};

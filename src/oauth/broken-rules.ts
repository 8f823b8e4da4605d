/** The one evaluator of a provider's rules: the build hands it declarations, the mock what arrived. */

import { type Case, caseOf, judges } from './judges.ts';
import type { LoginFacts } from './login-facts.ts';
import type { Demand, DemandKind, Rule } from './rules.ts';

/** A rule that a login breaks. */
export interface Breach {
  readonly rule: Rule;
  /** What is wrong and what must hold, as one sentence without a full stop. */
  readonly sentence: string;
  /** Which field of a declaration to look at. */
  readonly field: string;
}

const wrongOf = <Kind extends DemandKind>(demand: Demand<Kind>, login: Case): string | undefined =>
  judges[demand.kind].wrong(demand, login);

const fieldOf = <Kind extends DemandKind>(demand: Demand<Kind>): string => judges[demand.kind].field(demand);

/** What a demand says, as a main clause: `the JWT must be signed with RS256`. */
export const demandText = <Kind extends DemandKind>(demand: Demand<Kind>): string =>
  judges[demand.kind].must(demand);

/** True for a kind of demand that there is. */
export const isDemandKind = (kind: unknown): kind is DemandKind =>
  typeof kind === 'string' && Object.hasOwn(judges, kind);

/** The rules that a login breaks, in their order. */
export const breaches = (rules: readonly Rule[], facts: LoginFacts): Breach[] => {
  const login = caseOf(facts);
  return rules.flatMap((rule) => {
    const wrong = wrongOf(rule.demand, login);
    if (wrong === undefined) return [];
    return [{ rule, sentence: `${wrong}; ${demandText(rule.demand)}`, field: fieldOf(rule.demand) }];
  });
};

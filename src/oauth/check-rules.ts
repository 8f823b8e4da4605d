/** Checks a provider's rules themselves, and the authorization against them. */

import { describe, Fields, isRecord } from '../check/fields.ts';
import { breaches, isDemandKind } from './broken-rules.ts';
import { factsOfDeclaration } from './login-facts.ts';
import type { DemandKind, Rule } from './rules.ts';

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string' && value !== '';
const isTexts: Test = (value) => Array.isArray(value) && value.length > 0 && value.every(isText);
const isNumber: Test = (value) => typeof value === 'number' && value >= 0;

const isExpression: Test = (value) => {
  try {
    return isText(value) && new RegExp(String(value)).global === false;
  } catch {
    return false;
  }
};

const isPattern: Test = (value) =>
  isRecord(value) && isExpression(value['pattern']) && isText(value['means']);

const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);

const oneOf =
  (...words: readonly string[]): Test =>
  (value) =>
    words.some((word) => word === value);

/** What each kind of demand is made of. */
const shapes: Readonly<Record<DemandKind, Readonly<Record<string, Test>>>> = {
  grant: { among: isTexts },
  clientAuthentication: { among: isTexts },
  algorithm: { among: isTexts },
  audience: {
    among: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((each) => isText(each) || isPattern(each)),
  },
  singleAudience: {},
  lifetime: { atMost: isNumber, from: oneOf('issuedAt', 'now') },
  header: { anyOf: isTexts },
  headerValue: { name: isText, value: isText },
  claim: {
    name: isText,
    among: optional(isTexts),
    minLength: optional(isNumber),
    maxLength: optional(isNumber),
  },
  knownClaims: { only: isTexts },
  scope: { in: oneOf('parameter', 'claim'), token: optional(isPattern) },
  parameter: { name: isText },
};

/** Returns the rule when it is one. */
const checkRule = (owner: Fields, value: unknown, label: string): Rule | undefined => {
  const fields = Fields.open(owner.place, label, value, ['demand', 'source']);
  if (fields === undefined) return undefined;
  const source = fields.text('source');
  const demand = fields.get('demand');
  const kind = isRecord(demand) ? demand['kind'] : undefined;
  if (!isRecord(demand) || !isDemandKind(kind)) {
    fields.report(
      'demand.kind',
      `must be one of ${Object.keys(shapes).join(', ')}, but is ${isText(kind) ? JSON.stringify(kind) : describe(kind)}`,
    );
    return undefined;
  }
  const shape = Object.entries(shapes[kind]);
  const parts = Fields.open(owner.place, fields.label('demand'), demand, [
    'kind',
    ...shape.map(([name]) => name),
  ]);
  const wrong = shape.filter(([name, test]) => !test(demand[name]));
  for (const [name] of wrong) parts?.report(name, `does not fit a demand of the kind ${kind}`);
  // The door from untyped code: every part of the demand was just looked at.
  return wrong.length > 0 || source === undefined ? undefined : (value as Rule);
};

/** Checks the field `rules` of a provider, then tells which of them the authorization breaks. */
export const checkRules = (provider: Fields, authorization: Readonly<Record<string, unknown>>): void => {
  const rules = provider.list('rules').flatMap(({ value, label }) => checkRule(provider, value, label) ?? []);
  const name = provider.get('name');
  for (const { sentence, field, rule } of breaches(rules, factsOfDeclaration(authorization))) {
    provider.place.report(
      `authorization breaks a rule of ${isText(name) ? String(name) : 'its provider'}: ${sentence}; change ${field} (${rule.source})`,
    );
  }
};

/** The facts of every preset are complete. */

import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/oauth/authorization.ts';
import { loginInputs, loginTemplates } from '../../src/oauth/inputs.ts';
import { placeholdersIn } from '../../src/values/placeholders.ts';
import { isSecretName } from '../../src/values/secret-patterns.ts';
import { catalogue, presets } from '../../src/presets/catalogue.ts';
import type { PresetFacts } from '../../src/presets/preset.ts';

const all: readonly { name: string; facts: PresetFacts; authorization: Authorization }[] = Object.entries(
  catalogue,
).map(([name, preset]) => ({
  name,
  facts: preset.facts,
  authorization: preset(),
}));

const readBy = (authorization: Authorization): readonly string[] => [
  ...loginInputs(authorization).map(({ name }) => name),
  ...loginTemplates(authorization).flatMap(({ text }) => placeholdersIn(text)),
];

const clauses = (facts: PresetFacts): readonly string[] => [
  ...Object.values(facts.whereToFind),
  ...Object.values(facts.likelyCauses).flat(),
];

describe.each(all)('$name', ({ name, facts, authorization }) => {
  it('is found by its name', () => {
    expect(presets[name]).toBe(facts);
  });

  it('says where each value is found that the login reads', () => {
    const needed = readBy(authorization).filter((each) => Object.hasOwn(facts.environment, each));
    expect(Object.keys(facts.whereToFind)).toEqual(expect.arrayContaining(needed));
    expect(Object.keys(authorization.provider?.whereToFind ?? {}).sort()).toEqual(
      [...new Set(needed)].sort(),
    );
  });

  it('has an environment with everything that is read or filled, and no secret’s value', () => {
    const names = Object.keys(facts.environment);
    const required = loginInputs(authorization)
      .filter(({ need }) => need !== 'optional')
      .map((input) => input.name);
    expect(names).toEqual(expect.arrayContaining(required));
    expect(names).toEqual(expect.arrayContaining(Object.values(authorization.variables)));
    for (const [variable, value] of Object.entries(facts.environment)) {
      if (isSecretName(variable)) expect([variable, value]).toEqual([variable, { kind: 'secret' }]);
    }
  });

  it('names its own algorithm first', () => {
    const { provider: _provider, ...declared } = authorization;
    const [, algorithm] = /"algorithm":"(\w+)"/.exec(JSON.stringify(declared)) ?? [];
    expect(facts.algorithms[0]).toBe(algorithm);
  });

  it('says everything in clauses and sentences that fit into messages', () => {
    for (const clause of clauses(facts)) expect(clause).toMatch(/^\S.*[^\s.]$/);
    for (const sentence of [facts.summary, ...facts.notes, ...Object.values(facts.demands).flat()])
      expect(sentence).toMatch(/^[A-Z`].*\.$/s);
    if (facts.registration !== undefined) expect(facts.registration.where).toMatch(/^\S.*\.$/s);
  });

  it('has causes for errors, and pages of the provider', () => {
    // A server that nobody knows has the causes that hold everywhere.
    expect(Object.keys(facts.likelyCauses).length > 0).toBe(name !== 'generic');
    for (const causes of Object.values(facts.likelyCauses)) expect(causes).not.toHaveLength(0);
    // No token endpoint responds: the API's rejection is all that there is.
    if (authorization.kind === 'bearerJwt') expect(facts.likelyCauses).toHaveProperty('invalid_token');
    expect(facts.documentation).not.toHaveLength(0);
    for (const page of facts.documentation) expect(new URL(page).protocol).toBe('https:');
  });
});

/** Every rule of every preset: who breaks it is refused by the build and by the mock, with the provider's page. */

import { describe, expect, it } from 'vitest';
import { catalogue, presets } from '../../src/presets/index.ts';
import type { Authorization, Rule } from '../../src/oauth/authorization.ts';
import { demandText } from '../../src/oauth/broken-rules.ts';
import { judgeLogin } from '../../src/mock/provider-demands.ts';
import { collectionProblems } from '../check/checking.ts';
import { breakRule } from './breaking.ts';
import { send } from './wire.ts';

const all: readonly (readonly [string, () => Authorization])[] = Object.entries(catalogue);

const ruled = all.flatMap(([name, preset]) =>
  (presets[name]?.rules ?? []).map((rule): [string, string, Authorization, Rule] => [
    name,
    demandText(rule.demand),
    preset(),
    rule,
  ]),
);

const rulesOf = (authorization: Authorization): readonly Rule[] => authorization.provider?.rules ?? [];

describe('what a preset declares keeps its own rules', () => {
  it.each(all)('%s: in the build', (_name, preset) => {
    expect(collectionProblems({ authorization: preset() })).toEqual([]);
  });

  it.each(all)('%s: at the mock', async (_name, preset) => {
    const authorization = preset();
    expect(judgeLogin(rulesOf(authorization), await send({ ...authorization }))).toBeUndefined();
  });
});

describe.each(ruled)('%s: %s', (_name, must, authorization, rule) => {
  const broken = breakRule(authorization, rule);

  it('else the build refuses it and names the page', () => {
    const problems = collectionProblems({ authorization: broken }).filter((problem) =>
      problem.includes('breaks a rule'),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`breaks a rule of ${authorization.provider?.name}: `);
    expect(problems[0]).toContain(`; ${must}; change `);
    expect(problems[0]).toContain(`(${rule.source})`);
  });

  it('else the mock refuses it and names the page', async () => {
    const refusal = judgeLogin(rulesOf(authorization), await send(broken));
    expect(refusal?.error).toMatch(/^[a-z_]+$/);
    expect(refusal?.description).toContain(must);
    expect(refusal?.description).toContain(`(${rule.source})`);
  });
});

describe('the rules as a whole', () => {
  it('are those of all presets but the two that leave everything to the server', () => {
    const without = Object.entries(presets).filter(([, { rules }]) => rules.length === 0);
    expect(without.map(([name]) => name)).toEqual(['djangoOauthToolkit', 'generic']);
    expect(ruled.length).toBeGreaterThan(70);
  });

  it('cite pages that the preset lists', () => {
    for (const { name, rules, documentation } of Object.values(presets)) {
      for (const { source } of rules)
        expect([name, documentation]).toEqual([name, expect.arrayContaining([source])]);
    }
  });

  it.each(ruled.filter(([, , , { demand }]) => demand.kind === 'scope' && demand.token !== undefined))(
    '%s: %s, and no scope at all will not do',
    async (_name, _must, authorization, rule) => {
      const { scope: _scope, ...none } = authorization;
      expect(collectionProblems({ authorization: none }).join()).toContain(rule.source);
      expect(judgeLogin([rule], await send(none))?.error).toBe('invalid_scope');
    },
  );
});

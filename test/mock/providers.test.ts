/** The running mock plays each provider: it refuses who breaks a rule, and says which page demands it. */

import { describe, expect, it } from 'vitest';
import type { Authorization, DemandKind, Rule } from '../../src/oauth/authorization.ts';
import type { CollectionDeclaration } from '../../src/model/collection.ts';
import type { EnvironmentDeclaration } from '../../src/model/environment.ts';
import { catalogue } from '../../src/presets/index.ts';
import { startMock } from '../../src/mock/start.ts';
import { breakRule } from '../presets/breaking.ts';

const presets = Object.entries(catalogue).map(([name, preset]) => ({
  name,
  authorization: preset() as Authorization,
  variables: { ...preset.facts.environment, api_host: 'api.example.com' },
}));

const collectionOf = (authorization: unknown): CollectionDeclaration => ({
  kind: 'collection',
  name: 'API',
  // The build would refuse a broken one; here the mock has to.
  authorization: authorization as Authorization,
  items: [{ kind: 'request', name: 'Read', method: 'GET', url: 'https://{{api_host}}/' }],
});

const tryLogin = async (authorization: unknown, variables: EnvironmentDeclaration['variables']) => {
  const mock = await startMock({
    collection: collectionOf(authorization),
    environment: { kind: 'environment', name: 'API', variables },
  });
  try {
    return await mock.probe('valid');
  } finally {
    await mock.close();
  }
};

/** The mock's own login lives for a minute, and lists of audiences it refuses by itself: test/presets breaks those rules. */
const NOT_OF_THE_PROBE: ReadonlySet<DemandKind> = new Set(['lifetime', 'singleAudience']);

const rules = presets.flatMap(({ name, authorization, variables }) =>
  (authorization.provider?.rules ?? [])
    .filter(({ demand }) => !NOT_OF_THE_PROBE.has(demand.kind))
    .map(
      (rule, index): [string, { authorization: Authorization; variables: typeof variables; rule: Rule }] => [
        `${name}, ${rule.demand.kind} ${index + 1}`,
        { authorization, variables, rule },
      ],
    ),
);

describe('the running mock refuses, with the provider’s page, a login that breaks a rule', () => {
  it.each(rules)('%s', async (_name, { authorization, variables, rule }) => {
    const { status, description } = await tryLogin(breakRule(authorization, rule), variables);
    expect(status).toBeGreaterThan(399);
    expect(description).toContain(rule.source);
  });
});

/** Every provider can be played: the mock takes its preset's login, and refuses whatever differs. */

import { afterEach, describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/oauth/authorization.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import * as presets from '../../src/presets/index.ts';
import type { PresetFacts } from '../../src/presets/preset.ts';
import { collection, environment } from './fixture.ts';

const running: Mock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

const makers = new Map(Object.entries(presets));
const made = Object.entries(presets.presets).map(([name, facts]): [string, Authorization, PresetFacts] => {
  const make = makers.get(name);
  if (typeof make !== 'function') throw new Error(`${name} is no preset`);
  return [name, Reflect.apply(make, undefined, [{}]), facts];
});

describe('the mock plays', () => {
  it.each(made)('%s', async (_name, authorization, facts) => {
    const mock = await startMock({
      collection: collection([], { authorization }),
      environment: environment(facts.environment),
    });
    running.push(mock);
    expect(mock.probes.length).toBeGreaterThan(2);
    for (const kind of mock.probes) {
      const { status, error } = await mock.probe(kind);
      expect([kind, status === 200, error]).toEqual([
        kind,
        kind === 'valid',
        kind === 'valid' ? undefined : expect.any(String),
      ]);
    }
  });
});

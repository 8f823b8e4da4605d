/** Every provider can be played: the mock takes its preset's login, and refuses whatever differs. */

import { afterEach, describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/declare/authorization.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import * as presets from '../../src/presets/index.ts';
import { collection, environment } from './fixture.ts';

const running: Mock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

// What else the module exports are facts.
const made = Object.entries(presets).flatMap(([name, preset]): [string, Authorization][] =>
  typeof preset === 'function' ? [[name, Reflect.apply(preset, undefined, [{}])]] : [],
);

describe('the mock plays', () => {
  it.each(made)('%s', async (_name, authorization) => {
    const mock = await startMock({
      collection: collection([], { authorization }),
      environment: environment({}),
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

/** Every provider can be played: the mock takes its preset's login, and rejects whatever differs. */

import { afterEach, describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/oauth/authorization.ts';
import { atTokenEndpoint, waysOf } from '../../src/oauth/inputs.ts';
import { locate } from '../../src/mock/locate.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start.ts';
import { fillPlaceholders } from '../../src/values/placeholders.ts';
import { catalogue } from '../../src/presets/catalogue.ts';
import { collection, environment, request } from './fixture.ts';
import { tryLogins } from './wrong-logins.ts';

const running: Mock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

const presets = Object.entries(catalogue).map(([name, preset]) => {
  // Each takes no option at all, whatever the others take.
  const authorization = preset() as Authorization;
  return [name, { authorization, variables: preset.facts.environment }] as const;
});

describe('the mock plays', () => {
  it.each(presets)('%s', async (_name, { authorization, variables }) => {
    const mock = await startMock({
      collection: collection([request('GET', 'https://{{api_host}}/widgets')], { authorization }),
      environment: environment({ ...variables, api_host: 'api.example.com' }),
    });
    running.push(mock);
    const [way] = waysOf(authorization);
    if (way === undefined) throw new Error('no way to log in');
    const endpoint = atTokenEndpoint(authorization);
    const path = fillPlaceholders(
      locate(endpoint?.tokenEndpoint ?? '', mock.values, mock.origin).path,
      mock.values,
    );
    const outcomes = await tryLogins(mock, way, endpoint ?? {}, path);
    expect(outcomes.size).toBeGreaterThan(2);
    for (const [what, { status, error }] of outcomes) {
      expect([what, status === 200, error === '']).toEqual([what, what === 'nothing', what === 'nothing']);
    }
  });
});

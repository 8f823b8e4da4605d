/** Runs the login of any authorization in both sandboxes. */

import { afterAll, beforeAll, expect } from 'vitest';
import type { Authorization } from '../../src/oauth/authorization.ts';
import { bundleLogin } from './bundles.ts';
import {
  engines,
  openSandbox,
  type Answer,
  type Engine,
  type Outcome,
  type Sandbox,
  type Scene,
} from './sandbox.ts';

const sandboxes = new Map<Engine, Sandbox>();

/** Opens the sandboxes for the tests of a file. */
export const useSandboxes = (): void => {
  beforeAll(async () => {
    for (const engine of engines) sandboxes.set(engine, await openSandbox(engine));
  });
  afterAll(() => sandboxes.forEach((sandbox) => sandbox.close()));
};

/** What a token endpoint answers that gives a token. */
export const token = (fields: object = {}): Answer => ({
  body: JSON.stringify({ access_token: 'new.token', token_type: 'bearer', expires_in: 600, ...fields }),
});

/** Runs a script; nothing may be thrown in it. */
export const runScript = async (engine: Engine, script: string, scene: Scene): Promise<Outcome> => {
  const outcome = await sandboxes.get(engine)?.run(script, scene);
  if (outcome === undefined) throw new Error('no sandbox');
  expect(outcome.error).toBe('');
  return outcome;
};

/** Runs the login, at a token endpoint that gives a token unless the scene says otherwise. */
export const run = async (engine: Engine, authorization: Authorization, scene: Scene): Promise<Outcome> =>
  runScript(engine, await bundleLogin(authorization), { answer: () => token(), ...scene });

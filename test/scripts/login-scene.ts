/** Runs the login in both sandboxes with working settings, and checks what must hold in every case. */

import { afterAll, beforeAll, expect } from 'vitest';
import { ecKey, loginScript, pem } from './bundles.ts';
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
export const key = pem(ecKey());
export const settings = { host: 'mgmt.example.com', client_id: 'client', client_private_key: key };
export let script = '';

/** Opens the sandboxes for the tests of a file. */
export const useSandboxes = (): void => {
  beforeAll(async () => {
    for (const engine of engines) sandboxes.set(engine, await openSandbox(engine));
    script = await loginScript('ES256');
  });
  afterAll(() => sandboxes.forEach((sandbox) => sandbox.close()));
};

export const token = (fields: object = {}): Answer => ({
  body: JSON.stringify({ access_token: 'new.token', token_type: 'Bearer', expires_in: 3600, ...fields }),
});

/** Runs the login, and checks what holds in every case: nothing is thrown and no secret is shown. */
export const run = async (engine: Engine, scene: Scene = {}, text = script): Promise<Outcome> => {
  const outcome = await sandboxes
    .get(engine)
    ?.run(text, { environment: settings, answer: () => token(), ...scene });
  if (outcome === undefined) throw new Error('no sandbox');
  expect(outcome.error).toBe('');
  const shown = JSON.stringify([outcome.tests, outcome.console]);
  const secrets = [...key.split('\n').slice(1, -2), 'new.token', 'old.token'];
  for (const { body } of outcome.sent)
    secrets.push(...body.slice(body.indexOf('client_assertion=') + 17).split('.'));
  for (const secret of secrets) expect(shown).not.toContain(secret);
  return outcome;
};

export const expectFailure = (outcome: Outcome, name: string, ...sentences: string[]): void => {
  expect(outcome.tests).toHaveLength(1);
  expect(outcome.tests[0]).toMatchObject({ name: `Login failed: ${name}`, passed: false });
  for (const sentence of sentences) expect(outcome.tests[0]?.message).toContain(sentence);
  expect(outcome.skipped).toBe(true);
  expect(outcome.environment['access_token'] ?? '').toBe('');
};

/**
 * An environment with a token that a login has got, and aged until `left` seconds of its life are left.
 *
 * @param changes values that were changed since
 */
export const living = async (
  changes: Readonly<Record<string, string>> = {},
  left = 1800,
  lifetime = 3600,
) => {
  const { environment } = await run('newman', {
    answer: () => token({ access_token: 'old.token', expires_in: lifetime }),
  });
  return { ...environment, expires: String(Math.floor(Date.now() / 1000) + left), ...changes };
};

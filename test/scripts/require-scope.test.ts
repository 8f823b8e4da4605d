/** A request that needs more than was granted does not leave, and the message says what is missing. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantiateScript } from '../../src/bundle/bundle.ts';
import { requireScopeProgram } from '../../src/bundle/programs.ts';
import { engines, openSandbox, type Engine, type Sandbox } from './sandbox.ts';

const sandboxes = new Map<Engine, Sandbox>();
let script: Awaited<ReturnType<typeof requireScopeProgram>>;

beforeAll(async () => {
  for (const engine of engines) sandboxes.set(engine, await openSandbox(engine));
  script = await requireScopeProgram();
});
afterAll(() => sandboxes.forEach((sandbox) => sandbox.close()));

const needed = ['user read', 'service read extra'];

describe.each(engines)('in the sandbox of %s', (engine) => {
  const run = async (scope: string | undefined, isPersons = false) => {
    const text = instantiateScript(script, { granted: 'scope', needed, isPersons });
    const environment = scope === undefined ? {} : { scope };
    const outcome = await sandboxes.get(engine)?.run(text, { environment });
    if (outcome === undefined) throw new Error('no sandbox');
    expect(outcome.error).toBe('');
    return outcome;
  };

  test.each([['read user'], ['service extra read more'], [''], [undefined]])(
    'with %j the request leaves',
    async (scope) => {
      expect(await run(scope)).toMatchObject({ skipped: false, tests: [] });
    },
  );

  test.each([
    ['user', 'read'],
    ['read', 'user'],
    ['service read', 'extra'],
  ])('with %j it lacks %s', async (scope, lacking) => {
    const { skipped, tests } = await run(scope);
    expect(skipped).toBe(true);
    expect(tests).toHaveLength(1);
    expect(tests[0]).toMatchObject({ name: `Not sent: the token lacks the scope ${lacking}`, passed: false });
    expect(tests[0]?.message).toContain(`The token was granted: ${scope}.`);
  });

  test('only a person is told to sign in again', async () => {
    const service = await run('user');
    expect(service.tests[0]?.message).toContain(
      "Add it to the scope that the collection's authorization asks for",
    );
    expect(service.tests[0]?.message).not.toContain('ign in');
    expect((await run('user', true)).tests[0]?.message).toContain('sign in again and approve');
  });
});

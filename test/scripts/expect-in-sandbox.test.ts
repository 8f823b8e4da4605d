/** The bundled tests of answers, in the sandboxes that will run them: what they show, and what they store. */

import { fileURLToPath } from 'node:url';
import type { Json } from 'postsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleScript, instantiateScript } from '../../src/bundle/bundle.ts';
import { engines, openSandbox, type Sandbox } from './sandbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STATUS = 'The status is the documented one';
const SHAPE = 'The answer has the documented shape';
const OBJECT = { id: 7, resource_uri: '/api/admin/status/v1/alarm/7/' };
const META = { limit: 20, next: null, offset: 0, previous: null, total_count: 1 };

const text = async (name: string, parameters?: Json): Promise<string> => {
  const file = `scripts/post-response/${name}.ts`;
  return instantiateScript(
    await bundleScript({ file, root, parameterised: parameters !== undefined }),
    parameters,
  );
};

/** Shows in the environment what the script has stored in the collection. */
const show = (variable: string): string =>
  `pm.environment.set('shown', pm.collectionVariables.get('${variable}'));`;

describe.each(engines)('in the sandbox of %s, a script that tests answers', (engine) => {
  let sandbox: Sandbox;
  let resource = '';
  let command = '';

  beforeAll(async () => {
    sandbox = await openSandbox(engine);
    const parameters = {
      path: '/status/v1/alarm/',
      fields: { integer: 'id', string: 'level resource_uri' },
      listed: 'alarm_id',
    };
    resource = await text('expect-resource', parameters);
    command = await text('expect-command');
  });
  afterAll(() => sandbox.close());

  const list = (code: number, body: unknown) =>
    sandbox.run(`${resource}${show('alarm_id')}`, {
      listen: 'test',
      request: { method: 'GET', url: 'https://node.example.com/api/admin/status/v1/alarm/?limit=1' },
      response: { code, body: JSON.stringify(body) },
    });

  it('stores the first id of a list and shows two green tests', async () => {
    const outcome = await list(200, { meta: META, objects: [OBJECT] });
    expect(outcome.error).toBe('');
    expect(outcome.tests).toMatchObject([
      { name: STATUS, passed: true },
      { name: SHAPE, passed: true },
    ]);
    expect(outcome.environment).toEqual({ shown: '7' });
  });

  it('names the field that has the wrong type', async () => {
    const outcome = await list(200, { meta: META, objects: [{ ...OBJECT, level: 5 }] });
    expect(outcome.tests[1]).toMatchObject({
      name: SHAPE,
      passed: false,
      message: 'objects[0].level is number, not string',
    });
  });

  it('says what a refusal means, and forgets the id', async () => {
    const outcome = await list(403, {});
    expect(outcome.tests).toHaveLength(1);
    expect(outcome.tests[0]).toMatchObject({ name: STATUS, passed: false });
    expect(outcome.tests[0]?.message).toContain('lacks the permission');
    expect(outcome.environment).toEqual({ shown: '' });
  });

  it('keeps the participant that a command has dialed', async () => {
    const outcome = await sandbox.run(`${command}${show('participant_id')}`, {
      listen: 'test',
      request: {
        method: 'POST',
        url: 'https://node.example.com/api/admin/command/v1/participant/dial/',
      },
      response: { code: 200, body: '{"status":"success","data":{"participant_id":"p-1"}}' },
    });
    expect(outcome.tests.map(({ passed }) => passed)).toEqual([true, true]);
    expect(outcome.environment).toEqual({ shown: 'p-1' });
  });

  it('is small, as a collection holds it once for each resource', () => {
    expect(resource.length).toBeLessThan(4500);
    expect(command.length).toBeLessThan(3500);
  });
});

describe.each(engines)('in the sandbox of %s, the guard of values in bodies', (engine) => {
  let sandbox: Sandbox;
  let guard = '';

  beforeAll(async () => {
    sandbox = await openSandbox(engine);
    const file = 'scripts/pre-request/refuse-empty-value.ts';
    guard = instantiateScript(await bundleScript({ file, root, parameterised: false }));
  });
  afterAll(() => sandbox.close());

  const send = (environment: Record<string, string>) =>
    sandbox.run(guard, {
      listen: 'prerequest',
      environment,
      request: {
        method: 'POST',
        url: 'https://node.example.com/',
        body: { mode: 'raw', raw: '{"conference_id": "{{conference_id}}"}' },
      },
    });

  it('lets a request go whose values are there', async () => {
    expect(await send({ conference_id: 'c-1' })).toMatchObject({ tests: [], skipped: false });
  });

  it.each([[{}], [{ conference_id: ' ' }]])('refuses one with an empty value: %j', async (environment) => {
    const outcome = await send(environment);
    expect(outcome.skipped).toBe(true);
    expect(outcome.tests).toMatchObject([
      { name: 'Not sent: a value in the body is missing', passed: false },
    ]);
    expect(outcome.tests[0]?.message).toContain('"conference_id" is empty');
  });
});

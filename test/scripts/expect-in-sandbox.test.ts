/** The bundled script that tests a node's responses, in the sandboxes that will run it: what it shows, and what it keeps. */

import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import collection from '../../collections/pexip-management.ts';
import { bundleScript, instantiateScript } from '../../src/bundle/bundle.ts';
import { engines, openSandbox, type Sandbox } from './sandbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STATUS = 'The status is the documented one';
const SHAPE = 'The response has the documented shape';
const LIST = '/api/admin/status/v1/alarm/';
const OBJECT = { id: 7, resource_uri: `${LIST}7/` };
const page = (...objects: readonly object[]) => ({
  meta: { limit: 20, next: null, offset: 0, previous: null, total_count: objects.length },
  objects,
});

/** What a server may write to be sent one of the variables. */
const PLANTED = ['{{client_private_key}}', '7{{client_private_key}}', '{{client_', '{'];

describe.each(engines)('in the sandbox of %s, the script that tests responses', (engine) => {
  let sandbox: Sandbox;
  let script = '';

  beforeAll(async () => {
    sandbox = await openSandbox(engine);
    const [use] = collection.scripts?.postResponse ?? [];
    if (typeof use !== 'object' || 'code' in use || use.parameters === undefined)
      throw new Error('nothing tests responses');
    const file = `scripts/post-response/${use.name}.ts`;
    script = instantiateScript(await bundleScript({ file, root, parameterised: true }), use.parameters);
  });
  afterAll(() => sandbox.close());

  const respond = async (
    method: string,
    path: string,
    response: { readonly code: number; readonly body?: unknown; readonly location?: string },
    environment: Readonly<Record<string, string>> = {},
  ) => {
    const { code, body, location } = response;
    const outcome = await sandbox.run(script, {
      listen: 'test',
      environment,
      request: { method, url: `https://node.example.com${path}` },
      response: {
        code,
        body: body === undefined ? '' : JSON.stringify(body),
        header: location === undefined ? [] : [{ key: 'Location', value: location }],
      },
    });
    expect(outcome.error).toBe('');
    return outcome;
  };

  it('keeps the first id of a list and shows two green tests', async () => {
    const outcome = await respond('GET', `${LIST}?limit=1`, { code: 200, body: page(OBJECT) });
    expect(outcome.tests).toMatchObject([
      { name: STATUS, passed: true },
      { name: SHAPE, passed: true },
    ]);
    expect(outcome.environment).toEqual({ status_alarm_id: '7' });
  });

  it('names the field that has the wrong type', async () => {
    const outcome = await respond('GET', LIST, { code: 200, body: page({ ...OBJECT, level: 5 }) });
    expect(outcome.tests[1]).toMatchObject({
      name: SHAPE,
      passed: false,
      message: 'objects[0].level is number, not string',
    });
  });

  it('says what an error means, and forgets the id', async () => {
    const outcome = await respond('GET', LIST, { code: 403, body: {} }, { status_alarm_id: '7', host: 'h' });
    expect(outcome.tests).toHaveLength(1);
    expect(outcome.tests[0]).toMatchObject({ name: STATUS, passed: false });
    expect(outcome.tests[0]?.message).toContain('lacks the permission');
    expect(outcome.environment).toEqual({ host: 'h' });
  });

  it('finds the resource of an object, whatever its id, and judges no path that it does not know', async () => {
    const one = await respond('GET', `${LIST}a-b.c/`, { code: 200, body: { ...OBJECT, level: 5 } });
    expect(one.tests[1]?.message).toBe('object.level is number, not string');
    const below = await respond('GET', '/api/admin/status/v1/worker_vm/3/statistics/', {
      code: 200,
      body: { media_load: 'x' },
    });
    expect(below.tests.map(({ name }) => name)).toEqual([STATUS, SHAPE]);
    expect((await respond('GET', '/api/client/v2/x/', { code: 500 })).tests).toEqual([]);
  });

  it('keeps the participant that a command has dialed', async () => {
    const body = { status: 'success', data: { participant_id: 'p-1' } };
    const outcome = await respond('POST', '/api/admin/command/v1/participant/dial/', { code: 200, body });
    expect(outcome.tests.map(({ passed }) => passed)).toEqual([true, true]);
    expect(outcome.environment).toEqual({ participant_id: 'p-1' });
  });

  it('keeps the ids of the last three lists, and those that commands use', async () => {
    const earlier = {
      conference_id: 'c',
      participant_id: 'p',
      status_worker_vm_id: '1',
      status_backplane_id: '2',
      status_system_location_id: '3',
      new_conference_id: '4',
    };
    const { environment } = await respond('GET', LIST, { code: 200, body: page(OBJECT) }, earlier);
    const { status_worker_vm_id: _, ...rest } = earlier;
    expect(environment).toEqual({ ...rest, status_alarm_id: '7' });
  });

  it.each(PLANTED)('keeps nothing of %j in an id, an address or a dialed participant', async (planted) => {
    const before = { status_alarm_id: '7', new_conference_id: '7', participant_id: '7', host: 'h' };
    const kept = (method: string, path: string, response: Parameters<typeof respond>[2]) =>
      respond(method, path, response, before);
    const address = `${LIST}${planted}/`;
    const outcomes = [
      ['status_alarm_id', await kept('GET', LIST, { code: 200, body: page({ id: planted }) })],
      ['status_alarm_id', await kept('GET', LIST, { code: 200, body: page({ resource_uri: address }) })],
      [
        'new_conference_id',
        await kept('POST', '/api/admin/configuration/v1/conference/', { code: 201, location: address }),
      ],
      [
        'participant_id',
        await kept('POST', '/api/admin/command/v1/participant/dial/', {
          code: 200,
          body: { status: 'success', data: { participant_id: planted } },
        }),
      ],
    ] as const;
    for (const [variable, { environment, tests }] of outcomes) {
      expect(JSON.stringify(environment)).not.toContain('{c');
      expect(environment).not.toHaveProperty(variable);
      expect(tests.find(({ passed }) => !passed)?.name).toBe(
        `The server's value for "${variable}" was not kept`,
      );
    }
  });

  it.each([...PLANTED, { a: [PLANTED[0]] }, null])(
    'keeps the setting %j as JSON that expands to nothing',
    async (setting) => {
      const path = '/api/admin/configuration/v1/global/1/';
      const { environment } = await respond('GET', path, {
        code: 200,
        body: { id: 1, site_banner_fg: setting },
      });
      const kept = environment['kept_global_site_banner_fg'] ?? '';
      expect(JSON.parse(kept)).toEqual(setting);
      expect(kept).not.toMatch(/\{\{|\{$|client_\{/);
    },
  );
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorizationFor, bundleRenewal, guardScript, guardedLoginScript, renewScript } from './bundles.ts';
import { engines, openSandbox, type Engine, type Outcome, type Sandbox, type Scene } from './sandbox.ts';

const sandboxes = new Map<Engine, Sandbox>();
let changes = '';
let empty = '';
let renew = '';

beforeAll(async () => {
  for (const engine of engines) sandboxes.set(engine, await openSandbox(engine));
  [changes, empty, renew] = await Promise.all([
    guardScript('refuse-changes'),
    guardScript('refuse-empty'),
    renewScript(),
  ]);
});
afterAll(() => sandboxes.forEach((sandbox) => sandbox.close()));

const run = async (engine: Engine, script: string, scene: Scene): Promise<Outcome> => {
  const outcome = await sandboxes.get(engine)?.run(script, scene);
  if (outcome === undefined) throw new Error('no sandbox');
  expect(outcome.error).toBe('');
  return outcome;
};

const requestTo = (path: string, variables: Record<string, string> = {}, method = 'GET') => ({
  method,
  url: {
    raw: `https://{{host}}/${path}`,
    protocol: 'https',
    host: ['{{host}}'],
    path: path.split('/'),
    variable: Object.entries(variables).map(([key, value]) => ({ key, value })),
  },
});

const expectRefusal = ({ tests, skipped }: Outcome, name: string, sentence: string): void => {
  expect(tests).toHaveLength(1);
  expect(tests[0]).toMatchObject({ name, passed: false });
  expect(tests[0]?.message).toContain(sentence);
  expect(skipped).toBe(true);
};

const answered = (code: number) => ({
  code,
  header: [{ key: 'WWW-Authenticate', value: 'Bearer error="invalid_token"' }],
  stream: Buffer.from(''),
});

const challenge = (trace: string) => ({
  code: 401,
  header: [{ key: 'WWW-Authenticate', value: `Bearer trace="${trace}", error="invalid_token"` }],
  stream: Buffer.from(''),
});

describe.each(engines)('in the sandbox of %s', (engine) => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'delete'])(
    '%s is refused until changes are allowed',
    async (method) => {
      for (const allow_changes of ['', 'false', 'yes', '{{x}}', 'true false']) {
        const refused = await run(engine, changes, {
          environment: { allow_changes },
          request: requestTo('a/', {}, method),
        });
        expectRefusal(
          refused,
          'Not sent: changes are not allowed',
          'set the variable "allow_changes" to true',
        );
      }
      for (const allow_changes of ['true', ' TRUE ', 'True']) {
        const sent = await run(engine, changes, {
          environment: { allow_changes },
          request: requestTo('a/', {}, method),
        });
        expect(sent).toMatchObject({ tests: [], skipped: false });
      }
    },
  );

  test.each(['GET', 'HEAD', 'OPTIONS'])('%s needs no permission', async (method) => {
    const outcome = await run(engine, changes, { request: requestTo('a/', {}, method) });
    expect(outcome).toMatchObject({ tests: [], skipped: false });
  });

  test.each([
    ['an empty variable', 'things/:id/', { id: '' }],
    ['an empty variable before a dot', 'things/:id.json', { id: '' }],
    ['a variable of blanks', 'things/:id/', { id: '  ' }],
    ['no such variable', 'things/:id/', {}],
    ['an unresolved placeholder', 'things/:id/', { id: '{{thing_id}}' }],
    ['a placeholder that is empty', 'things/:id/', { id: '{{nothing}}' }],
    ['an empty placeholder in the path', 'things/{{nothing}}/', {}],
    ['an empty segment', 'things//parts/', {}],
    ['dots', 'things/:id/', { id: '..' }],
    ['escaped dots', 'things/:id/', { id: '%2E%2e' }],
    ['a slash', 'things/:id/', { id: '1/..' }],
    ['a question mark', 'things/:id/', { id: '?x' }],
    ['a number sign', 'things/:id/', { id: '{{hash}}' }],
  ])('a path with %s does not leave', async (_what, path, variables) => {
    const environment = { nothing: '', hash: '#' };
    const refused = await run(engine, empty, {
      environment,
      request: requestTo(path, variables, 'DELETE'),
    });
    expectRefusal(refused, 'Not sent: the id is missing', 'the path of the whole list');
  });

  test.each([
    ['things/', {}],
    ['things', {}],
    ['', {}],
    ['things/:id/', { id: '7' }],
    ['things/:id', { id: '{{thing_id}}' }],
    ['things/{{thing_id}}/', {}],
  ])('the path %s leaves when it is complete', async (path, variables) => {
    const outcome = await run(engine, empty, {
      environment: { thing_id: 'a b'.replace(' ', '-') },
      request: requestTo(path, variables),
    });
    expect(outcome).toMatchObject({ tests: [], skipped: false });
  });

  test.each([
    ['{{status_alarm_id}}', 'send "List alarm" of the folder Status first'],
    ['{{history_media_stream_id}}', 'send "List media_stream" of the folder History first'],
    ['{{participant_id}}', 'send "List participant" of the folder Status first'],
    ['{{new_ivr_theme_id}}', 'send "Create ivr_theme" first'],
    ['{{kept_global_fg}}', 'send the Read request of this folder first'],
    ['{{client_id}}', 'fill it in, in the environment'],
  ])('the message says where the value of %s comes from', async (value, sentence) => {
    const request = requestTo('things/:id/', { id: value });
    const refused = await run(engine, empty, { request });
    expectRefusal(refused, 'Not sent: the id is missing', `"${value.slice(2, -2)}" is empty: `);
    expectRefusal(refused, 'Not sent: the id is missing', sentence);
  });

  const commandWith = (environment: Record<string, string>) =>
    run(engine, empty, {
      environment,
      request: {
        ...requestTo('command/', {}, 'POST'),
        body: { mode: 'raw', raw: '{"conference_id": "{{conference_id}}", "at": "{{$timestamp}}"}' },
      },
    });

  test('a body leaves when its values are there', async () => {
    expect(await commandWith({ conference_id: 'c-1' })).toMatchObject({ tests: [], skipped: false });
  });

  test.each([[{}], [{ conference_id: ' ' }]])(
    'a body with an empty value does not: %j',
    async (environment) => {
      expectRefusal(
        await commandWith(environment),
        'Not sent: a value in the body is missing',
        '"conference_id" is empty: send "List conference" of the folder Status first',
      );
    },
  );

  test('a request that a script has refused does not log in', async () => {
    const login = await guardedLoginScript('refuse-changes');
    const outcome = await run(engine, login, { request: requestTo('a/', {}, 'POST'), environment: {} });
    expectRefusal(outcome, 'Not sent: changes are not allowed', 'POST');
    expect(outcome.sent).toEqual([]);
  });

  const kept = { access_token: 'old', expires: '9', scope: 'a', access_token_for: 'b' };

  test('a kept token that gets 401 is dropped, and the request is repeated', async () => {
    const outcome = await run(engine, renew, { listen: 'test', environment: kept, response: answered(401) });
    expect(outcome.environment).toEqual({ access_token: '', expires: '', scope: '', access_token_for: '' });
    expect(outcome.nextRequest).toBe('item-1');
    expect(outcome.local['postsmith.repeat']).toBe('item-1');
    expect(outcome.tests).toMatchObject([{ skipped: true }]);
    expect(outcome.tests[0]?.name).toContain('press Send again');
  });

  test.each([{ 'postsmith.fresh': 'item-1' }, { 'postsmith.repeat': 'item-1' }])(
    'it is not repeated after %j',
    async (local) => {
      const outcome = await run(engine, renew, {
        listen: 'test',
        environment: kept,
        local,
        response: answered(401),
      });
      expect(outcome.nextRequest).toBeUndefined();
      expect(outcome.local['postsmith.repeat'] ?? '').toBe('');
      // It may be good for other requests.
      expect(outcome.environment['access_token']).toBe('old');
      expect(outcome.tests).toMatchObject([
        { passed: false, name: 'The API rejects a token that was issued a moment ago (401)' },
      ]);
      expect(outcome.tests[0]?.message).toContain(
        '1. the API trusts another authorization server than this one',
      );
      expect(outcome.tests[0]?.message).toContain('invalid_token');
    },
  );

  test('after a fresh token was rejected, others are not asked for, whatever else the challenge says', async () => {
    const local = { 'postsmith.fresh': 'item-1' };
    const first = await run(engine, renew, {
      listen: 'test',
      environment: kept,
      local,
      response: challenge('1'),
    });
    const next = await run(engine, renew, {
      listen: 'test',
      environment: kept,
      local: { ...first.local, 'postsmith.fresh': '' },
      response: challenge('2'),
    });
    expect(next).toMatchObject({ nextRequest: undefined, environment: kept });
    expect(next.tests[0]?.message).toMatch(/^A new token was rejected in the same way before in this run/);
    expect(next.tests[0]?.message).toContain('The API says: Bearer trace="2", error="invalid_token"');
  });

  test('what an API echoes of a secret is hidden', async () => {
    const value = `Bearer error="invalid_token", error_description="old.token-of-the-run of ${encodeURIComponent('my private/key')}"`;
    const outcome = await run(engine, renew, {
      listen: 'test',
      environment: { ...kept, access_token: 'old.token-of-the-run', client_private_key: 'my private/key' },
      local: { 'postsmith.fresh': 'item-1' },
      response: { code: 401, header: [{ key: 'WWW-Authenticate', value }], stream: Buffer.from('') },
    });
    expect(outcome.tests[0]?.message).toContain('error_description="[hidden] of [hidden]"');
  });

  test('403 with an empty body is a dead token where the provider is known for it, else a hint', async () => {
    const hint = await run(engine, renew, { listen: 'test', environment: kept, response: answered(403) });
    expect(hint).toMatchObject({ tests: [], environment: kept, nextRequest: undefined });
    expect(hint.console[0]).toContain('The API responded with 403 and an empty body.');
    const known = await bundleRenewal(
      authorizationFor('ES256', {
        provider: { name: 'X', whereToFind: {}, likelyCauses: {}, rejectsWithEmpty403: true },
      }),
    );
    const renewed = await run(engine, known, { listen: 'test', environment: kept, response: answered(403) });
    expect(renewed).toMatchObject({ nextRequest: 'item-1', console: [], environment: { access_token: '' } });
    const said = { code: 403, header: [], stream: Buffer.from('{"detail":"no"}') };
    const told = await run(engine, known, { listen: 'test', environment: kept, response: said });
    expect(told).toMatchObject({ tests: [], console: [], environment: kept });
  });

  test('any other answer changes nothing but the mark of a repetition', async () => {
    const local = { 'postsmith.repeat': 'item-1' };
    const outcome = await run(engine, renew, {
      listen: 'test',
      environment: kept,
      local,
      response: answered(200),
    });
    expect(outcome).toMatchObject({ tests: [], environment: kept, local: { 'postsmith.repeat': '' } });
    const request = { url: 'https://x.example/', auth: { type: 'noauth' } };
    const none = await run(engine, renew, {
      listen: 'test',
      environment: kept,
      request,
      response: answered(401),
    });
    expect(none).toMatchObject({ tests: [], environment: kept });
  });
});

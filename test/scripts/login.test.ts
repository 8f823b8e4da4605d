import { describe, expect, test } from 'vitest';
import { endpoint, frozen } from './bundles.ts';
import { living, run, script, settings, token, expectFailure, useSandboxes } from './login-scene.ts';
import { engines } from './sandbox.ts';

useSandboxes();

const refuse = () => ({ status: 401, body: '{"error":"invalid_client"}' });

describe.each(engines)('in the sandbox of %s', (engine) => {
  test('a token is fetched with a form, and kept with what it belongs to', async () => {
    const { sent, environment, tests, skipped, console, local } = await run(engine);
    expect(tests).toEqual([]);
    expect(console).toEqual([]);
    expect(skipped).toBe(false);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: endpoint, method: 'POST' });
    expect(sent[0]?.headers).toEqual({
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
    });
    const form = new URLSearchParams(sent[0]?.body);
    expect(form.get('grant_type')).toBe('client_credentials');
    expect(form.get('scope')).toBe('is_admin use_api');
    expect(form.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(environment).toMatchObject({
      access_token: 'new.token',
      scope: 'is_admin use_api',
      jwt_signed: '',
    });
    expect(Number(environment['expires']) - Date.now() / 1000).toBeCloseTo(3600, -1);
    expect(local['postsmith.fresh']).toBe('item-1');
  });

  test('a refused assertion is kept for troubleshooting, others are not', async () => {
    const refused = await run(engine, {
      answer: () => ({ status: 400, body: '{"error":"invalid_client"}' }),
    });
    expect(refused.environment['jwt_signed']).toMatch(/^eyJ/);
    const broken = await run(engine, { answer: () => ({ status: 500 }) });
    expect(broken.environment['jwt_signed']).toBeUndefined();
  });

  test.each([
    [3600, 3600, 0],
    ['3600', 3600, 0],
    [20.7, 20, 0],
    [undefined, 3600, 0],
    [null, 3600, 0],
    [1e300, 3600, 1],
    [0, 3600, 1],
    [-5, 3600, 1],
    ['soon', 3600, 1],
    [{}, 3600, 1],
  ])('expires_in %j is taken for %i seconds', async (value, seconds, warnings) => {
    const { environment, console } = await run(engine, { answer: () => token({ expires_in: value }) });
    expect(JSON.parse(environment['access_token_for'] ?? '[]')[4]).toBe(seconds);
    expect(console).toHaveLength(warnings);
  });

  test.each(['bearer', 'BEARER'])('token_type %s is accepted', async (type) => {
    const { tests, environment } = await run(engine, { answer: () => token({ token_type: type }) });
    expect(tests).toEqual([]);
    expect(environment['access_token']).toBe('new.token');
  });

  test('less scope than asked for is warned about, and the request goes on', async () => {
    const { tests, console, environment } = await run(engine, {
      answer: () => token({ scope: 'use_api extra' }),
    });
    expect(tests).toEqual([]);
    expect(environment['scope']).toBe('use_api extra');
    expect(console).toHaveLength(1);
    expect(console[0]).toContain('Not granted: is_admin.');
  });

  test('a live token is used without a call', async () => {
    for (const environment of [await living(), await living({}, 15, 20)]) {
      const outcome = await run(engine, { environment });
      expect(outcome).toMatchObject({ sent: [], tests: [], skipped: false });
      expect(outcome.environment['access_token']).toBe('old.token');
    }
  });

  test.each([
    ['ends within 30 seconds', () => living({}, 25)],
    ['has less than half of a short life left', () => living({}, 9, 20)],
    ['is for another host', () => living({ host: 'other.example.com' })],
    ['is for another client', () => living({ client_id: 'other' })],
    ['has no owner', () => living({ access_token_for: '' })],
    ['is empty', () => living({ access_token: '' })],
    ['has more time left than it ever had', () => living({}, 7200)],
    ['has an odd end', () => living({ expires: 'soon' })],
  ])('a token that %s is replaced', async (_what, environment) => {
    const outcome = await run(engine, { environment: await environment() });
    expect(outcome.sent).toHaveLength(1);
    expect(outcome.environment['access_token']).toBe('new.token');
  });

  test('a request without authorization needs no login', async () => {
    const request = { url: 'https://x.example/', method: 'GET', auth: { type: 'noauth' } };
    const outcome = await run(engine, { environment: {}, request });
    expect(outcome).toMatchObject({ sent: [], tests: [], skipped: false });
  });

  test('in one run a failed login is not asked for again until it has paused, or the settings change', async () => {
    const now = Date.now();
    const first = await run(engine, { answer: refuse }, frozen(script, now));
    const second = await run(engine, { answer: refuse, local: first.local }, frozen(script, now + 29_000));
    expectFailure(second, 'HTTP 401 invalid_client', 'not asked again');
    expect(second.sent).toEqual([]);
    const later = await run(engine, { local: second.local }, frozen(script, now + 31_000));
    expect(later.tests).toEqual([]);
    const changed = { ...settings, client_id: 'other' };
    const mended = await run(engine, { environment: changed, local: first.local }, frozen(script, now));
    expect(mended.sent).toHaveLength(1);
  });

  test('an error in the script itself fails closed and shows nothing', async () => {
    const breaking = `((Math) => {${script}})(Object.create(Math, { imul: { value() { throw new TypeError('odd') } } }))`;
    const outcome = await run(engine, {}, breaking);
    expectFailure(outcome, 'an unexpected error');
  });

  test('a token that a row of data hides is not sent in its place, and costs no second token request', async () => {
    const first = await run(engine, { local: { access_token: 'row.token' } });
    expect(first.sent).toHaveLength(1);
    expect(first.skipped).toBe(true);
    expect(first.tests[0]).toMatchObject({
      name: 'Login failed: another value hides the token',
      passed: false,
    });
    expect(first.tests[0]?.message).toContain('another value of "access_token"');
    expect(first.environment['access_token']).toBe('new.token');
    const second = await run(engine, {
      environment: first.environment,
      local: { access_token: 'row.token' },
    });
    expect(second).toMatchObject({ sent: [], skipped: true });
    const third = await run(engine, { environment: first.environment });
    expect(third).toMatchObject({ sent: [], tests: [], skipped: false });
  });
});

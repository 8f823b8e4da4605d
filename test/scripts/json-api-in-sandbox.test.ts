/** The bundled scripts of the Columbia collection, in the sandboxes that will run them. */

import { fileURLToPath } from 'node:url';
import type { Json } from 'postsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleScript, instantiateScript } from '../../src/bundle/bundle.ts';
import { engines, openSandbox, type Sandbox, type Scene } from './sandbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STATUS = 'The status is the documented one';
const DOCUMENT = 'The answer is the documented JSON:API document';
const NOBODY = '00000000-0000-0000-0000-000000000000';

const text = async (stage: 'pre-request' | 'post-response', name: string, parameters?: Json) =>
  instantiateScript(
    await bundleScript({
      file: `scripts/${stage}/${name}.ts`,
      root,
      parameterised: parameters !== undefined,
    }),
    parameters,
  );

const show = (variable: string): string =>
  `pm.environment.set('shown', pm.collectionVariables.get('${variable}') ?? '');`;

const answered = (
  code: number,
  body: Json | undefined,
  header: readonly { readonly key: string; readonly value: string }[] = [],
) => ({
  code,
  header: [{ key: 'Content-Type', value: 'application/vnd.api+json' }, ...header],
  body: body === undefined ? '' : JSON.stringify(body),
});

describe.each(engines)('in the sandbox of %s', (engine) => {
  let sandbox: Sandbox;
  const scripts: Record<string, string> = {};
  const person = { type: 'people', attributes: 'name', created: 'new_person_id' };

  beforeAll(async () => {
    sandbox = await openSandbox(engine);
    const uses: [string, 'pre-request' | 'post-response', Json?][] = [
      ['make-identifier', 'pre-request'],
      ['skip-without-own-server', 'pre-request'],
      ['skip-without-person', 'pre-request'],
      ['refuse-bad-address', 'pre-request'],
      ['expect-json-api', 'post-response', person],
      ['expect-grade', 'post-response', { type: 'grades', attributes: '', created: 'new_grade_id' }],
      ['expect-deleted', 'post-response'],
      ['expect-api-root', 'post-response'],
      ['expect-failure', 'post-response', { status: 401, challenge: 'Bearer' }],
      ['expect-query', 'post-response', { atLeast: 1 }],
      ['expect-oauth', 'post-response', { has: 'active', needs: 'service_client_id' }],
    ];
    await Promise.all(
      uses.map(async ([name, stage, parameters]) => {
        scripts[name] = await text(stage, name, parameters);
      }),
    );
  });
  afterAll(() => sandbox.close());

  const run = async (name: string, scene: Scene, after = '') => {
    const outcome = await sandbox.run(`${scripts[name] ?? ''}${after}`, scene);
    expect(outcome.error).toBe('');
    return outcome;
  };
  const judge = (name: string, method: string, path: string, response: object, after = '') =>
    run(
      name,
      { listen: 'test', request: { method, url: `https://api.example.com/v1/${path}` }, response },
      after,
    );

  /** Asks what a token is, as the client of that id. */
  const introspect = (code: number, body: Json, service_client_id: string) =>
    run('expect-oauth', {
      listen: 'test',
      environment: { service_client_id },
      request: { method: 'POST', url: 'https://api.example.com/o/introspect/' },
      response: answered(code, body),
    });

  it('an identifier has the form of a course identifier, and is another one each time', async () => {
    const made = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const { environment } = await run('make-identifier', {}, show('identifier'));
      expect(environment['shown']).toMatch(/^PS[A-Z]{2}\d{4}[A-Z]$/);
      made.add(environment['shown'] ?? '');
    }
    expect(made.size).toBe(5);
  });

  it('what was created is kept, with two green tests', async () => {
    const data = { type: 'people', id: 'p-1', attributes: { name: 'A' } };
    const outcome = await judge(
      'expect-json-api',
      'POST',
      'people/',
      answered(201, { data }),
      show('new_person_id'),
    );
    expect(outcome.tests).toMatchObject([
      { name: STATUS, passed: true },
      { name: DOCUMENT, passed: true },
    ]);
    expect(outcome.environment).toEqual({ shown: 'p-1' });
  });

  it('a refusal fails, with what the service says', async () => {
    const response = answered(403, { errors: [{ detail: 'Not you.', status: '403' }] });
    const { tests } = await judge('expect-json-api', 'POST', 'people/', response);
    expect(tests).toHaveLength(1);
    expect(tests[0]).toMatchObject({ name: STATUS, passed: false });
    expect(tests[0]?.message).toContain('The API says: Not you.');
  });

  it.each([
    ['POST', 'grades/', 500, '500: this version of the service fails at grades; its fault, not yours'],
    ['GET', `grades/${NOBODY}/`, 404, '404: there is no grade, as Create grade could not make one'],
  ])('what the service can not do with grades is skipped: %s %s', async (method, path, status, name) => {
    const { tests } = await judge('expect-grade', method, path, answered(status, { errors: [] }));
    expect(tests).toMatchObject([{ name, skipped: true }]);
  });

  it('any other answer of grades is judged', async () => {
    const gone = await judge('expect-grade', 'GET', 'grades/g-1/', answered(404, { errors: [] }));
    expect(gone.tests).toMatchObject([{ name: STATUS, passed: false }]);
    const data = { type: 'grades', id: 'g-1', attributes: {} };
    const made = await judge(
      'expect-grade',
      'POST',
      'grades/',
      answered(201, { data }),
      show('new_grade_id'),
    );
    expect(made.tests.map(({ passed }) => passed)).toEqual([true, true]);
    expect(made.environment).toEqual({ shown: 'g-1' });
  });

  it.each([
    [204, true],
    [404, true],
    [403, false],
  ])('a deletion at the end that is answered %i passes: %s', async (status, passes) => {
    const { tests } = await judge('expect-deleted', 'DELETE', 'people/p-1/', answered(status, undefined));
    expect(tests[0]).toMatchObject({ name: STATUS, passed: passes });
  });

  it.each<[string, Json, boolean]>([
    ['data', { data: { courses: 'https://api.example.com/v1/courses/' } }, true],
    ['links', { data: null, links: { courses: 'https://api.example.com/v1/courses/' } }, true],
    ['neither', { data: null }, false],
  ])('the root lists its addresses in %s', async (_, body, passes) => {
    const { tests } = await judge('expect-api-root', 'GET', '', answered(200, body));
    expect(tests[1]).toMatchObject({ name: DOCUMENT, passed: passes });
  });

  it('a failure passes when it is the expected one', async () => {
    const body = { errors: [{ status: '401' }] };
    const challenge = [{ key: 'WWW-Authenticate', value: 'Bearer realm="api"' }];
    const good = await judge('expect-failure', 'GET', 'people/', answered(401, body, challenge));
    expect(good.tests).toMatchObject([
      { name: 'It fails with 401, as it should', passed: true },
      { name: 'The answer says why', passed: true },
    ]);
    const success = await judge('expect-failure', 'GET', 'people/', answered(200, { data: [] }));
    expect(success.tests).toMatchObject([{ name: 'It fails with 401, as it should', passed: false }]);
    const silent = await judge('expect-failure', 'GET', 'people/', answered(401, body));
    expect(silent.tests[1]).toMatchObject({ name: 'The answer says why', passed: false });
  });

  it('a query fails when it finds nothing', async () => {
    const { tests } = await judge('expect-query', 'GET', 'people/', answered(200, { data: [] }));
    expect(tests[1]).toMatchObject({ passed: false, message: 'there are 0 objects, not 1 or more' });
  });

  it('an endpoint of the authorization server may refuse only what lacks something', async () => {
    expect((await introspect(200, { active: true }, 'c')).tests.map(({ passed }) => passed)).toEqual([
      true,
      true,
    ]);
    expect((await introspect(403, {}, '')).tests).toMatchObject([
      { name: '403: "service_client_id" is empty, so the server refuses, as it should', skipped: true },
    ]);
    expect((await introspect(403, {}, 'c')).tests).toMatchObject([
      { name: 'The authorization server answers 200', passed: false },
    ]);
    expect((await introspect(404, {}, 'c')).tests[0]?.message).toContain('OIDC_RSA_PRIVATE_KEY');
    expect((await introspect(200, {}, 'c')).tests[1]).toMatchObject({
      name: 'The answer has active',
      passed: false,
      message: 'it lacks active',
    });
  });

  it.each([
    ['skip-without-own-server', { own_server: '' }, true],
    ['skip-without-own-server', { own_server: 'https://api.example.com/o' }, false],
    ['skip-without-person', { scope: 'auth-none read' }, true],
    ['skip-without-person', { scope: 'openid read' }, false],
    ['skip-without-person', { scope: '' }, false],
  ])('%s with %j skips: %s, and says why', async (name, environment, skips) => {
    const outcome = await run(name, { environment });
    expect(outcome.skipped).toBe(skips);
    expect(outcome.tests.map(({ skipped }) => skipped)).toEqual(skips ? [true] : []);
  });

  it.each([
    ['', 'is empty'],
    ['{{other}}', 'is empty'],
    ['localhost:8000', 'does not begin with https:// or http:// and a host'],
    ['http://localhost:8000/', 'ends in a slash; remove that'],
  ])('nothing is sent to the address %j', async (base_url, problem) => {
    const outcome = await run('refuse-bad-address', { environment: { base_url } });
    expect(outcome.skipped).toBe(true);
    expect(outcome.tests).toMatchObject([
      { name: 'Not sent: the address of the service is missing', passed: false },
    ]);
    expect(outcome.tests[0]?.message).toContain(`"base_url" ${problem}.`);
  });

  it.each([
    { base_url: 'http://localhost:8000' },
    { base_url: '{{server}}', server: 'https://courses.example.com' },
  ])('a good address lets requests go: %j', async (environment) => {
    expect(await run('refuse-bad-address', { environment })).toMatchObject({ skipped: false, tests: [] });
  });

  it('they are small, as a collection holds them once for each resource', () => {
    expect(Math.max(...Object.values(scripts).map(({ length }) => length))).toBeLessThan(5200);
  });
});

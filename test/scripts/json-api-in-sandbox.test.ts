/** The bundled scripts of the Columbia collection, in the sandboxes that will run them. */

import { fileURLToPath } from 'node:url';
import type { Json } from 'postsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleScript, instantiateScript } from '../../src/bundle/bundle.ts';
import { engines, openSandbox, type Sandbox, type Scene } from './sandbox.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The name of every request in the test's sandboxes. */
const REQUEST = 'An item';
const STATUS = 'The status is the documented one';
const DOCUMENT = 'The response is the documented JSON:API document';
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

/** Shows in the environment what the script has stored in the collection. */
const SHOW_IDENTIFIER = `pm.environment.set('shown', pm.collectionVariables.get('identifier') ?? '');`;

const responseWith = (
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
      ['skip-impossible', 'pre-request'],
      ['refuse-bad-address', 'pre-request'],
      ['expect-json-api', 'post-response', person],
      ['expect-failure', 'post-response', { [REQUEST]: { status: 401, challenge: 'Bearer' } }],
      ['expect-query', 'post-response', { [REQUEST]: { atLeast: 1 } }],
      ['expect-oauth', 'post-response', { has: 'active', needs: 'service_client_id' }],
    ];
    const grade = { type: 'grades', attributes: '', created: 'new_grade_id', isFaulty: true };
    const gone = { type: '', attributes: '', mayBeGone: true };
    await Promise.all(
      uses.map(async ([name, stage, parameters]) => {
        scripts[name] = await text(stage, name, parameters);
      }),
    );
    scripts['grade'] = await text('post-response', 'expect-json-api', grade);
    scripts['gone'] = await text('post-response', 'expect-json-api', gone);
    scripts['root'] = await text('post-response', 'expect-query', { [REQUEST]: { address: 'courses' } });
  });
  afterAll(() => sandbox.close());

  const run = async (name: string, scene: Scene, after = '') => {
    const outcome = await sandbox.run(`${scripts[name] ?? ''}${after}`, scene);
    expect(outcome.error).toBe('');
    return outcome;
  };
  const judge = (
    name: string,
    method: string,
    path: string,
    response: object,
    environment: Readonly<Record<string, string>> = {},
  ) =>
    run(name, {
      listen: 'test',
      environment,
      request: { method, url: `https://api.example.com/v1/${path}` },
      response,
    });

  /** Asks what a token is, as the client of that id. */
  const introspect = (code: number, body: Json, service_client_id: string) =>
    run('expect-oauth', {
      listen: 'test',
      environment: { service_client_id },
      request: { method: 'POST', url: 'https://api.example.com/o/introspect/' },
      response: responseWith(code, body),
    });

  it('an identifier has the form of a course identifier, and is another one each time', async () => {
    const made = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const { environment } = await run('make-identifier', {}, SHOW_IDENTIFIER);
      expect(environment['shown']).toMatch(/^PS[A-Z]{2}\d{4}[A-Z]$/);
      made.add(environment['shown'] ?? '');
    }
    expect(made.size).toBe(5);
  });

  it('what was created is kept, with two green tests', async () => {
    const data = { type: 'people', id: 'p-1', attributes: { name: 'A' } };
    const outcome = await judge('expect-json-api', 'POST', 'people/', responseWith(201, { data }));
    expect(outcome.tests).toMatchObject([
      { name: STATUS, passed: true },
      { name: DOCUMENT, passed: true },
    ]);
    expect(outcome.environment).toEqual({ new_person_id: 'p-1' });
  });

  it('an error fails, with what the service says on one line', async () => {
    const response = responseWith(403, { errors: [{ detail: 'Not\nyou.', status: '403' }] });
    const { tests } = await judge('expect-json-api', 'POST', 'people/', response);
    expect(tests).toHaveLength(1);
    expect(tests[0]).toMatchObject({ name: STATUS, passed: false });
    expect(tests[0]?.message).toContain('The API says: Not you.');
  });

  it.each([
    ['POST', 'grades/', 500, '500: this version of the service fails at grades; its fault, not yours'],
    ['GET', `grades/${NOBODY}/`, 404, '404: there is no grade, as Create grade could not make one'],
  ])('what the service can not do with grades is skipped: %s %s', async (method, path, status, name) => {
    const { tests } = await judge('grade', method, path, responseWith(status, { errors: [] }));
    expect(tests).toMatchObject([{ name, skipped: true }]);
  });

  it('any other response of grades is judged', async () => {
    const gone = await judge('grade', 'GET', 'grades/g-1/', responseWith(404, { errors: [] }));
    expect(gone.tests).toMatchObject([{ name: STATUS, passed: false }]);
    const data = { type: 'grades', id: 'g-1', attributes: {} };
    const made = await judge('grade', 'POST', 'grades/', responseWith(201, { data }));
    expect(made.tests.map(({ passed }) => passed)).toEqual([true, true]);
    expect(made.environment).toEqual({ new_grade_id: 'g-1' });
  });

  it.each([
    [204, true],
    [404, true],
    [403, false],
  ])('a deletion at the end whose response is %i passes: %s', async (status, passes) => {
    const { tests } = await judge('gone', 'DELETE', 'people/p-1/', responseWith(status, undefined));
    expect(tests[0]).toMatchObject({ name: STATUS, passed: passes });
  });

  it.each<[string, Json, boolean]>([
    ['data', { data: { courses: 'https://api.example.com/v1/courses/' } }, true],
    ['links', { data: null, links: { courses: 'https://api.example.com/v1/courses/' } }, true],
    ['neither', { data: null }, false],
  ])('the root lists its addresses in %s', async (_, body, passes) => {
    const { tests } = await judge('root', 'GET', '', responseWith(200, body));
    expect(tests[1]).toMatchObject({ name: DOCUMENT, passed: passes });
  });

  it('a failure passes when it is the expected one', async () => {
    const body = { errors: [{ status: '401' }] };
    const challenge = [{ key: 'WWW-Authenticate', value: 'Bearer realm="api"' }];
    const good = await judge('expect-failure', 'GET', 'people/', responseWith(401, body, challenge));
    expect(good.tests).toMatchObject([
      { name: 'It fails with 401, as it should', passed: true },
      { name: 'The response says why', passed: true },
    ]);
    const success = await judge('expect-failure', 'GET', 'people/', responseWith(200, { data: [] }));
    expect(success.tests).toMatchObject([{ name: 'It fails with 401, as it should', passed: false }]);
    const silent = await judge('expect-failure', 'GET', 'people/', responseWith(401, body));
    expect(silent.tests[1]).toMatchObject({ name: 'The response says why', passed: false });
  });

  it('a request whose name no test knows is not judged, and a skipped test says so', async () => {
    scripts['other'] = await text('post-response', 'expect-query', { another: { atLeast: 1 } });
    const { tests } = await judge('other', 'GET', 'people/', responseWith(500, {}));
    expect(tests).toMatchObject([{ name: 'There is no test for a request of this name', skipped: true }]);
  });

  it('a query fails when it finds nothing', async () => {
    const { tests } = await judge('expect-query', 'GET', 'people/', responseWith(200, { data: [] }));
    expect(tests[1]).toMatchObject({ passed: false, message: 'there are 0 objects, not 1 or more' });
  });

  it('an endpoint of the authorization server may reject only what lacks something', async () => {
    expect((await introspect(200, { active: true }, 'c')).tests.map(({ passed }) => passed)).toEqual([
      true,
      true,
    ]);
    expect((await introspect(403, {}, '')).tests).toMatchObject([
      {
        name: '403: "service_client_id" is empty, so the server rejects the request, as it should',
        skipped: true,
      },
    ]);
    expect((await introspect(403, {}, 'c')).tests).toMatchObject([
      { name: 'The response of the authorization server is 200', passed: false },
    ]);
    expect((await introspect(404, {}, 'c')).tests[0]?.message).toContain('OIDC_RSA_PRIVATE_KEY');
    expect((await introspect(200, {}, 'c')).tests[1]).toMatchObject({
      name: 'The response has active',
      passed: false,
      message: 'it lacks active',
    });
  });

  it('a query of a service client that finds nothing is skipped, as such a client creates nothing', async () => {
    const response = responseWith(200, { data: [] });
    const scope = 'auth-none demo-djt-sla-bronze read';
    const { tests } = await judge('expect-query', 'GET', 'people/', response, { scope });
    expect(tests).toMatchObject([{ skipped: true }]);
    const asPerson = await judge('expect-query', 'GET', 'people/', response, { scope: 'openid read' });
    expect(asPerson.tests[1]).toMatchObject({ passed: false });
  });

  it.each(['{{client_secret}}', 'a{{client_secret}}b', '{'])(
    'nothing is kept of the id %j, and a failed test says so',
    async (id) => {
      const data = { type: 'people', id, attributes: { name: 'A' } };
      const response = responseWith(201, { data });
      const { tests, environment } = await judge('expect-json-api', 'POST', 'people/', response, {
        new_person_id: 'p-1',
      });
      expect(environment).toEqual({});
      expect(tests.find(({ passed }) => !passed)?.name).toBe(
        `The server's value for "new_person_id" was not kept`,
      );
    },
  );

  const service = { scope: 'auth-none demo-djt-sla-bronze read create update delete' };
  const SINGLE = 'the service gives a service client 403 for every single object';

  it.each<[string, string, Record<string, string>, string]>([
    ['GET', '{{own_server}}/userinfo/', { own_server: '' }, '"own_server" is empty'],
    [
      'GET',
      '{{own_server}}/userinfo/',
      { ...service, own_server: 'https://x' },
      'there is no person behind the token',
    ],
    ['GET', '{{base_url}}/v1/courses/:id/', service, SINGLE],
    ['PATCH', '{{base_url}}/v1/courses/:id/relationships/course_terms/', service, SINGLE],
    ['POST', '{{base_url}}/v1/courses/', service, 'a service client could not delete what it creates'],
  ])('%s %s with %j is not sent, and a skipped test says why', async (method, url, environment, why) => {
    const [host = '', ...path] = url.split('/');
    const outcome = await run('skip-impossible', {
      environment,
      request: { method, url: { host: [host], path } },
    });
    expect(outcome.skipped).toBe(true);
    expect(outcome.tests).toMatchObject([
      { skipped: true, name: expect.stringContaining(`Not sent: ${why}`) },
    ]);
  });

  it.each<[string, string, Record<string, string>]>([
    ['GET', '{{own_server}}/userinfo/', { own_server: 'https://x', scope: 'openid read' }],
    ['POST', '{{own_server}}/introspect/', { ...service, own_server: 'https://x' }],
    ['GET', '{{base_url}}/v1/courses/', service],
    ['DELETE', '{{base_url}}/v1/courses/:id/', { scope: 'auth-columbia openid delete' }],
    ['POST', '{{base_url}}/v1/courses/', { scope: '' }],
  ])('%s %s with %j is sent', async (method, url, environment) => {
    const [host = '', ...path] = url.split('/');
    const request = { method, url: { host: [host], path } };
    expect(await run('skip-impossible', { environment, request })).toMatchObject({
      skipped: false,
      tests: [],
    });
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
});

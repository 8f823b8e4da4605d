/** Nothing that a collection declares, redirects to or calls in a script makes verify leave the machine. */

import dns from 'node:dns';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { findPostmanCli } from '../../src/engines/find-postman-cli.ts';
import { newmanEngine } from '../../src/engines/newman.ts';
import { postmanCliEngine } from '../../src/engines/postman-cli.ts';
import { runtimeEngine } from '../../src/engines/runtime.ts';
import type { CollectionDeclaration, Example, RequestDeclaration } from '../../src/model/collection.ts';
import { clientCredentials, clientSecretPost } from '../../src/oauth/authorization.ts';
import type { Plan } from '../../src/verify/plan.ts';
import { verifyPositive } from '../../src/verify/positive.ts';
import { planOf } from './plan-of.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The names that this process asks the system for: whoever connects to another machine has to. */
const watchNames = (): string[] => {
  const names: string[] = [];
  const { lookup } = dns;
  vi.spyOn(dns, 'lookup').mockImplementation((...parameters: unknown[]) => {
    const name = String(parameters[0]);
    if (!/^(localhost|127\.0\.0\.1)$/.test(name)) names.push(name);
    return Reflect.apply(lookup, dns, parameters);
  });
  return names;
};

const get = (name: string, url: string, example?: Omit<Example, 'name'>): RequestDeclaration => ({
  kind: 'request',
  name,
  method: 'GET',
  url,
  ...(example && { examples: [{ name: 'Example', ...example }] }),
});

const to = (status: number, location: string) => ({
  status,
  headers: [{ name: 'Location', value: location }],
});

const authorization = clientCredentials({
  tokenEndpoint: 'http://keycloak:8080/token',
  allowHttp: true,
  scope: 'read',
  clientAuthentication: clientSecretPost(),
});

const declaration: CollectionDeclaration = {
  kind: 'collection',
  name: 'Far away',
  authorization,
  variables: [{ name: 'other_host', value: 'variable.example' }],
  items: [
    {
      ...get('plain http', 'http://plain.example/a', { status: 200, body: {} }),
      proxy: { host: 'proxy.example' },
    },
    get('a host in a variable', 'https://{{other_host}}/b', { status: 200, body: {} }),
    get('redirect to another host', 'https://{{host}}/c', to(302, 'https://other.example/x?y=1')),
    get('redirect without a scheme', 'https://{{host}}/d', to(307, '//other.example/y')),
    get('redirect to a host in a variable', 'https://{{host}}/e', to(301, 'http://{{other_host}}/z')),
    get('redirect to a path', 'https://{{host}}/f/g', to(303, '../h')),
    get('redirect to a declared request', 'https://{{host}}/i', to(302, 'https://{{host}}/c')),
    get('redirect to a request with a body', 'https://{{host}}/j', to(302, 'https://{{host}}/k')),
    { ...get('request with a body', 'https://{{host}}/k'), body: { json: { a: 1 } } },
    {
      ...get('redirect that is not followed', 'https://{{host}}/l', to(302, 'https://other.example/m')),
      settings: { followRedirects: false },
    },
  ],
};

const SCRIPT = ['https://script.example/s', 'http://script.example/t'].map(
  (url) => `pm.sendRequest('${url}', (error, response) => pm.test('${url} is held back', () => {
    pm.expect(error ? 403 : response.code).to.equal(403);
  }));`,
);

/** The plan with a script that calls other servers. */
const withCalls = (plan: Plan): Plan => ({
  ...plan,
  emit: async (wanted) => {
    const file: { item: { event?: object[] }[] } = JSON.parse(await plan.emit(wanted));
    const [first] = file.item;
    if (first !== undefined)
      first.event = [...(first.event ?? []), { listen: 'test', script: { exec: SCRIPT } }];
    return JSON.stringify(file);
  },
});

/** Where the Postman CLI is not installed, the others must do. */
const hasCli = await findPostmanCli().then(
  () => true,
  () => false,
);
const engines = [newmanEngine, runtimeEngine, ...(hasCli ? [postmanCliEngine] : [])];

describe.each(engines)('on $name', { timeout: 120_000 }, (engine) => {
  test('a run reaches this machine alone, whatever is declared, and tells who was asked for', async () => {
    vi.stubEnv('NO_PROXY', 'example');
    vi.stubEnv('HTTPS_PROXY', 'http://localhost:1');
    const names = watchNames();
    const held = new Set<string>();
    const { failures, report } = await verifyPositive(
      {
        plan: withCalls(planOf(declaration)),
        engine,
        signal: new AbortController().signal,
        onSecret: () => {},
        onHeld: (host) => held.add(host),
      },
      () => {},
    );
    expect(failures).toEqual([]);
    expect(names).toEqual([]);
    // The Postman CLI asks for newer versions of itself.
    const asked = [...held].filter((host) => !host.endsWith('.pstmn.io:443'));
    expect(asked.toSorted()).toEqual(['script.example', 'script.example:443']);
    expect(report.requests.flatMap(({ assertions }) => assertions)).toHaveLength(2);
    expect(report.requests).toHaveLength(declaration.items.length);
    expect(process.env['NO_PROXY']).toBe('example');
    expect(process.env['HTTPS_PROXY']).toBe('http://localhost:1');
  });
});

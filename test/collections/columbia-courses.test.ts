/** The Columbia collection as a whole: every path and method, media types, scopes, and the environments. */

import { describe, expect, it } from 'vitest';
import collection from '../../collections/columbia-courses.ts';
import local from '../../environments/columbia-courses-local.ts';
import university from '../../environments/columbia-courses-university.ts';
import { foldersOf, requestsOf, type Placed } from './walk.ts';
import { builtHere } from './built-here.ts';

const JSON_API = 'application/vnd.api+json';
const placed = requestsOf(collection);
const folders = foldersOf(collection);
const places = (found: readonly Placed[]): readonly string[] => found.map(({ place }) => place);

const failures = new Set(placed.filter(({ folders: [top] }) => top?.name === 'What goes wrong'));
const header = ({ request }: Placed, name: string): string | undefined =>
  request.headers?.find((each) => each.name === name)?.value;
const toTheApi = placed.filter(({ request }) => request.url.startsWith('{{base_url}}/v1/'));
const regular = toTheApi.filter((each) => !failures.has(each));

/** As the service's own description of itself counts them: 20 paths with 47 operations, and the root. */
const RELATIONS = [
  ['courses', 'course_terms'],
  ['course_terms', 'course'],
  ['course_terms', 'instructors'],
  ['people', 'instructor'],
  ['instructors', 'person'],
  ['instructors', 'course_terms'],
] as const;
const OPERATIONS = [
  'GET /',
  ...['courses', 'course_terms', 'people', 'instructors', 'grades'].flatMap((name) => [
    `GET /${name}/`,
    `POST /${name}/`,
    ...['GET', 'PATCH', 'DELETE'].map((method) => `${method} /${name}/:id/`),
  ]),
  'GET /non-models/',
  'GET /non-models/:id/',
  ...RELATIONS.flatMap(([name, relation]) => [
    `GET /${name}/:id/${relation}/`,
    ...['GET', 'POST', 'PATCH', 'DELETE'].map(
      (method) => `${method} /${name}/:id/relationships/${relation}/`,
    ),
  ]),
];

describe('what the Columbia collection holds', () => {
  it('has every path and method of the API, and no other but those that fail on purpose', () => {
    const sent = regular.map(
      ({ request }) => `${request.method} ${request.url.replace('{{base_url}}/v1', '')}`,
    );
    expect([...new Set(sent)].sort()).toEqual([...OPERATIONS].sort());
  });

  it('offers PUT only as what goes wrong', () => {
    const puts = placed.filter(({ request }) => request.method === 'PUT');
    expect(places(puts)).toEqual(['What goes wrong › 403 for PUT']);
  });

  it('ends every path of the API in a slash, without which the service knows none', () => {
    expect(places(toTheApi.filter(({ request }) => !request.url.endsWith('/')))).toEqual([]);
  });

  it('sends nothing while the address of the service is missing', () => {
    expect(collection.scripts?.preRequest).toEqual(['refuse-bad-address']);
  });

  it('begins with a request that shows whether the login works', () => {
    expect(placed[0]?.request).toMatchObject({ method: 'GET', url: '{{base_url}}/v1/courses/' });
  });

  it('gives no two siblings the same name, and no name a slash', () => {
    for (const items of [collection.items, ...folders.map((folder) => folder.items)]) {
      const names = items.map(({ name }) => name);
      expect(new Set(names).size, names.join(', ')).toBe(names.length);
      expect(names.filter((name) => name.includes('/'))).toEqual([]);
    }
  });

  it('asks for JSON:API in every request, but for the one that shows what happens otherwise', () => {
    const other = toTheApi.filter((each) => header(each, 'Accept') !== JSON_API);
    expect(places(other)).toEqual(['What goes wrong › 406 for another Accept']);
  });

  it('sends JSON:API in every body, but for the one that shows what happens otherwise', () => {
    const withBody = toTheApi.filter(({ request }) => request.body !== undefined);
    expect(withBody.length).toBeGreaterThan(30);
    const other = withBody.filter(({ request }) => {
      const { body } = request;
      return body === undefined || !('json' in body) || body.mediaType !== JSON_API;
    });
    expect(places(other)).toEqual(['What goes wrong › 415 for another Content-Type']);
  });

  it('sends a body with every POST and PATCH, and with every DELETE of a relationship', () => {
    const without = toTheApi.filter(
      ({ request }) =>
        request.body === undefined &&
        (['POST', 'PATCH'].includes(request.method) ||
          (request.method === 'DELETE' && request.url.includes('/relationships/'))),
    );
    expect(places(without)).toEqual([]);
  });

  it('has an example for every request, and a test', () => {
    const untested = placed.filter(({ request, folders: above }) =>
      [request, ...above].every(({ scripts }) => (scripts?.postResponse ?? []).length === 0),
    );
    expect(places(untested)).toEqual([]);
    expect(places(placed.filter(({ request }) => (request.examples ?? []).length === 0))).toEqual([]);
  });
});

describe('the scopes of the Columbia collection', () => {
  const user = 'auth-columbia demo-djt-sla-bronze openid https://api.columbia.edu/scope/group';
  const service = 'auth-none demo-djt-sla-bronze';
  const verbs: Record<string, string> = { GET: 'read', POST: 'create', PATCH: 'update', DELETE: 'delete' };

  it('are declared for every request, for a person and for a service client', () => {
    const demanding = toTheApi.filter(({ request }) => request.scope !== undefined);
    for (const { request, place } of demanding) {
      const verb = verbs[request.method] ?? '';
      expect(request.scope, place).toEqual([`${user} ${verb}`, `${service} ${verb}`]);
    }
    const others = toTheApi.filter((each) => !demanding.includes(each));
    expect(places(others)).toEqual([
      'Get started › What the API offers',
      'What goes wrong › 401 without a token',
      'What goes wrong › 401 with a bad token',
      'What goes wrong › 403 for PUT',
    ]);
  });

  it('are said in the description of every request that needs them', () => {
    const silent = regular.filter(({ request }) => {
      const [first = '', second = ''] = Array.isArray(request.scope) ? request.scope : [];
      const text = request.description ?? '';
      return first !== '' && !(text.includes(`\`${first}\``) && text.includes(`\`${second}\``));
    });
    expect(places(silent)).toEqual([]);
  });

  it('are all asked for at the login, for a person and for a service client', () => {
    expect(collection.authorization).toMatchObject({
      kind: 'authorizationCode',
      pkce: true,
      scope: `${user} read create update delete`,
      clientAuthentication: { kind: 'clientSecretBasic', clientSecret: 'client_secret', optional: true },
      redirectUri: 'https://www.getpostman.com/oauth2/callback',
      serviceClient: {
        clientId: 'service_client_id',
        clientAuthentication: { kind: 'clientSecretBasic', clientSecret: 'service_client_secret' },
        scope: `${service} read create update delete`,
      },
    });
  });
});

describe('the Columbia environments', () => {
  it('have the same variables, of which the secrets have no value', () => {
    expect(Object.keys(local.variables)).toEqual(Object.keys(university.variables));
    const secrets = ['client_secret', 'service_client_secret', 'refresh_token', 'access_token'];
    for (const { variables } of [local, university]) {
      for (const name of secrets) expect(variables).toHaveProperty(name, { kind: 'secret' });
    }
  });

  it('lead to the service and its own authorization server, or to the one of the university', () => {
    expect(local.variables).toMatchObject({
      base_url: 'http://localhost:8000',
      own_server: '{{base_url}}/o',
      token_endpoint: '{{base_url}}/o/token/',
      client_id: 'demo_djt_web_client',
    });
    expect(university.variables).toMatchObject({
      base_url: '',
      own_server: '',
      authorization_endpoint: 'https://oauth-test.cc.columbia.edu/as/authorization.oauth2',
      token_endpoint: 'https://oauth-test.cc.columbia.edu/as/token.oauth2',
      client_id: '',
    });
  });

  it('belong to the collection, which builds with both', async () => {
    const { collections } = await builtHere();
    const columbia = collections.find(({ slug }) => slug === 'columbia-courses');
    expect(columbia?.environments.map(({ slug }) => slug)).toEqual([
      'columbia-courses-local',
      'columbia-courses-university',
    ]);
    const ids = [...(columbia?.artifact.content.matchAll(/"_?id": "([^"]+)"/g) ?? [])].map(([, id]) => id);
    const items = ids.filter((id) => /^[\da-f]{8}-[\da-f]{4}-5/.test(id ?? ''));
    expect(items.length).toBeGreaterThan(300);
    expect(new Set(items).size).toBe(items.length);
  });
});

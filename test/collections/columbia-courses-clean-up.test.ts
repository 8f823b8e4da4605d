/** What a run of the Columbia collection leaves behind on a service that keeps what it's sent: nothing, whatever fails. */

import newman from 'newman';
import type { Json } from 'postsmith';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import local from '../../environments/columbia-courses-local.ts';
import { emitEnvironment } from '../../src/emit/environment.ts';
import { builtHere } from './built-here.ts';
import { startJsonApiService, type Interference, type JsonApiService } from './json-api-service.ts';

/** Every folder that creates, changes and deletes. */
const FOLDERS = ['Prepare', 'Courses', 'Course terms', 'People', 'Instructors', 'Grades', 'Clean up'];

/** Enough of them to see what becomes of a failure. */
const ONE_RESOURCE = ['Prepare', 'Courses', 'Clean up'];

let collection: object;
let service: JsonApiService;

beforeAll(async () => {
  const { collections } = await builtHere();
  const built = collections.find(({ slug }) => slug === 'columbia-courses');
  collection = JSON.parse(built?.artifact.content ?? '{}') as object;
});
beforeEach(async () => {
  service = await startJsonApiService();
});
afterEach(() => service.close());

/** Runs folders as somebody who has a token already; tells what failed. */
const run = (interference: Interference, folder = FOLDERS, scope = ''): Promise<readonly string[]> => {
  service.interfere(interference);
  const { values } = emitEnvironment(local, 'columbia-courses-local');
  const given: Record<string, string> = { base_url: service.url, access_token: 'token', scope };
  const environment = { values: values.map((each) => ({ ...each, value: given[each.key] ?? each.value })) };
  return new Promise((done, fail) => {
    newman.run({ collection, environment, folder, reporters: [] }, (error, summary) => {
      if (error) fail(error);
      else done(summary.run.failures.map(({ source, error: { message } }) => `${source?.name}: ${message}`));
    });
  });
};

const SEEDED = {
  type: 'people',
  id: 'p-1',
  attributes: Object.fromEntries(
    ['name', 'effective_start_date', 'effective_end_date', 'last_mod_user_name', 'last_mod_date'].map(
      (name): [string, Json] => [name, 'seeded'],
    ),
  ),
  relationships: { instructor: { data: null } },
};

describe('a run of the Columbia collection', () => {
  it('leaves nothing behind, and what was there before as it was', async () => {
    service.objects.set(SEEDED.id, SEEDED);
    const before = JSON.stringify([...service.objects]);
    const methods: string[] = [];
    const failures = await run((method) => {
      methods.push(method);
      return undefined;
    });
    expect(failures).toEqual([]);
    expect(methods.filter((method) => method === 'POST').length).toBeGreaterThan(10);
    expect(JSON.stringify([...service.objects])).toBe(before);
  });

  it.each<[string, Interference, string]>([
    [
      'an object can not be changed',
      (method, path) => (method === 'PATCH' && /courses\/[^/]+\/$/.test(path) ? 500 : undefined),
      'Update course: 500 instead of 200',
    ],
    [
      'a relation can not be changed',
      (method, path) => (method !== 'GET' && path.includes('/relationships/') ? 403 : undefined),
      'Add to course_terms: 403 instead of 200 or 204',
    ],
    [
      'something can not be created',
      (method, path) => (method === 'POST' && path === '/v1/instructors/' ? 400 : undefined),
      'Create an instructor: 400 instead of 201',
    ],
  ])('tells it and cleans up all the same, when %s', async (_, interference, failure) => {
    const failures = await run(interference, ONE_RESOURCE);
    expect(
      failures.some((each) => each.startsWith(failure)),
      failures.join('\n'),
    ).toBe(true);
    expect([...service.objects.values()]).toEqual([]);
  });

  it('creates nothing with the token of a service client, and sends nothing that is 403 for it', async () => {
    service.objects.set(SEEDED.id, SEEDED);
    const sent: string[] = [];
    const failures = await run(
      (method, path) => {
        sent.push(method);
        return /^\/v1\/[^/]+\/[^/]+/.test(path) ? 403 : undefined;
      },
      FOLDERS,
      'auth-none demo-djt-sla-bronze read create update delete',
    );
    expect(failures).toEqual([]);
    expect(sent).toEqual(['GET', 'GET', 'GET', 'GET', 'GET']);
    expect([...service.objects.keys()]).toEqual([SEEDED.id]);
  });

  it('deletes at the end what its folder could not delete', async () => {
    let refused = 0;
    const failures = await run((method, path) => {
      if (method !== 'DELETE' || !/^\/v1\/courses\/[^/]+\/$/.test(path) || refused === 1) return undefined;
      refused += 1;
      return 503;
    }, ONE_RESOURCE);
    expect(failures.map((each) => each.replace(/:.*/, ''))).toEqual(['Delete course']);
    expect([...service.objects.values()]).toEqual([]);
  });
});

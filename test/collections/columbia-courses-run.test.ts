/** What the Columbia collection does in a run: its own data, in the order in which it is needed; failures; queries. */

import { describe, expect, it } from 'vitest';
import collection from '../../collections/columbia-courses.ts';
import { NOBODY } from '../../collections/columbia-courses/addresses.ts';
import { requestsOf, type Placed } from './walk.ts';

const placed = requestsOf(collection);
const places = (found: readonly Placed[]): readonly string[] => found.map(({ place }) => place);
const isOf =
  (name: string) =>
  ({ folders: [top] }: Placed): boolean =>
    top?.name === name;
const toTheApi = placed.filter(({ request }) => request.url.startsWith('{{base_url}}/v1/'));
const failures = placed.filter(isOf('What goes wrong'));
const regular = toTheApi.filter((each) => !failures.includes(each));

/** Names of the placeholders in what a request sends. */
const used = ({ request }: Placed): readonly string[] =>
  [
    ...JSON.stringify([request.url, request.pathVariables, request.body, request.query]).matchAll(
      /\{\{(\w+)\}\}/g,
    ),
  ]
    .map(([, name = '']) => name)
    .filter((name) => name.endsWith('_id') && !name.endsWith('client_id'));

/** The variable in which a request's script keeps the id of what was created or listed. */
const keptBy = ({ request, folders: above }: Placed): string | undefined => {
  const listsOrCreates = /\/v1\/[\w-]+\/$/.test(request.url);
  const [use] = [request, ...above.toReversed()].flatMap(({ scripts }) => scripts?.postResponse ?? []);
  const wanted = request.method === 'POST' || request.url.includes('non-models');
  return listsOrCreates && wanted && typeof use === 'object' && 'name' in use ? use.provides?.[0] : undefined;
};

/** Method and what follows the resource's path, of each request of a folder. */
const steps = (name: string) =>
  placed
    .filter(isOf(name))
    .map(({ request }) => `${request.method} ${request.url.split('/').slice(3).join('/')}`);

describe('the own data of the Columbia collection', () => {
  it('is created before it is used: the folders are in the order of a run', () => {
    const kept = new Set<string>();
    const tooEarly = placed.flatMap((each) => {
      const missing = used(each).filter((name) => !kept.has(name));
      const variable = keptBy(each);
      if (variable !== undefined) kept.add(variable);
      return missing.map((name) => `${each.place}: ${name}`);
    });
    expect(tooEarly).toEqual([]);
  });

  it('is created, read, changed, related and deleted, in this order, in each folder', () => {
    expect(steps('Courses')).toEqual([
      'GET ',
      'POST ',
      'GET :id/',
      'PATCH :id/',
      'POST :id/relationships/course_terms/',
      'GET :id/relationships/course_terms/',
      'GET :id/course_terms/',
      'PATCH :id/relationships/course_terms/',
      'DELETE :id/relationships/course_terms/',
      'DELETE :id/',
    ]);
    for (const name of ['Course terms', 'People', 'Instructors', 'Grades']) {
      expect(steps(name).slice(0, 4)).toEqual(['GET ', 'POST ', 'GET :id/', 'PATCH :id/']);
      expect(steps(name).at(-1)).toBe('DELETE :id/');
    }
  });

  it('is all that is ever changed: no request names an id that was listed, or none', () => {
    const changing = toTheApi.filter(
      ({ request }) => ['PATCH', 'PUT', 'DELETE'].includes(request.method) && request.url.includes(':id'),
    );
    expect(changing.length).toBeGreaterThan(30);
    const ids = changing.map(({ request }) => request.pathVariables?.['id']?.value ?? '');
    expect(ids.filter((id) => !/^\{\{(own|new|loose)_\w+_id\}\}$/.test(id))).toEqual([]);
  });

  it('is deleted at the end, every piece of it, what belongs to something before that', () => {
    expect(collection.items.at(-1)?.name).toBe('Clean up');
    const deleted = placed.filter(isOf('Clean up')).flatMap(used);
    const created = placed.flatMap((each) => keptBy(each) ?? []).filter((name) => name !== 'non_model_id');
    expect([...deleted].sort()).toEqual([...new Set(created)].sort());
    expect(deleted.indexOf('own_course_term_id')).toBeLessThan(deleted.indexOf('own_course_id'));
    expect(deleted.indexOf('own_instructor_id')).toBeLessThan(deleted.indexOf('own_person_id'));
    expect(deleted.indexOf('new_grade_id')).toBe(0);
  });

  it('has ids of no object until a request has kept one, so that nothing else can be hit', () => {
    const ids = (collection.variables ?? []).filter(({ name }) => name.endsWith('_id'));
    expect(ids.map(({ name }) => name).sort()).toEqual([...new Set(placed.flatMap(used))].sort());
    expect(ids.filter(({ value }) => value !== NOBODY)).toEqual([]);
  });

  it('has a name of its own wherever two objects may not share one', () => {
    const creating = regular.filter(
      ({ request }) => request.method === 'POST' && !request.url.includes('/relationships/'),
    );
    const unique = creating.filter(({ request }) => JSON.stringify(request.body).includes('{{identifier}}'));
    const types = new Set(unique.map(({ request }) => request.url.split('/')[2]));
    expect([...types].sort()).toEqual(['course_terms', 'courses', 'people']);
    const shared = creating.filter(
      ({ request }) =>
        JSON.stringify(request.body).includes('{{identifier}}') !==
        (request.scripts?.preRequest?.includes('make-identifier') === true),
    );
    expect(places(shared)).toEqual([]);
  });
});

describe('what goes wrong in the Columbia collection', () => {
  it('shows every failure once, with an example of just that status', () => {
    const statuses = failures.map(({ request }) => {
      expect(request.examples).toHaveLength(1);
      expect(request.name).toContain(String(request.examples?.[0]?.status));
      return request.examples?.[0]?.status;
    });
    expect(statuses).toEqual([401, 401, 403, 404, 404, 406, 409, 415, 400, 400, 400, 400, 400]);
  });

  it('expects the status that its example shows', () => {
    const expected = failures.map(({ request }) => [request.name, { status: request.examples?.[0]?.status }]);
    expect(failures[0]?.folders[0]?.scripts?.postResponse).toMatchObject([
      { name: 'expect-failure', parameters: Object.fromEntries(expected) },
    ]);
  });

  it('sends no token where the failure is the token', () => {
    const open = failures.filter(({ request }) => request.authorization === 'none');
    expect(open.map(({ request }) => [request.name, request.headers?.map(({ name }) => name)])).toEqual([
      ['401 without a token', ['Accept']],
      ['401 with a bad token', ['Accept', 'Authorization']],
    ]);
  });
});

describe('queries of the Columbia collection', () => {
  const list = placed.find(({ place }) => place === 'Courses › List courses')?.request.query ?? [];

  it('offers paging, sorting, filters, include and sparse fieldsets at a list, described and not sent', () => {
    const names = list.map(({ name }) => name);
    for (const name of [
      'page[number]',
      'page[size]',
      'sort',
      'filter[search]',
      'filter[course_name.icontains]',
      'filter[course_terms.term_identifier.lt]',
      'filter[school_bulletin_prefix_code.regex]',
      'include',
      'fields[courses]',
    ]) {
      expect(names).toContain(name);
    }
    expect(new Set(names).size).toBe(names.length);
    expect(list.filter(({ enabled, description }) => enabled === true || !description)).toEqual([]);
  });

  it('sends ready ones, each with a test of what it asks for', () => {
    const ready = placed.filter(isOf('Queries'));
    expect(ready.length).toBeGreaterThan(10);
    const parameters = new Set(
      ready.flatMap(({ request }) => (request.query ?? []).map(({ name }) => name.replace(/\[.*/, ''))),
    );
    expect([...parameters].sort()).toEqual(['fields', 'filter', 'include', 'page', 'sort']);
    for (const { request } of ready) {
      expect(request.query?.every(({ enabled }) => enabled !== false)).toBe(true);
    }
    const [use] = ready[0]?.folders[0]?.scripts?.postResponse ?? [];
    const tested = typeof use === 'object' && 'name' in use ? Object.keys(use.parameters ?? {}) : [];
    expect(tested).toEqual(ready.map(({ request }) => request.name));
  });
});

/** Two versions of a service: what came, what went, what is otherwise. */

import { expect, test } from 'vitest';
import { compareRoots } from '../../../src/sources/tastypie/compare.ts';
import { resourceOf } from '../../../src/sources/tastypie/schema.ts';

const ALL = ['get', 'post', 'put', 'patch', 'delete'];
const text = { type: 'string', blank: false, nullable: false, readonly: false, unique: false, help_text: '' };

const schema = (fields: object, more: object = {}) => ({
  allowed_list_http_methods: ALL,
  allowed_detail_http_methods: ALL,
  fields,
  ...more,
});

const rootsOf = (schemas: Readonly<Record<string, ReturnType<typeof schema>>>) => [
  {
    name: 'api',
    path: '/api/v1/',
    resources: Object.entries(schemas).map(([name, each]) => resourceOf(name, `/api/v1/${name}/`, each)),
  },
];

test('what came and went between two versions is told', () => {
  const before = rootsOf({
    gone: schema({}),
    book: schema(
      { title: text, old: text, kind: { ...text, valid_choices: ['a', 'b'] } },
      { filtering: { title: ['exact'] }, ordering: ['title'] },
    ),
  });
  const now = rootsOf({
    added: schema({}),
    book: schema(
      {
        title: { ...text, nullable: true, default: 'x' },
        fresh: text,
        kind: { ...text, valid_choices: ['b', 'c'] },
      },
      { filtering: { title: 1 }, allowed_detail_http_methods: ['get'] },
    ),
  });
  expect(compareRoots(before, now)).toEqual([
    '+ resource /api/v1/added/',
    '- resource /api/v1/gone/',
    '/api/v1/book/  - detail method POST',
    '/api/v1/book/  - detail method PUT',
    '/api/v1/book/  - detail method PATCH',
    '/api/v1/book/  - detail method DELETE',
    '/api/v1/book/  + field fresh',
    '/api/v1/book/  - field old',
    '/api/v1/book/  + field kind: choice c',
    '/api/v1/book/  - field kind: choice a',
    '/api/v1/book/  ~ field title: required true → false',
    '/api/v1/book/  ~ field title: nullable false → true',
    '/api/v1/book/  ~ field title: default none → "x"',
    '/api/v1/book/  + filter title (all)',
    '/api/v1/book/  - filter title (exact)',
    '/api/v1/book/  - ordering title',
  ]);
  expect(compareRoots(now, now)).toEqual([]);
});

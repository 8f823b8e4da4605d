/** How the responses of a JSON:API service are judged: what is good, and a sentence for each thing that is not. */

import type { Json } from 'postsmith';
import { describe, expect, it } from 'vitest';
import { failureProblems } from '../../scripts/post-response/expect-failure.ts';
import { judge, type Expectation } from '../../scripts/post-response/expect-json-api.ts';
import { queryProblems } from '../../scripts/post-response/expect-query.ts';
import { statusProblem, type Response } from '../../scripts/post-response/json-api/response.ts';

const TYPE = 'application/vnd.api+json';
const expectation: Expectation = {
  type: 'books',
  attributes: 'title year',
  relations: { authors: true, series: false },
  created: 'new_book_id',
  unique: 'title',
};
const book = {
  type: 'books',
  id: 'b-1',
  attributes: { title: 'T', year: 2026 },
  relationships: { authors: { data: [{ type: 'people', id: 'p-1' }] }, series: { data: null } },
};
const page = (data: Json) => ({
  links: { first: 'https://example.com/1', last: 'https://example.com/1', next: null, prev: null },
  data,
  meta: { pagination: { page: 1, pages: 1, count: 1 } },
});

const response = (
  method: string,
  path: string,
  status: number,
  body?: Json,
  more: Partial<Response> = {},
): Response => ({
  method,
  path: `/v1/books/${path}`,
  status,
  contentType: TYPE,
  body: body === undefined ? '' : JSON.stringify(body),
  sent: '',
  granted: '',
  ...more,
});

describe('a good response', () => {
  it.each([
    ['a list', response('GET', '', 200, page([book]))],
    ['an empty list', response('GET', '', 200, page([]))],
    ['one object', response('GET', 'b-1/', 200, { data: book })],
    ['an object that was changed', response('PATCH', 'b-1/', 200, { data: book })],
    ['a deletion', response('DELETE', 'b-1/', 204)],
    ['related objects', response('GET', 'b-1/authors/', 200, { data: [{ ...book, type: 'people' }] })],
    ['nothing that is related', response('GET', 'b-1/series/', 200, { data: null })],
    ['a to-many relationship', response('GET', 'b-1/relationships/authors/', 200, { data: [] })],
    [
      'a to-one relationship',
      response('PATCH', 'b-1/relationships/series/', 200, { data: { type: 's', id: '1' } }),
    ],
    [
      'an addition',
      response('POST', 'b-1/relationships/authors/', 200, { data: [{ type: 'people', id: '1' }] }),
    ],
    ['an addition that changes nothing', response('POST', 'b-1/relationships/authors/', 204)],
    ['an addition to what holds one', response('POST', 'b-1/relationships/series/', 405, { errors: [{}] })],
  ])('is %s', (_, given) => {
    expect(judge(given, expectation)).toMatchObject({ statusProblem: '', problems: [] });
  });

  it('keeps the id of what was created', () => {
    const verdict = judge(response('POST', '', 201, { data: book }), expectation);
    expect(verdict).toEqual({ statusProblem: '', problems: [], ids: { new_book_id: 'b-1' } });
  });

  it('keeps the first id of a list where that is asked for, and forgets it when there is none', () => {
    const { created: _, ...rest } = expectation;
    const listing = { ...rest, listed: 'book_id' };
    expect(judge(response('GET', '', 200, page([book])), listing).ids).toEqual({ book_id: 'b-1' });
    expect(judge(response('GET', '', 200, page([])), listing).ids).toEqual({ book_id: '' });
  });

  it('may have another value of what is unique than was sent, but of nothing else', () => {
    const sent = JSON.stringify({ data: { attributes: { title: 'another', year: 2026 } } });
    expect(judge(response('POST', '', 201, { data: book }, { sent }), expectation).problems).toEqual([]);
    const other = JSON.stringify({ data: { attributes: { year: 1999 } } });
    expect(
      judge(response('PATCH', 'b-1/', 200, { data: book }, { sent: other }), expectation).problems,
    ).toEqual(['year is 2026, not 1999 as sent']);
  });
});

describe('a bad response', () => {
  it.each<[string, Response, string]>([
    [
      'of another media type',
      response('GET', '', 200, page([]), { contentType: 'application/json' }),
      `the response's Content-Type is "application/json", not ${TYPE}`,
    ],
    [
      'that is no JSON',
      response('GET', '', 200, undefined, { body: '<p>' }),
      'the response is no JSON object',
    ],
    ['whose data is no list', response('GET', '', 200, page(book)), 'data is no list'],
    [
      'of another type',
      response('GET', 'b-1/', 200, { data: { ...book, type: 'films' } }),
      'data has the type films, not books',
    ],
    ['without an id', response('GET', 'b-1/', 200, { data: { ...book, id: '' } }), 'data has no id'],
    ['without a type', response('GET', 'b-1/', 200, { data: { id: '1' } }), 'data has no type'],
    ['that is null', response('GET', 'b-1/', 200, { data: null }), 'data is no object'],
    [
      'without attributes',
      response('GET', 'b-1/', 200, { data: { type: 'books', id: '1' } }),
      'data has no attributes',
    ],
    [
      'without one attribute',
      response('GET', 'b-1/', 200, { data: { ...book, attributes: { title: '' } } }),
      'data has no attribute year',
    ],
    [
      'without a relationship',
      response('GET', 'b-1/', 200, { data: { ...book, relationships: { series: {} } } }),
      'data has no relationship authors',
    ],
    [
      'with one object for many',
      response('GET', 'b-1/relationships/authors/', 200, { data: null }),
      'data is no list',
    ],
    [
      'with many objects for one',
      response('GET', 'b-1/relationships/series/', 200, { data: [] }),
      'data is no object',
    ],
    ['with a body after a deletion', response('DELETE', 'b-1/', 204, {}), 'the response has a body'],
    [
      'with no error for a method',
      response('POST', 'b-1/relationships/series/', 405, { data: null }),
      '"errors" is no list',
    ],
  ])('%s is told', (_, given, sentence) => {
    expect(judge(given, expectation)).toMatchObject({ statusProblem: '', problems: [sentence] });
  });

  it('without paging is told, number by number', () => {
    const { problems } = judge(response('GET', '', 200, { data: [] }), expectation);
    expect(problems).toEqual([
      'meta.pagination.page is no number',
      'meta.pagination.pages is no number',
      'meta.pagination.count is no number',
      'links.first is missing',
      'links.last is missing',
    ]);
  });

  it.each([
    [401, 'does not accept the token'],
    [403, 'the token lacks a scope, or the person who has signed in a group'],
    [404, 'send the request that creates it first'],
    [406, 'the Accept header must be application/vnd.api+json'],
    [415, 'the Content-Type header must be application/vnd.api+json'],
    [500, 'the service itself failed'],
    [302, 'not the documented response'],
  ])('with the status %i says what to check, and forgets the id', (status, hint) => {
    const verdict = judge(response('POST', '', status, { data: book }), expectation);
    expect(verdict.statusProblem).toContain(`${status} instead of 201: `);
    expect(verdict.statusProblem).toContain(hint);
    expect(verdict).toMatchObject({ problems: [], ids: { new_book_id: '' } });
  });

  const person = 'auth-columbia demo-djt-sla-bronze openid read';
  const service = 'auth-none demo-djt-sla-bronze read create update';

  it.each([
    [
      person,
      'GET',
      '',
      'the scopes of the token are complete, so the person who has signed in is not in the group',
    ],
    [person, 'PATCH', 'b-1/', 'the token lacks the scope update; sign in again and approve it.'],
    [
      service,
      'GET',
      '',
      'the scopes of the token are complete, so the service does not permit this to the client',
    ],
    [service, 'GET', 'b-1/', '403 for every single object, whatever its scopes; sign in as a person.'],
    [service, 'DELETE', 'b-1/relationships/authors/', '403 for every single object'],
    [
      'auth-none demo-djt-sla-bronze read',
      'POST',
      '',
      'lacks the scope create; have it permitted for the client.',
    ],
  ])('that is 403 fits who holds the token: %s, %s %s', (granted, method, path, sentence) => {
    const problem = statusProblem(response(method, path, 403, undefined, { granted }), [200]);
    expect(problem).toContain(sentence);
    expect(problem).not.toContain('approval page');
  });

  it('of a deletion may be 404 where the object may be gone', () => {
    const gone = { type: '', attributes: '', mayBeGone: true };
    for (const status of [204, 404]) {
      expect(judge(response('DELETE', 'b-1/', status), gone)).toEqual({
        statusProblem: '',
        problems: [],
        ids: {},
      });
    }
    expect(judge(response('DELETE', 'b-1/', 403), gone).statusProblem).toContain('403 instead of 204 or 404');
  });

  it('that never came is told as such', () => {
    expect(statusProblem(response('GET', '', 0), [200])).toBe('There was no response.');
  });

  it('is quoted as far as it says why', () => {
    const given = response('POST', '', 400, { errors: [{ detail: 'This field is required.' }] });
    expect(statusProblem(given, [201])).toBe(
      '400 instead of 201: not the documented response. The API says: This field is required.',
    );
  });
});

const errors = (...given: Json[]) => response('GET', '', 401, { errors: given });

describe('a failure that is there to show', () => {
  const error = { detail: 'no', status: '401', source: { pointer: '/data' }, code: 'not_authenticated' };
  const expected = { status: 401, code: 'not_authenticated', challenge: 'Bearer' };

  it('is as expected, also without the code that older versions leave out', () => {
    expect(failureProblems(errors(error), 'Bearer realm="api"', expected)).toEqual([]);
    const { code: _, ...older } = error;
    expect(failureProblems(errors(older), 'Bearer realm="api"', expected)).toEqual([]);
  });

  it.each<[string, Response, string, string]>([
    ['no error object', errors(), 'Bearer', '"errors" holds no error object'],
    [
      'another status',
      errors({ ...error, status: '403' }),
      'Bearer',
      'an error object has the status 403, not 401',
    ],
    [
      'another code',
      errors({ ...error, code: 'other' }),
      'Bearer',
      'an error object has the code other, not not_authenticated',
    ],
    ['no challenge', errors(error), '', 'WWW-Authenticate is "", without Bearer'],
  ])('is not, with %s', (_, given, challenge, sentence) => {
    expect(failureProblems(given, challenge, expected)).toEqual([sentence]);
  });

  it('points to each field', () => {
    const pointers = { status: 400, pointers: '/data/attributes/a /data/attributes/b' };
    const given = errors({ status: '400', source: { pointer: '/data/attributes/a' } });
    expect(failureProblems(given, '', pointers)).toEqual(['no error object points to /data/attributes/b']);
  });
});

const list = (...titles: string[]) => ({ data: titles.map((title) => ({ attributes: { title } })) });

describe('a query', () => {
  it.each<[string, Record<string, unknown>, Parameters<typeof queryProblems>[1]]>([
    ['a number of objects', list('a'), { atLeast: 1, atMost: 1 }],
    ['an order', list('a', 'b', 'b'), { sorted: 'title' }],
    ['a falling order', list('b', 'a'), { sorted: '-title' }],
    ['what is contained', list('Abc'), { contains: { title: 'aBC' } }],
    ['only some attributes', list('a'), { only: 'title' }],
    ['what is included', { data: [], included: [{ type: 'people' }] }, { included: 'people' }],
  ])('gives %s', (_, document, expected) => {
    expect(queryProblems(document, expected)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, Parameters<typeof queryProblems>[1], string]>([
    ['too few objects', list(), { atLeast: 1 }, 'there are 0 objects, not 1 or more'],
    ['too many', list('a', 'b'), { atMost: 1 }, 'there are 2 objects, not 1 or less'],
    ['another order', list('b', 'a'), { sorted: 'title' }, 'the objects are not sorted by title'],
    ['a rising order', list('a', 'b'), { sorted: '-title' }, 'the objects are not sorted by -title'],
    [
      'what was filtered out',
      list('a', 'x'),
      { contains: { title: 'a' } },
      'title is "x", which does not hold "a"',
    ],
    ['other attributes', list('a'), { only: 'year' }, 'the attributes are title, not year'],
    ['nothing included', list('a'), { included: 'people' }, 'nothing of the type people is included'],
    ['no list', { data: null }, {}, 'data is no list'],
  ])('is not, with %s', (_, document, expected, sentence) => {
    expect(queryProblems(document, expected)).toEqual([sentence]);
  });
});

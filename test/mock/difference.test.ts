/** Telling apart declared requests that have one method and path. */

import { get, post, type Json } from 'postsmith';
import { describe, expect, it } from 'vitest';
import { differenceOf, type ReceivedRequest } from '../../src/mock/difference.ts';

const URL_TEXT = 'https://{{host}}/books';
const JSON_API = 'application/vnd.api+json';

const arrived = (query: string, body: Json | string = '', more: Partial<ReceivedRequest> = {}) => ({
  query: new URLSearchParams(query),
  accept: JSON_API,
  contentType: 'application/json',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...more,
});

const query = (...pairs: readonly (readonly [string, string])[]) =>
  get({
    name: 'query',
    url: URL_TEXT,
    query: [
      ...pairs.map(([name, value]) => ({ name, value })),
      { name: 'not_sent', value: 'x', enabled: false },
    ],
  });

const body = (json: Json, mediaType?: string) =>
  post({ name: 'body', url: URL_TEXT, body: mediaType === undefined ? { json } : { json, mediaType } });

describe('differenceOf', () => {
  it.each([
    ['no query', query(), ''],
    ['a name alone', get({ name: 'alone', url: URL_TEXT, query: [{ name: 'wsdl', value: null }] }), 'wsdl'],
    ['the query', query(['sort', '-title'], ['page[size]', '2']), 'page%5Bsize%5D=2&sort=-title'],
    ['a query with a placeholder, whatever it has become', query(['id', '{{book_id}}']), 'id=7'],
  ])('is 0 for %s', (_what, declared, sent) => {
    expect(differenceOf(declared, arrived(sent), {})).toBe(0);
  });

  it.each([
    ['a parameter that did not arrive', query(['sort', 'title']), '', 1],
    ['another value', query(['sort', 'title']), 'sort=year', 1],
    ['a parameter that is not declared', query(), 'sort=title', 1],
    ['a placeholder that did not arrive, and another parameter', query(['id', '{{id}}']), 'sort=title', 2],
  ])('counts %s', (_what, declared, sent, expected) => {
    expect(differenceOf(declared, arrived(sent), {})).toBe(expected);
  });

  it.each<[string, Json, Json | string, number]>([
    ['the same body', { a: { b: 1, c: [true, null] } }, { a: { b: 1, c: [true, null] } }, 0],
    ['a placeholder that became a text', { id: '{{id}}' }, { id: 'b-1' }, 0],
    ['another value', { a: 1 }, { a: 2 }, 1],
    ['a value that is missing, and one that is too much', { a: 1 }, { b: 1 }, 2],
    ['a placeholder that is missing', { id: '{{id}}' }, {}, 2],
    ['an empty object for one with something in it', { a: {} }, { a: { b: 1 } }, 2],
    ['what is no JSON', { a: 1 }, 'nothing', 1],
  ])('counts in a body %s', (_what, declared, sent, expected) => {
    expect(differenceOf(body(declared), arrived('', sent), {})).toBe(expected);
  });

  it('counts another Accept and another Content-Type, with placeholders filled', () => {
    const headers = [{ name: 'Accept', value: '{{type}}' }];
    const declared = { ...body({}, JSON_API), headers };
    const sent = arrived('', {}, { contentType: `${JSON_API}; charset=utf-8` });
    expect(differenceOf(declared, sent, { type: JSON_API })).toBe(0);
    expect(differenceOf(declared, sent, { type: 'text/html' })).toBe(1);
    expect(differenceOf(declared, arrived('', {}), { type: 'text/html' })).toBe(2);
  });

  it('counts no Content-Type of a request that has no body', () => {
    expect(differenceOf(query(), arrived('', '', { contentType: undefined }), {})).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { RequestDeclaration } from 'postsmith';
import { findRoute, routesOf } from '../../src/mock/route.ts';
import { request } from './fixture.ts';

const sent = (item: RequestDeclaration) => ({ item, authorization: undefined });

const values = { area: 'north', folder: '/a/b', id: '' };
const route = (urls: readonly string[], path: string) => {
  const requests = urls.map((url, index) => request('GET', url, { name: String(index) }));
  const match = findRoute(routesOf(requests.map(sent), values, 'https://localhost:1'), 'GET', path);
  return match.found === 'request' ? [match.request.name, ...match.variables] : match.found;
};

describe('findRoute', () => {
  it.each([
    ['a path', ['https://{{h}}/a/b'], '/a/b', ['0']],
    ['no path at all', ['https://{{h}}'], '/', ['0']],
    ['a path variable', ['https://{{h}}/a/:id'], '/a/7', ['0', '7']],
    ['a path variable that ends at a dot', ['https://{{h}}/a/:id.tar.gz'], '/a/7.tar.gz', ['0', '7']],
    ['a colon within a segment, which is no variable', ['https://{{h}}/a:batch'], '/a:batch', ['0']],
    ['a placeholder within a segment', ['https://{{h}}/v{{n}}.json'], '/v2.json', ['0', '2']],
    ['a placeholder for a segment', ['https://{{h}}/{{area}}'], '/x', ['0', 'x']],
    ['characters of a pattern', ['https://{{h}}/a.b(c)/{{id}}+'], '/a.b(c)/1+', ['0', '1']],
    ['what Postman escapes', ['https://{{h}}/a b/ü'], '/a%20b/%C3%BC', ['0']],
    ['a broken escape', ['https://{{h}}/100%'], '/100%', ['0']],
    ['the path with fewer variables', ['https://{{h}}/a/:id', 'https://{{h}}/a/schema'], '/a/schema', ['1']],
    ['the first of equals', ['https://{{h}}/a/:id', 'https://{{h}}/a/:key'], '/a/x', ['0', 'x']],
    ['an empty variable', ['https://{{h}}/a/:id/', 'https://{{h}}/a/'], '/a//', ['0', '']],
  ])('knows %s', (_what, urls, path, expected) => {
    expect(route(urls, path)).toEqual(expected);
  });

  it.each(['/a', '/a/b/', '/a/b/c', '/A/b', '/axb', '/'])('does not take %s for /a/b', (path) => {
    expect(route(['https://{{h}}/a/b'], path)).toBe('nothing');
  });

  it('takes a dot for a dot', () => {
    expect(route(['https://{{h}}/a.{{id}}'], '/ax1')).toBe('nothing');
  });

  it('follows a variable that stands for several segments', () => {
    expect(route(['https://{{h}}/v1{{folder}}/c'], '/v1/a/b/c')).toEqual(['0']);
  });

  it('takes the request that differs least, of those with as few variables', () => {
    const requests = ['first', 'second', 'third'].map((name) =>
      request('GET', 'https://{{h}}/a/:id', { name }),
    );
    const routes = routesOf(requests.map(sent), values, 'https://localhost:1');
    const found = (differences: Record<string, number>) =>
      findRoute(routes, 'GET', '/a/7', ({ name }) => differences[name] ?? 0);
    expect(found({ first: 2, second: 1, third: 1 })).toMatchObject({ request: { name: 'second' } });
    expect(found({})).toMatchObject({ request: { name: 'first' } });
  });

  it('names the methods of a path that has others', () => {
    const requests = [
      request('GET', 'https://{{h}}/a'),
      request('PUT', 'https://{{h}}/a'),
      request('GET', 'https://{{h}}/a'),
    ];
    expect(findRoute(routesOf(requests.map(sent), {}, 'https://localhost:1'), 'POST', '/a')).toEqual({
      found: 'path',
      methods: ['GET', 'PUT'],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { declaredValues, locate } from '../../src/mock/locate.ts';
import { collection, environment } from './fixture.ts';

const ORIGIN = 'https://localhost:4433';

const declared = {
  base_url: 'https://api.example.com/v1',
  bare_base: 'api.example.com/v2/',
  empty_base: '',
  made_base: 'https://{{host}}/v3',
  mixed_base: 'https://{{region}}.example.com/v4',
  own_base: '{{own_base}}/v5',
};

describe('a declared URL', () => {
  it.each([
    ['https://{{host}}/a/:id/', '/a/:id/', { host: 'localhost:4433' }],
    ['HTTPS://{{host}}/a', '/a', { host: 'localhost:4433' }],
    ['https://{{host}}', '', { host: 'localhost:4433' }],
    ['{{scheme}}://{{host}}/a', '/a', { scheme: 'https', host: 'localhost:4433' }],
    ['https://{{host}}:{{port}}/a', '/a', { host: 'localhost', port: '4433' }],
    ['https://{{host}}/{{area}}/a?limit=20#top', '/{{area}}/a', { host: 'localhost:4433' }],
    ['{{base_url}}/a', '/v1/a', { base_url: `${ORIGIN}/v1` }],
    ['{{bare_base}}a', '/v2/a', { bare_base: `${ORIGIN}/v2/` }],
    ['{{empty_base}}/a', '/a', { empty_base: ORIGIN }],
    ['{{unknown_base}}/a', '/a', { unknown_base: ORIGIN }],
    ['{{made_base}}/a', '/v3/a', { host: 'localhost:4433' }],
    ['{{mixed_base}}/a', '/v4/a', { mixed_base: `${ORIGIN}/v4` }],
    ['{{own_base}}/a', '/v5/a', { own_base: ORIGIN }],
  ])('%s leads to %s by its variables', (url, path, values) => {
    expect(locate(url, declared, ORIGIN)).toEqual({ path, values, fixed: false });
  });

  it.each([
    ['https://api.example.com/a/{{id}}?x=1', '/a/{{id}}'],
    ['http://{{host}}/a', '/a'],
    ['https://{{host}}:8443/a', '/a'],
    ['https://{{region}}.example.com/a', '/a'],
    ['{{scheme}}://api.example.com/a', '/a'],
    ['https://api.example.com', ''],
    ['api.example.com/a', '/a'],
  ])('%s is fixed, as no variable can point it elsewhere', (url, path) => {
    expect(locate(url, declared, ORIGIN)).toEqual({ path, values: {}, fixed: true });
  });
});

describe('declared values', () => {
  it("are the environment's before the collection's, and nothing for a secret", () => {
    const variables = [
      { name: 'base_url', value: 'https://a' },
      { name: 'area', value: 'north' },
    ];
    const values = declaredValues(
      collection([], { variables }),
      environment({ base_url: '', key: { kind: 'secret' } }),
    );
    expect(values).toEqual({ base_url: '', area: 'north', key: '' });
    expect(declaredValues(collection([], {}), undefined)).toEqual({});
  });
});

import { describe, expect, test } from 'vitest';
import {
  asIdentity,
  bearerJwt,
  defineCollection,
  folder,
  get,
  signedJwt,
  type AuthorizationDeclaration,
  type ItemDeclaration,
} from 'postsmith';
import type { Authorization } from '../../src/oauth/authorization.ts';
import { isFolder, requestsIn } from '../../src/model/items.ts';
import { indexCollection } from '../../src/format/read-collection.ts';
import { onlyRequest, sampleOf } from '../../src/verify/sample.ts';

const request = (name: string, auth?: string) => ({
  id: name,
  name,
  request: { method: 'GET', url: 'https://{{host}}/', ...(auth !== undefined && { auth: { type: auth } }) },
});
const collection = (...item: object[]): string =>
  JSON.stringify({ info: { name: 'C' }, event: ['kept'], item });
const names = (text: string): readonly (string | undefined)[] =>
  indexCollection(text).items.map(({ path }) => path.at(-1));

const login = (identity: string) =>
  asIdentity(
    identity,
    bearerJwt({ jwt: signedJwt({ algorithm: 'HS256', lifetime: 60, audience: 'a', issuer: 'b' }) }),
  );
const [admin, reader] = [login('admin'), login('reader')];
const read = (name: string, authorization?: AuthorizationDeclaration) =>
  get({ name, url: 'https://{{host}}/', ...(authorization !== undefined && { authorization }) });

/** Names of a sample of these items, which are sent as the admin unless they say otherwise. */
const sampled = (items: readonly ItemDeclaration[], identity: Authorization | undefined = admin) => {
  const declaration = defineCollection({ name: 'C', authorization: admin, items });
  const file = collection(
    ...items.map((item) =>
      isFolder(item)
        ? { name: item.name, item: requestsIn(item.items).map(({ name }) => request(name)) }
        : request(item.name),
    ),
  );
  return sampleOf(file, { declaration, identity });
};

describe('a sample', () => {
  test('is the first three requests that log in, out of their folders', () => {
    const sample = sampled([folder('F', [read('a', 'none'), read('b')]), read('c'), read('d'), read('e')]);
    expect(names(sample)).toEqual(['b', 'c', 'd']);
    expect(JSON.parse(sample)).toMatchObject({ info: { name: 'C' }, event: ['kept'] });
  });

  test('is of the requests of one identity', () => {
    const items = [
      read('a'),
      folder('F', [read('b'), read('c', admin), read('d')], { authorization: reader }),
      read('e', 'inherit'),
    ];
    expect(names(sampled(items, reader)).slice(0, 2)).toEqual(['b', 'd']);
    expect(names(sampled(items))).toEqual(['a', 'c', 'e']);
  });

  test('of fewer than three requests repeats them under other ids', () => {
    const { items } = indexCollection(sampled([read('a'), read('b')]));
    expect(items.map(({ path }) => path[0])).toEqual(['a', 'b', 'a']);
    expect(new Set(items.map(({ id }) => id)).size).toBe(3);
  });

  test('of nothing is nothing', () => {
    expect(names(sampled([read('a', 'none')]))).toEqual([]);
  });
});

describe('one request', () => {
  const file = collection({ name: 'F', item: [request('a', 'noauth'), request('b')] }, request('c'));

  test('is found by its place, out of its folder, with the collection around it', () => {
    expect(names(onlyRequest(file, 1))).toEqual(['b']);
    expect(names(onlyRequest(file, 2))).toEqual(['c']);
    expect(JSON.parse(onlyRequest(file, 0))).toMatchObject({ info: { name: 'C' }, event: ['kept'] });
  });

  test('that is not there is nothing', () => {
    expect(names(onlyRequest(file, 3))).toEqual([]);
  });
});

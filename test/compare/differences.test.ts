/** What a person has done to a collection, by place and kind. */

import { expect, test } from 'vitest';
import type { Difference } from '../../src/compare/differences.ts';
import { differencesBetween } from '../../src/compare/differences.ts';
import { partsOfCollection } from '../../src/compare/parts.ts';
import { secretsIn } from '../../src/compare/secrets.ts';
import { at, compared, sample, type Members } from './sample.ts';

type Edit = (collection: Members) => void;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const requests = (collection: Members, folder: number): unknown[] =>
  list(at(collection, 'item', folder, 'item'));
const request = (collection: Members, folder: number, position: number): Members =>
  at(collection, 'item', folder, 'item', position, 'request');

const EDITS: readonly (readonly [string, Edit, readonly Difference[]])[] = [
  [
    'a script that was edited, with its first line that differs',
    (each) => list(at(each, 'event', 0, 'script')['exec']).splice(1, 1, 'steal(a);'),
    [{ place: [], part: 'collection', kind: 'changed', what: 'pre-request script', detail: 'line 2' }],
  ],
  [
    'a script that was added, and one that was removed',
    (each) => {
      list(each['event']).pop();
      Object.assign(at(each, 'item', 0, 'item', 1), {
        event: [{ listen: 'test', script: { exec: ['x();'] } }],
      });
    },
    [
      { place: [], part: 'collection', kind: 'removed', what: 'post-response script' },
      { place: ['Read', 'One'], part: 'request', kind: 'added', what: 'post-response script' },
    ],
  ],
  [
    'an auth that was changed, and one of its own',
    (each) => {
      Object.assign(each, { auth: { type: 'noauth' } });
      Object.assign(request(each, 0, 1), { auth: { type: 'noauth' } });
    },
    [
      { place: [], part: 'collection', kind: 'changed', what: 'auth' },
      { place: ['Read', 'One'], part: 'request', kind: 'added', what: 'auth' },
    ],
  ],
  [
    'variables that were filled in, changed, added and removed',
    (each) =>
      Object.assign(each, {
        variable: [
          { key: 'host', value: 'a.example' },
          { key: 'more', value: '' },
        ],
      }),
    [
      { place: [], part: 'collection', kind: 'filled in', what: 'variable "host"' },
      { place: [], part: 'collection', kind: 'removed', what: 'variable "size"' },
      { place: [], part: 'collection', kind: 'added', what: 'variable "more"' },
    ],
  ],
  [
    'all that a request says',
    (each) => {
      Object.assign(request(each, 0, 0), { method: 'PUT', header: [], description: 'new' });
      Object.assign(at(each, 'item', 0, 'item', 0), { response: [], protocolProfileBehavior: {} });
      Object.assign(request(each, 1, 0), {
        body: { mode: 'raw', raw: '{"a":2}', options: { raw: { language: 'json' } } },
        url: 'https://evil.example/create',
      });
    },
    [
      { place: ['Read', 'List'], part: 'request', kind: 'removed', what: 'settings' },
      { place: ['Read', 'List'], part: 'request', kind: 'changed', what: 'method' },
      { place: ['Read', 'List'], part: 'request', kind: 'removed', what: 'headers' },
      { place: ['Read', 'List'], part: 'request', kind: 'removed', what: 'example "Two"' },
      { place: ['Read', 'List'], part: 'request', kind: 'added', what: 'description' },
      { place: ['Write', 'Create'], part: 'request', kind: 'changed', what: 'URL' },
      { place: ['Write', 'Create'], part: 'request', kind: 'changed', what: 'body' },
    ],
  ],
  [
    'a parameter that was switched on',
    (each) => Object.assign(at(request(each, 0, 1), 'url', 'query', 1), { disabled: false }),
    [{ place: ['Read', 'One'], part: 'request', kind: 'changed', what: 'URL' }],
  ],
  [
    'a request that was removed, and one that was added',
    (each) => requests(each, 0).splice(1, 1, { name: 'New', request: 'https://{{host}}/new' }),
    [
      { place: ['Read', 'One'], part: 'request', kind: 'removed' },
      { place: ['Read', 'New'], part: 'request', kind: 'added' },
    ],
  ],
  [
    'a folder that was removed with all in it, and one that was added',
    (each) =>
      list(each['item']).splice(1, 1, { name: 'Other', item: [{ name: 'New', request: 'https://x' }] }),
    [
      { place: ['Write'], part: 'folder', kind: 'removed' },
      { place: ['Other'], part: 'folder', kind: 'added' },
    ],
  ],
  [
    'a request that was renamed',
    (each) => Object.assign(at(each, 'item', 0, 'item', 1), { name: 'Single' }),
    [{ place: ['Read', 'One'], part: 'request', kind: 'renamed', detail: 'Single' }],
  ],
  [
    'a folder that was renamed: what lies in it stays where it is',
    (each) => Object.assign(at(each, 'item', 0), { name: 'Reading' }),
    [{ place: ['Read'], part: 'folder', kind: 'renamed', detail: 'Reading' }],
  ],
  [
    'a request that was moved to another folder, and one to the top',
    (each) => {
      requests(each, 1).push(...requests(each, 0).splice(1, 1));
      list(each['item']).push(...requests(each, 0).splice(0, 1));
    },
    [
      { place: ['Read', 'List'], part: 'request', kind: 'moved', detail: '' },
      { place: ['Read', 'One'], part: 'request', kind: 'moved', detail: 'Write' },
    ],
  ],
  [
    'another order',
    (each) => list(each['item']).reverse(),
    [{ place: [], part: 'collection', kind: 'reordered' }],
  ],
];

const withoutIds = (collection: Members): Members =>
  JSON.parse(
    JSON.stringify(collection, (name, value: unknown) => (name === 'id' ? undefined : value)),
  ) as Members;

test.each(EDITS)('tells %s', (_what, edit, differences) => {
  const collection = sample();
  edit(collection);
  expect(compared(collection)).toEqual(differences);
});

test.each(EDITS)('tells %s also where all ids are new', (_what, edit, differences) => {
  const collection = sample();
  edit(collection);
  expect(compared(withoutIds(collection))).toEqual(differences);
});

test('requests of the same name are told apart by their order', () => {
  const twice = sample();
  requests(twice, 0).push(at(sample(), 'item', 0, 'item', 1));
  Object.assign(request(twice, 0, 2), { method: 'HEAD' });
  const found = withoutIds(twice);
  Object.assign(request(found, 0, 2), { method: 'OPTIONS' });
  expect(compared(found, twice)).toEqual([
    { place: ['Read', 'One'], part: 'request', kind: 'changed', what: 'method' },
  ]);
});

test('ten thousand requests that were all renamed are found by what they say', () => {
  const many = {
    ...sample(),
    item: Array.from({ length: 10_000 }, (_, at_) => ({
      name: `Request ${at_}`,
      id: `id-${at_}`,
      request: { method: 'GET', url: `https://{{host}}/${at_}` },
    })),
  };
  const found = withoutIds({
    ...many,
    item: many.item.map((each) => ({ ...each, name: `Renamed ${each.id}` })),
  });
  const differences = differencesBetween(partsOfCollection(found), partsOfCollection(many));
  expect(differences).toHaveLength(10_000);
});

test('a secret is told by its place, never by its value, in lists of lines and in one text', () => {
  const secret = 'sk_live_0123456789abcdefghij';
  const collection = sample();
  Object.assign(at(collection, 'variable', 0), { value: secret });
  Object.assign(at(collection, 'item', 0, 'item', 1), {
    event: [{ listen: 'test', script: { exec: `pm.environment.set("client_secret", "k39fjw02jf9w");` } }],
  });
  const found = secretsIn(collection, []);
  expect(found).toEqual([
    { place: [], part: 'collection', kind: 'secret', what: 'a Stripe key', detail: 'variable[0].value' },
    {
      place: ['Read', 'One'],
      part: 'request',
      kind: 'secret',
      what: 'a value of client_secret',
      detail: 'event[0].script.exec',
    },
  ]);
  expect(secretsIn(collection, [secret])).toHaveLength(1);
});

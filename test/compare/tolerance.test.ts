/** What Postman's export changes, and what is no difference. */

import sdk from 'postman-collection';
import { expect, test } from 'vitest';
import { at, compared, edited, sample, type Members } from './sample.ts';

/** Calls back with every object in a value. */
const everywhere = (value: unknown, visit: (object: Members) => void): void => {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) visit(value as Members);
  for (const inner of Object.values(value)) everywhere(inner, visit);
};

const CHANGES: readonly (readonly [string, (collection: Members) => void])[] = [
  ['nothing', () => undefined],
  [
    'new ids, and who has exported it',
    (collection) => {
      Object.assign(at(collection, 'info'), {
        _postman_id: 'another',
        _exporter_id: '4711',
        _collection_link: 'https://go.postman.co/collection/1',
      });
      everywhere(collection['item'], (each) => {
        delete each['id'];
      });
    },
  ],
  [
    'the order of members',
    (collection) =>
      everywhere(collection, (each) => {
        const entries = Object.entries(each).toReversed();
        for (const [name] of entries) delete each[name];
        Object.assign(each, Object.fromEntries(entries));
      }),
  ],
  [
    'scripts as one text, with other ends of lines, and packages',
    (collection) =>
      everywhere(collection, (each) => {
        if (!Array.isArray(each['exec'])) return;
        Object.assign(each, { exec: `${each['exec'].join('\r\n')}\r\n`, packages: {}, requests: {} });
      }),
  ],
  [
    'empty scripts, lists, bodies and settings',
    (collection) => {
      const empty = { exec: [''], type: 'text/javascript', packages: {} };
      const events = ['prerequest', 'test'].map((listen) => ({ listen, script: empty }));
      Object.assign(at(collection, 'item', 0), {
        event: events,
        variable: [],
        protocolProfileBehavior: {},
      });
      Object.assign(at(collection, 'item', 0, 'item', 1, 'request'), { body: { mode: 'raw', raw: '' } });
      Object.assign(at(collection, 'item', 0, 'item', 1), { event: events });
      delete at(collection, 'item', 1, 'item', 0, 'request')['header'];
    },
  ],
  [
    'a setting that Postman sets by itself',
    (collection) =>
      Object.assign(at(collection, 'item', 0, 'item', 0), {
        protocolProfileBehavior: { disableBodyPruning: true, followRedirects: false },
      }),
  ],
  [
    'descriptions as objects, types of fields, ids of variables',
    (collection) => {
      Object.assign(at(collection, 'info'), {
        description: { content: 'All of them.', type: 'text/markdown' },
      });
      everywhere(collection, (each) => {
        if ('key' in each && !('type' in each)) each['type'] = 'text';
      });
      Object.assign(at(collection, 'variable', 0), { id: 'x', type: 'default' });
    },
  ],
  [
    'an auth as v2.0 has it',
    (collection) =>
      Object.assign(collection, { auth: { type: 'bearer', bearer: { token: '{{access_token}}' } } }),
  ],
  [
    'what is derived from an address, and empty path variables',
    (collection) => {
      const url = at(collection, 'item', 1, 'item', 0, 'request', 'url');
      delete url['host'];
      Object.assign(url, { protocol: 'https', query: [], variable: [{ key: 'id', value: null }] });
    },
  ],
];

test.each(CHANGES)('%s: no difference', (_what, change) => {
  const collection = sample();
  change(collection);
  expect(compared(collection)).toEqual([]);
});

test("what Postman's own library writes is no difference, with all ids new", () => {
  const collection = edited(sample(), (text) => text.replaceAll(/"id":"[^"]*",?/g, ''));
  // The library takes what the format declares; its type wants less.
  const written = new sdk.Collection(collection as never).toJSON() as unknown as Members;
  expect(compared(written)).toEqual([]);
});

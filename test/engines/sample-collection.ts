/** A collection with everything that can happen to a request. */

interface SampleScripts {
  readonly before?: string;
  readonly after?: string;
  readonly url?: string;
}

const event = (listen: string, code: string | undefined) =>
  code === undefined ? [] : [{ listen, script: { type: 'text/javascript', exec: [code] } }];

export const sampleRequest = (
  name: string,
  { before, after, url = 'https://{{host}}/ok' }: SampleScripts = {},
) => ({
  id: `id of ${name}`,
  name,
  event: [...event('prerequest', before), ...event('test', after)],
  request: { method: 'GET', header: [], url },
  response: [],
});

export const sampleFolder = (name: string, item: readonly object[]) => ({ id: `id of ${name}`, name, item });

export const collectionOf = (...item: object[]): string =>
  JSON.stringify({
    info: {
      _postman_id: 'sample',
      name: 'Sample',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item,
  });

const GOOD = sampleFolder('Good', [
  sampleRequest('Plain', {
    url: 'https://{{host}}/items/:id?secret=1',
    after: `pm.test('is 200', () => pm.response.to.have.status(200)); pm.test.skip('later', () => {});`,
  }),
]);

const BAD = sampleFolder('Bad', [
  sampleRequest('Failing test', { after: `pm.test('is 201', () => pm.response.to.have.status(201));` }),
  sampleRequest('Failing asynchronous test', {
    after: `pm.test('later', (done) => { setTimeout(() => done(new Error('no')), 5); });`,
  }),
  sampleRequest('Refused by a script', {
    before: `pm.test('No key', () => { throw new Error('client_private_key is empty'); }); pm.execution.skipRequest();`,
  }),
  sampleRequest('Skipped silently', { before: `pm.execution.skipRequest();` }),
  sampleRequest('Throws before', { before: `throw new TypeError('before');` }),
  sampleRequest('Throws after', { after: `throw new TypeError('after');` }),
  sampleRequest('No JavaScript', { before: `this is none` }),
  sampleRequest('Timer throws', { before: `setTimeout(() => { throw new Error('timer'); }, 5);` }),
  sampleRequest('Callback throws', {
    before: `pm.sendRequest('https://' + pm.environment.get('host') + '/side', () => { throw new Error('callback'); });`,
  }),
  sampleRequest('Too slow', { url: 'https://{{host}}/slow' }),
  sampleRequest('Nobody listens', { url: 'https://localhost:1/' }),
  sampleRequest('Repeated once', {
    after: `if (!pm.variables.get('again')) { pm.variables.set('again', 'x'); pm.execution.setNextRequest(pm.info.requestId); }`,
  }),
]);

/** Everything that ends the same way on every engine. */
export const SAMPLE = collectionOf(
  {
    ...GOOD,
    item: GOOD.item.map((item) => ({
      ...item,
      request: {
        method: 'GET',
        header: [],
        url: {
          raw: 'https://{{host}}/items/:id?secret=1',
          protocol: 'https',
          host: ['{{host}}'],
          path: ['items', ':id'],
          query: [{ key: 'secret', value: '1' }],
          variable: [{ key: 'id', value: '7' }],
        },
      },
    })),
  },
  BAD,
);

import { expect, test } from 'vitest';
import { defineCollection, get } from 'postsmith';
import { emitCollection } from '../../src/emit/collection.ts';
import { requestProblems } from '../check/checking.ts';

const emitted = (fields: object): unknown => {
  const declaration = defineCollection({
    name: 'A',
    items: [get({ name: 'R', url: 'https://a.example/', ...fields })],
  });
  const { item } = emitCollection(declaration, 'a', { text: () => '', requireScope: () => '' });
  return item[0] !== undefined && 'request' in item[0] ? item[0].request : undefined;
};

test('a proxy has the defaults of the format', () => {
  expect(emitted({ proxy: { host: 'proxy.example' } })).toMatchObject({
    proxy: { match: 'http+https://*/*', host: 'proxy.example', port: 8080, tunnel: false },
  });
  expect(emitted({ proxy: { host: 'p', port: 1, match: '*', tunnel: true, enabled: false } })).toMatchObject({
    proxy: { match: '*', host: 'p', port: 1, tunnel: true, disabled: true },
  });
});

test('a certificate is paths', () => {
  expect(
    emitted({
      certificate: { name: 'c', matches: ['*'], key: 'k.pem', certificate: 'c.pem', passphrase: '{{p}}' },
    }),
  ).toMatchObject({
    certificate: {
      name: 'c',
      matches: ['*'],
      key: { src: 'k.pem' },
      cert: { src: 'c.pem' },
      passphrase: '{{p}}',
    },
  });
});

test.each<[string, object, string]>([
  ['a proxy without a host', { proxy: {} }, 'proxy.host is missing; it must be text'],
  [
    'a port that is none',
    { proxy: { host: 'p', port: 70_000 } },
    'proxy.port must be a port from 1 to 65535, but is the number 70000',
  ],
  [
    'a certificate in clear',
    { certificate: { key: '-----BEGIN PRIVATE KEY-----', certificate: 'c' } },
    'certificate.key must be the path of a PEM file, not what is in it',
  ],
  [
    'a passphrase in clear',
    { certificate: { key: 'k', certificate: 'c', passphrase: 'hunter2' } },
    'certificate.passphrase is a secret; write {{a_variable}} and declare that one with secret()',
  ],
])('%s is told', (_, fields, problem) => {
  expect(requestProblems(fields)).toEqual([problem]);
});

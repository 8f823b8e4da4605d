/** Presets and grants that untyped code calls: what is wrong is said in words, never by a TypeError. */

import { describe, expect, test } from 'vitest';
import { authorizationCode, bearerJwt, clientCredentials, get, jwtBearer, refreshToken } from 'postsmith';
import { catalogue, okta } from '../../src/presets/index.ts';
import { collectionProblems } from '../check/checking.ts';

const untyped = (call: unknown, ...values: unknown[]): unknown =>
  Reflect.apply(Object(call), undefined, values);

const items = [get({ name: 'Read', url: 'https://{{host}}/' })];

describe('a preset', () => {
  test.each(Object.entries(catalogue))(
    '%s says that it makes nothing of a misspelt option',
    (_name, preset) => {
      expect(() => untyped(preset, { scopes: 'a' })).toThrow(
        expect.objectContaining({
          code: 'INVALID_DECLARATION',
          message: expect.stringContaining('makes nothing of the option scopes'),
        }),
      );
    },
  );

  test.each([
    ['text', 'x'],
    ['a number', 7],
    ['null', null],
  ])('takes no %s for options', (_, value) => {
    expect(() => untyped(okta, value)).toThrow(/^The preset for Okta takes an object of options, not /);
  });

  test('passes on a value of a wrong type, for the check to tell', () => {
    expect(collectionProblems({ authorization: untyped(okta, { scope: 7 }), items })).toContainEqual(
      'collections/api.ts: authorization.scope must be text, but is the number 7',
    );
  });
});

test.each([
  ['clientCredentials', clientCredentials],
  ['jwtBearer', jwtBearer],
  ['refreshToken', refreshToken],
  ['authorizationCode', authorizationCode],
])('%s without anything is told what is missing', (_, grant) => {
  for (const value of [undefined, null, 'x']) {
    expect(collectionProblems({ authorization: untyped(grant, value), items })).toContainEqual(
      'collections/api.ts: authorization.tokenEndpoint is missing; it must be text',
    );
  }
});

test('a bearer JWT without anything is told what is missing', () => {
  expect(collectionProblems({ authorization: untyped(bearerJwt), items })[0]).toContain(
    'authorization.jwt must be',
  );
});

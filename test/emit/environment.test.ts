import { expect, test } from 'vitest';
import { defineEnvironment, secret } from 'postsmith';
import { emitEnvironment } from '../../src/emit/environment.ts';

test('emits variables in their order, and a secret without a value', () => {
  const environment = defineEnvironment({
    name: 'Shop',
    variables: { host: 'a.example', key: secret(), expires: '' },
  });
  const { id, ...emitted } = emitEnvironment(environment, 'shop');
  expect(emitted).toEqual({
    name: 'Shop',
    values: [
      { key: 'host', value: 'a.example', type: 'default', enabled: true },
      { key: 'key', value: '', type: 'secret', enabled: true },
      { key: 'expires', value: '', type: 'default', enabled: true },
    ],
    _postman_variable_scope: 'environment',
  });
  expect(emitEnvironment(environment, 'shop').id).toBe(id);
  expect(emitEnvironment(environment, 'shop-lab').id).not.toBe(id);
});

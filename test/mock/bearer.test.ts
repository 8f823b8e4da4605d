import { expect, test } from 'vitest';
import { judgeBearer } from '../../src/mock/bearer.ts';

const judge = {
  judgeToken: async (value: string) =>
    value === 'good' ? { granted: undefined, asked: [] } : { problem: 'the token is unknown' },
};

test.each([
  [{ name: 'X-Auth-Token' }, { 'x-auth-token': 'good' }, undefined],
  [{ name: 'X-Auth-Token' }, { authorization: 'Bearer good' }, 'no token was sent'],
  [{ name: 'X-Auth-Token' }, { 'x-auth-token': 'Bearer good' }, 'the X-Auth-Token header is not a token'],
  [{ name: 'Authorization', prefix: 'JWT' }, { authorization: 'JWT good' }, undefined],
  [
    { name: 'Authorization', prefix: 'JWT' },
    { authorization: 'Bearer good' },
    'the Authorization header is not "JWT" and a token',
  ],
  [undefined, { authorization: 'bearer good' }, undefined],
  [undefined, { authorization: 'Bearer bad' }, 'the token is unknown'],
])('a token that belongs into %j is judged in %j: %s', async (header, headers, problem) => {
  expect((await judgeBearer(headers, judge, undefined, header))?.problem).toBe(problem);
});

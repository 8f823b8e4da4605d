/** Which part of a run a machine takes. */

import { expect, test } from 'vitest';
import { readShard } from '../../src/run/shard.ts';

test.each([
  ['1/1', 1, 1],
  ['4/4', 4, 4],
  ['2/300', 2, 300],
])('%s is a part', (given, index, total) => {
  expect(readShard(given, {})).toEqual({ index, total });
});

test.each([
  ['GitLab', 'auto', { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '3' }, 1, 3, 'CI_NODE_INDEX and CI_NODE_TOTAL'],
  [
    'CircleCI',
    'auto',
    { CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '3' },
    1,
    3,
    'CIRCLE_NODE_INDEX and CIRCLE_NODE_TOTAL',
  ],
  [
    'Buildkite',
    'auto',
    { BUILDKITE_PARALLEL_JOB: '2', BUILDKITE_PARALLEL_JOB_COUNT: '3' },
    3,
    3,
    'BUILDKITE_PARALLEL_JOB and BUILDKITE_PARALLEL_JOB_COUNT',
  ],
  ['Kubernetes', 'auto/3', { JOB_COMPLETION_INDEX: '1' }, 2, 3, 'JOB_COMPLETION_INDEX'],
])('%s says it', (_what, given, environment, index, total, from) => {
  expect(readShard(given, environment)).toEqual({ index, total, from });
});

test.each([
  ['0/4', {}, '--shard 0/4 is no part of a whole: 0 of 4. The first of four is 1/4, the last 4/4.'],
  ['5/4', {}, '--shard 5/4 is no part of a whole: 5 of 4.'],
  ['1/0', {}, '--shard 1/0 is no part of a whole: 1 of 0.'],
  ['1', {}, '--shard takes a part of a whole, such as 2/4, or auto for what the CI says, not ‘1’.'],
  ['1/2/3', {}, 'not ‘1/2/3’'],
  ['-1/4', {}, 'not ‘-1/4’'],
  ['1.5/4', {}, 'not ‘1.5/4’'],
  ['auto', {}, 'none of its variables is set: CI_NODE_INDEX, CIRCLE_NODE_INDEX'],
  ['auto', { JOB_COMPLETION_INDEX: '1' }, 'nothing tells of how many. Give the number: --shard auto/4.'],
  [
    'auto/2',
    { JOB_COMPLETION_INDEX: '2' },
    '--shard auto/2 (from JOB_COMPLETION_INDEX) is no part of a whole: 3 of 2.',
  ],
])('%s with %j is refused', (given, environment, message) => {
  expect(() => readShard(given, environment)).toThrow(
    expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) }),
  );
});

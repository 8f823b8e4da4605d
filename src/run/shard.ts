/** Which part of a run this machine takes: `2/4`, or what the CI says of itself. */

import { PostsmithError } from '../errors.ts';

/** A part of a run. */
export interface Shard {
  /** Counts from 1. */
  readonly index: number;
  readonly total: number;
  /** Variables that said so. */
  readonly from?: string;
}

interface ParallelJobs {
  readonly index: string;
  /** Kubernetes tells a pod no number of all. */
  readonly total?: string;
  /** What the first one's index is. */
  readonly first: 0 | 1;
}

/** GitLab `parallel`, CircleCI `parallelism`, Buildkite `parallelism`, and Kubernetes' indexed Jobs. */
const KNOWN: readonly ParallelJobs[] = [
  { index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', first: 1 },
  { index: 'CIRCLE_NODE_INDEX', total: 'CIRCLE_NODE_TOTAL', first: 0 },
  { index: 'BUILDKITE_PARALLEL_JOB', total: 'BUILDKITE_PARALLEL_JOB_COUNT', first: 0 },
  { index: 'JOB_COMPLETION_INDEX', first: 0 },
];

const isWhole = (text: string): boolean => /^\d{1,6}$/.test(text);

const checked = (shard: Shard, given: string): Shard => {
  if (shard.total >= 1 && shard.index >= 1 && shard.index <= shard.total) return shard;
  throw new PostsmithError(
    'USAGE',
    `--shard ${given}${shard.from === undefined ? '' : ` (from ${shard.from})`} is no part of a whole: ${shard.index} of ${shard.total}. The first of four is 1/4, the last 4/4.`,
  );
};

const fromMachine = (given: string, environment: Readonly<Record<string, string | undefined>>): Shard => {
  const ownTotal = given.split('/')[1];
  const jobs = KNOWN.find(({ index }) => isWhole(environment[index] ?? ''));
  if (jobs === undefined) {
    throw new PostsmithError(
      'USAGE',
      `--shard ${given} takes its number from the CI, and none of its variables is set: ${KNOWN.map(({ index }) => index).join(', ')}. Give it as --shard 1/4.`,
    );
  }
  const total = ownTotal ?? environment[jobs.total ?? ''] ?? '';
  if (!isWhole(total)) {
    throw new PostsmithError(
      'USAGE',
      `--shard ${given}: ${jobs.index} tells which part this is, and nothing tells of how many. Give the number: --shard auto/4.`,
    );
  }
  const index = Number(environment[jobs.index]) + 1 - jobs.first;
  const from = [jobs.index, ...(ownTotal === undefined ? [jobs.total ?? ''] : [])].join(' and ');
  return checked({ index, total: Number(total), from }, given);
};

/**
 * @param given `2/4`, `auto`, or `auto/4`, whose first number the CI says
 * @throws PostsmithError USAGE
 */
export const readShard = (
  given: string,
  environment: Readonly<Record<string, string | undefined>>,
): Shard => {
  if (/^auto(?:\/\d{1,6})?$/.test(given)) return fromMachine(given, environment);
  const [index = '', total = '', ...more] = given.split('/');
  if (!isWhole(index) || !isWhole(total) || more.length > 0) {
    throw new PostsmithError(
      'USAGE',
      `--shard takes a part of a whole, such as 2/4, or auto for what the CI says, not ‘${given}’.`,
    );
  }
  return checked({ index: Number(index), total: Number(total) }, given);
};
